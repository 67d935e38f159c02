internal import Basics
internal import Language

extension SessionError {
  /// The sentences of the session: what is wrong, the nearest right word, what to do next.
  func diagnostic(_ command: Command?) -> Diagnostic {
    func says(_ name: String, _ message: String, at parameter: String? = nil, hint: String? = nil) -> Diagnostic {
      Diagnostic(name: name, message: message, span: parameter.flatMap { command?.span(of: $0) }, hint: hint)
    }
    switch self {
    case .notAvailable(let name): return says("NotAvailable", "\(name) is not available yet")
    case .failedAsAsked: return says("TestFailure", "failed as asked")
    case .unknownName(let name): return says("UnknownName", "nothing is called ‘\(name)’")
    case .noConnection:
      return says("NoConnection", "no database is connected", hint: "connect sqlite:FILE opens one")
    case .noSpace:
      return says(
        "NoSpace", "there is no space yet", hint: "load space FILE reads one; new space from NAME starts a bare one")
    case .noEvals: return says("NoEvals", "there is no evalset yet", hint: "load evals FILE reads one")
    case .noRun: return says("NoRun", "nothing was run yet", hint: "run asks the questions of a split")
    case .noStart:
      return says("NoStart", "there is no starting version to compare with", hint: "load a space first")
    case .connectionTaken(let name):
      return says(
        "NameTaken", "another database is connected as ‘\(name)’", at: "name",
        hint: "give it a name of its own with as NAME")
    case .unknownScheme(let address):
      return says(
        "UnknownAddress", "‘\(address)’ is no address of a database", at: "address",
        hint: "addresses are written sqlite:FILE, spark:http://HOST:PORT/PATH or databricks:HOST/WAREHOUSE_ID")
    case .badAddress(let address, let why, let hint):
      return says("UnknownAddress", "‘\(address)’ cannot be used: \(why)", hint: hint)
    case .unsetVariable(let name, let option):
      return says(
        "NoSecret", "the environment variable \(name) is not set", at: option,
        hint: "\(option)= takes the name of a variable; what it holds is never written down")
    case .unreachable(let name, let why):
      return says("Unreachable", "\(name) cannot be connected: \(why)", at: "address")
    case .unknown(let subject, let name, let known, let places):
      return unknown(subject, name, known, places.first { command?.isGiven($0) == true }, command)
    case .overBudget(let sentence, let isOwn):
      let larger = isOwn ? "a larger budget=" : "a larger budget"
      return says(
        "OverBudget", sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence, at: isOwn ? "budget" : nil,
        hint: "what was answered is kept; with \(larger) the same command goes on from there")
    case .unknownProposal(let number, let count):
      return says(
        "UnknownProposal", "there is no proposal \(number)", at: "proposals",
        hint: count > 0 ? "they are numbered 1 to \(count)" : "suggest makes some")
    case .sealedQuestion(let id):
      return says(
        "Sealed", "question ‘\(id)’ is in the sealed test split", at: "question",
        hint: "certify opens the split as a whole; single answers of it are never shown")
    case .badSetting(let name, let wants): return says("WrongValue", "\(name) takes \(wants)", at: "value")
    case .missingFile(let path, let near):
      return Diagnostic(
        name: "NoFile", message: "there is no file ‘\(path)’", span: span(ofFile: path, command), suggestion: near)
    case .unreadable(let path): return file(path, "cannot be read", command)
    case .unwritable(let path): return file(path, "cannot be written", command)
    case .isFolder(let path): return file(path, "is a folder", command)
    case .databaseExists(let path):
      return says(
        "FileExists", "‘\(path)’ is there already and was not built from a script", at: "file",
        hint: "choose another name, or remove the file")
    case .script(let path, let message): return says("ScriptError", "\(path): \(message)", at: "script")
    case .severalDatabases(let names):
      return says(
        "SeveralDatabases", "the questions are about \(names.count) databases", at: "file",
        hint: "choose one with db=: \(alternatives(Array(names.prefix(12))))")
    case .space(let path, let sentences):
      return says("NotASpace", "\(path): \(sentences.first ?? "no space")", at: "file", hint: rest(of: sentences))
    case .noSuchTables(let missing):
      return says(
        "TablesMissing",
        "the connected database has no table \(alternatives(missing.map { "‘\($0)’" }))", at: "file",
        hint: "show tables lists what it has; connect opens another")
    case .nothingToPlot(let why): return says("NothingToPlot", why)
    case .needsQuery:
      return says("MissingArgument", "export sql needs a query", hint: "export sql FILE from (SELECT …)")
    case .notEditable:
      return says(
        "NotEditable", "this proposal has no single text to edit", at: "proposal",
        hint: "reject it with because \"…\", or accept it as it is")
    case .noGenie:
      return says(
        "NoGenieSpace", "no Genie space was chosen", at: "system",
        hint: "load space genie:ID reads one; show spaces lists them")
    case .notGenieSystem:
      return says(
        "NotGenie", "only Genie evaluates itself", at: "native",
        hint: "use system genie asks copies of a Genie space")
    case .noWayToGenie(let id, let why, let hint):
      return says("NoGenieSpace", "the Genie space \(id) of this store cannot be asked: \(why)", hint: hint)
    case .notGenie(let address):
      return says(
        "UnknownAddress", "‘\(address)’ is no Genie space", at: "space", hint: "they are written genie:ID")
    case .nothingPublished(let address):
      return says(
        "NothingPublished", "nothing was published to ‘\(address)’ from this store", at: "space",
        hint: "publish genie:ID version=vN puts any version there")
    case .needsConfirmation:
      return says(
        "NeedsConfirmation", "this replaces a space that is in use, and nobody can be asked here",
        hint: "add confirm=yes to do it")
    case .changedMeanwhile(let title):
      return says(
        "ChangedMeanwhile", "somebody changed ‘\(title)’ since it was read; nothing was published", at: "space",
        hint: "run it again to see what is different now")
    case .notHeld(let title):
      return says(
        "NotHeld", "‘\(title)’ does not hold what was pushed", at: "space",
        hint: "run it again to see the difference; what was there before is kept as a version")
    case .noModel(let role):
      return says(
        "NoModel", "no model has the role \(role)",
        hint: "use model NAME url=https://host/v1 names one; show models lists them")
    case .unknownModel(let name, let known):
      return Diagnostic(
        name: "UnknownModel", message: "there is no model ‘\(name)’ yet", span: command?.span(of: "name"),
        suggestion: nearest(to: name, among: known),
        hint: "url= says where a new one is: use model \(name) url=https://host/v1")
    case .model(let problem, let place): return says("ModelError", problem, at: place)
    case .judge(let problem, let hint, let place):
      return says("JudgeError", problem, at: place.first { command?.isGiven($0) == true }, hint: hint)
    case .metric(let name):
      return Diagnostic(
        name: "UnknownMetric", message: "there is no metric ‘\(name)’", span: command?.span(of: "until"),
        suggestion: nearest(to: name, among: ["accuracy"]), hint: "accuracy is measured on validation")
    }
  }

