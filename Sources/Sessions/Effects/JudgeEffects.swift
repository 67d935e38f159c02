internal import Basics
internal import Displays
internal import Epochs
internal import Judges
internal import Language
internal import Models
internal import SQLText
internal import Store
internal import Systems
internal import Warehouses

extension Session {
  var diagnosticJudges: [any Judge] { JudgeRegistry.diagnostic(bench.expected) }

  func showJudges(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let own = try await bench.store?.judges() ?? []
    let model = bench.models.spec(for: .judge)?.name
    return Pictures.judges(bench.judges.judges, diagnosticJudges, own, model: model).bundle(width: screen.width)
  }

  func addJudge(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let (name, what) = (command.text("name") ?? "", command.text("what") ?? "")
    let kind = command.text("kind").flatMap(StoredJudge.Kind.init(rawValue:)) ?? .sql
    let timing = command.text("when").flatMap(StoredJudge.Timing.init(rawValue:)) ?? .lookedAt
    let isWord =
      !name.isEmpty
      && name.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
      }
    guard isWord else {
      throw SessionError.judge(
        problem: "‘\(name)’ is no name for a judge", hint: "use letters, digits and _", at: ["name"])
    }
    let taken =
      (bench.judges.judges + diagnosticJudges + JudgeRegistry.publicRules).map(\.name)
      + JudgeRegistry.awaitingModel.map(\.name)
    guard !taken.contains(where: { $0.lowercased() == name.lowercased() }) else {
      throw SessionError.judge(
        problem: "a judge of its own is called ‘\(name)’", hint: "choose another name", at: ["name"])
    }
    let store = try await openStore(screen)
    if kind == .sql { try await check(what, timing, screen) }
    if kind.asksModel { try checkPrompt(kind, what) }
    guard kind == .sql || kind.asksModel || Self.judge(named: name, kind, what, bench.expected) != nil else {
      let wants = kind == .rows ? "a range such as 1-100" : kind == .fresh ? "a number of days" : "a piece of SQL"
      throw SessionError.judge(problem: "a judge of this kind takes \(wants)", hint: "help add judge", at: ["what"])
    }
    let judge = try await store.addJudge(name, kind, what, timing)
    return Page([.text("\(judge.name), version \(judge.version), is there; test judge \(judge.name) tries it.")])
      .bundle(width: screen.width)
  }

  /// Refuses what is not one expression over the columns of a trace, before anything is made of it.
  private func check(_ expression: String, _ timing: StoredJudge.Timing, _ screen: Screen) async throws {
    func refuse(_ why: String) -> SessionError {
      .judge(
        problem: why, hint: "an expression such as length(answer) < 400; help add judge names the columns", at: ["what"]
      )
    }
    let statement: SelectStatement
    do {
      statement = try SelectStatement(parsing: "SELECT (\(expression)\n)", dialect: .sqlite)
    } catch {
      throw refuse("this is no expression")
    }
    guard let core = statement.core, core.items.count == 1, core.from == nil, statement.compounds.isEmpty,
      statement.orderBy.isEmpty, statement.limit == nil
    else { throw refuse("this is more than one expression") }
    let store = try await openStore(screen)
    let reader = try SQLiteWarehouse(name: "store", path: store.path, trustsSchema: true)
    do {
      // Tried on a few answers too, so that what never ends is not kept.
      try await reader.explain(StoredJudge.probe(expression, timing))
      let limits = ExecutionLimits(seconds: 5, rows: 20)
      _ = try await reader.execute(StoredJudge.probe(expression, timing), limits: limits)
    } catch {
      switch error {
      case .invalid(let message): throw refuse(message)
      case .forbidden, .timedOut, .tooLarge: throw refuse("the expression \(error.predicate)")
      case .cancelled, .unavailable: throw error
      }
    }
  }

  func dropJudge(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let name = command.text("name") ?? ""
    let store = try await openStore(screen)
    guard try await store.dropJudge(name) else {
      throw SessionError.unknown(.judge, name, known: try await store.judges().map(\.name), at: ["name"])
    }
    return Page([.text("\(name) is gone.")]).bundle(width: screen.width)
  }

  func testJudge(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let store = try await openStore(screen)
    let name = command.text("name") ?? ""
    let limit = command.int("limit") ?? 3
    guard let run = try await newestRun(command.text("run"), store) else { throw SessionError.noRun }
    let scored = try await scores(
      of: run, with: [name], samples: command.int("samples") ?? 1, screen, progress: nil)
    var shown: [Verdict.Ruling: Int] = [:]
    var rows: [[Table.Cell]] = []
    for answer in scored.answers {
      guard let verdict = answer.verdicts.first, answer.question.split != .test else { continue }
      guard shown[verdict.ruling, default: 0] < limit else { continue }
      shown[verdict.ruling, default: 0] += 1
      rows.append(Pictures.example(answer.question.text, answer.trace, verdict))
    }
    return Pictures.examples(of: name, on: run, rows, scored.tallies[0]).bundle(width: screen.width)
  }

  func judge(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let store = try await openStore(screen)
    let name = command.text("run") ?? ""
    guard let run = try await newestRun(name, store) else {
      throw SessionError.unknown(.run, name, known: try await store.runNames(), at: ["run"])
    }
    let progress = screen.progress()
    let isByNode = command.flag("nodes") == true
    var names = command.list("with") ?? bench.judges.names
    if isByNode {
      let wanted =
        bench.judges.names + diagnosticJudges.map(\.name).filter { !["same_normal_form", "cost"].contains($0) }
      names = wanted + names.filter { !wanted.contains($0) }
    }
    let scored = try await scores(
      of: run, with: names, samples: command.int("samples") ?? 1, screen, progress: progress)
    var parts: [Page.Part] = [.table(Pictures.rejudged(run, names, scored.tallies))]
    parts += scored.notes.map { .note($0) }
    parts += Pictures.sideBySide(names, scored.answers.map(\.verdicts))
    if isByNode { parts += try await nodeParts(scored) }
    progress.finish(Page(parts).bundle(width: screen.width))
    return nil
  }

  private func nodeParts(_ scored: Scored) async throws -> [Page.Part] {
    let verdicts = scored.answers.map(\.verdicts)
    let judges = bench.judges.judges + diagnosticJudges
    let nodes = Dictionary(judges.map { ($0.name, $0.node) }) { first, _ in first }
    let guards = verdicts.joined().filter { $0.judge == "guard" }
    var parts: [Page.Part] = [.table(Pictures.apportioning(Apportioning(verdicts, nodes: nodes)))]
    parts.append(.table(Pictures.confusion(ConfusionMatrix(guardVerdicts: guards))))
    parts.append(.table(Pictures.clusters(failureClusters(verdicts), scored.answers.map(\.question))))
    let arbiter = Arbiter(bench.expected)
    let warehouse = try currentConnection()
    var opinions: [(Question, Arbiter.Opinion)] = []
    for answer in scored.answers where answer.question.split != .test {
      try Task.checkCancellation()
      guard let verdict = answer.verdicts.first, verdict.ruling == .no || verdict.ruling == .error else { continue }
      let others = scored.answers.filter { $0.question.id == answer.question.id }.compactMap(\.trace.sql)
      let opinion = await arbiter.opinion(
        on: answer.trace, verdict, against: answer.question.expectation, others: others, on: warehouse)
      if opinion.proposal != nil { opinions.append((answer.question, opinion)) }
    }
    if !opinions.isEmpty { parts.append(.table(Pictures.proposals(opinions))) }
    return parts
  }

  private func newestRun(_ name: String?, _ store: Store) async throws -> String? {
    let names = try await store.runNames()
    guard let name else { return names.last }
    return names.contains(name) ? name : nil
  }
}
