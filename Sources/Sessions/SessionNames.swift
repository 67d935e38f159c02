internal import Basics
internal import Epochs
internal import Judges
internal import FoundationEssentials
internal import Language
internal import Models
internal import Spaces
internal import Store
internal import Warehouses

/// What completion offers, as it stood when it was asked for.
struct SessionNames: LiveNames {
  var subjects: [ValueKind.Subject: [Language.Candidate]] = [:]
  var versionNames: [Language.Candidate] = []
  var proposalNumbers: [Language.Candidate] = []

  func names(_ subject: ValueKind.Subject) -> [Language.Candidate] { subjects[subject] ?? [] }
  func versions() -> [Language.Candidate] { versionNames }
  func proposals() -> [Language.Candidate] { proposalNumbers }
  func metrics() -> [Language.Candidate] {
    [Language.Candidate("accuracy", kind: "metric", summary: "the share of right answers")]
  }

  func files(beginningWith prefix: String, extensions: [String]) -> [Language.Candidate] {
    let slash = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
    let folder = String(prefix[..<slash])
    let place = folder.isEmpty ? "." : Files.expanded(folder)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else { return [] }
    return names.sorted().prefix(500).compactMap { name in
      guard !name.hasPrefix("."), name.hasPrefix(prefix[slash...]) else { return nil }
      var isFolder = false
      _ = FileManager.default.fileExists(atPath: place + "/" + name, isDirectory: &isFolder)
      if isFolder { return Language.Candidate(folder + name + "/", kind: "folder") }
      let fits = extensions.isEmpty || extensions.contains { name.hasSuffix("." + $0) }
      return fits ? Language.Candidate(folder + name, kind: "file") : nil
    }
  }
}

extension Session {
  /// Nobody looks through more, and each Tab key waits for them.
  private static let questionsOffered = 5_000

  func liveNames() async -> SessionNames {
    var names = SessionNames()
    names.subjects[.connection] =
      bench.connections.map { Language.Candidate($0.name, kind: "connection", summary: $0.address.shown) }
      + [Language.Candidate("store", kind: "connection", summary: "what was measured")]
    let judges = bench.judges.judges + diagnosticJudges + JudgeRegistry.publicRules
    names.subjects[.judge] =
      judges.map { Language.Candidate($0.name, kind: "judge", summary: $0.summary) }
      + JudgeTemplate.all.map { Language.Candidate($0.name, kind: "judge", summary: $0.summary) }
    names.subjects[.setting] = SessionSettings.all.map {
      Language.Candidate($0.name, kind: "setting", summary: $0.summary)
    }
    names.subjects[.prompt] = Prompt.allCases.map {
      Language.Candidate($0.rawValue, kind: "prompt", summary: $0.summary)
    }
    if let questions = bench.evalset?.questions {
      let open = questions.lazy.filter { $0.split != .test }.prefix(Self.questionsOffered)
      names.subjects[.question] = open.map { Language.Candidate($0.id, kind: "question", summary: $0.text) }
      names.subjects[.database] = questions.databaseNames.map { Language.Candidate($0, kind: "database") }
    }
    names.subjects[.model] = bench.models.specs.map { Language.Candidate($0.name, kind: "model", summary: $0.url) }
    names.proposalNumbers = bench.proposals.map {
      Language.Candidate("\($0.number)", kind: "proposal", summary: $0.reason)
    }
    if let schema = try? await bench.connection?.schema() {
      names.subjects[.table] = schema.tables.map { Language.Candidate($0.name, kind: "table") }
      names.subjects[.column] = schema.tables.flatMap { table in
        table.columns.map { Language.Candidate($0.name, kind: "column", summary: "\(table.name), \($0.type)") }
      }
    }
    if let store = bench.store {
      names.versionNames = ((try? await store.versions()) ?? []).map {
        Language.Candidate($0.name, kind: "version", summary: Pictures.contents(of: $0.space))
      }
      names.subjects[.judge]? += ((try? await store.judges()) ?? []).map {
        Language.Candidate($0.name, kind: "judge", summary: $0.expression)
      }
      names.subjects[.run] = ((try? await store.runNames()) ?? []).map { Language.Candidate($0, kind: "run") }
    }
    return names
  }
}