  private func unknown(
    _ subject: Subject, _ name: String, _ known: [String], _ place: String?, _ command: Command?
  ) -> Diagnostic {
    let what = subject.rawValue
    let near = nearest(to: name, among: known)
    let more = known.count > 8 ? " and \(known.count - 8) more" : ""
    let list = known.isEmpty ? "there are none yet" : "there are " + known.prefix(8).joined(separator: ", ") + more
    return Diagnostic(
      name: "Unknown" + what.prefix(1).uppercased() + what.dropFirst(), message: "there is no \(what) ‘\(name)’",
      span: command?.span(of: place ?? ""), suggestion: near, hint: near == nil ? list : nil)
  }

  private func file(_ path: String, _ problem: String, _ command: Command?) -> Diagnostic {
    Diagnostic(name: "FileError", message: "‘\(path)’ \(problem)", span: span(ofFile: path, command))
  }

  private func span(ofFile path: String, _ command: Command?) -> Span? {
    let places = ["file", "script", "address"]
    return command?.span(of: places.first { command?.text($0)?.hasSuffix(path) == true } ?? "")
  }

  private func rest(of sentences: [String]) -> String? {
    let others = sentences.dropFirst()
    return others.first.map { "also: " + $0 + (others.count > 1 ? "; and \(others.count - 1) more" : "") }
  }
}
