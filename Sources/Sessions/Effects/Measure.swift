internal import Basics
internal import Databricks
internal import Displays
internal import Epochs
internal import Judges
internal import Language
internal import Models
internal import Platform
internal import Spaces
internal import Statistics
internal import Store
internal import Systems
internal import Warehouses

extension Session {
  func ask(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let text = command.text("question") ?? ""
    let version = try await version(command, "version")
    let warehouse = try currentConnection()
    let known = bench.evalset?.questions.first { $0.text == text && $0.split != .test }
    let (progress, before) = (screen.progress(), bench.models.purse.spent(by: .answer))
    let prepared = try await currentSystem(watch: watcher(progress)).prepare(version.space)
    let trace = await prepared.answer(Ask(id: known?.id ?? "ask", text: text, context: known?.context))
    try Task.checkCancellation()
    var verdicts: [Verdict] = []
    if let known {
      let warehouse = warehouse.shared(among: bench.judges.judges.count)
      for judge in bench.judges.judges {
        verdicts.append(await judge.judge(trace, against: known.expectation, on: warehouse))
      }
    }
    var page = Pictures.page(of: trace, verdicts: verdicts)
    guard bench.systemKind == .llm else { return page.bundle(width: screen.width) }
    page.parts.append(.text(spendSentence(.answer, since: before, kept: "its answers were")))
    progress.finish(page.bundle(width: screen.width))
    return nil
  }

  /// Shows what the model writes while it writes it.
  private func watcher(_ progress: ProgressDisplay) -> @Sendable (ChatDelta) -> Void {
    let title = bench.models.spec(for: .answer)?.name ?? ""
    let written = Guarded("")
    return { delta in
      let text = written.withLock { written in
        switch delta {
        case .text(let piece), .reasoning(let piece): written += piece
        case .restart: written = ""
        }
        return written
      }
      if !text.isEmpty { progress.show(title, writing: text) }
    }
  }

  func run(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let version = try await version(command, "version")
    let split = split(command)
    let progress = screen.progress()
    let (evalset, title) = try await measured(split, limit: command.int("limit"), screen)
    let isNative = command.flag("native") == true
    let doing = "\(isNative ? "Genie evaluates" : "Running") \(version.name) on \(title)"
    let optimizer = try await optimizer(
      epochSettings(command), on: screen, evalset: evalset, native: isNative ? evalset.questions(in: split) : nil
    ) { event in
      switch event {
      case .evaluated(let done, of: let total): progress.show(doing, done: done, total: total)
      case .read(let done, of: let total):
        progress.show(doing, done: done, total: total, notes: ["reading its verdicts"])
      }
    }
    let (samples, before) = (command.int("samples") ?? 1, bench.models.purse.spent(by: .answer))
    let reporter = reporter(progress, title: doing)
    let report = try await paying(for: command) {
      try await optimizer.run(version, on: split, samples: samples, progress: reporter)
    }
    var page = Pictures.page(of: report, on: isNative ? title + ", by Genie's own evaluation" : title)
    if isNative { page.parts += Pictures.besidePlatform(report) }
    if bench.systemKind == .llm {
      page.parts.append(.text(spendSentence(.answer, since: before, kept: "every answer was")))
    }
    progress.finish(page.bundle(width: screen.width))
    return nil
  }

  /// What a run asks. One that is limited stands under a name of its own, so that nobody takes it for a whole one.
  private func measured(
    _ split: Split, limit: Int?, _ screen: Screen
  ) async throws -> (evalset: Evalset, title: String) {
    var evalset = try currentEvalset()
    let questions = evalset.questions(in: split)
    guard let limit, limit < questions.count else { return (evalset, split.rawValue) }
    let kept = Set(questions.prefix(limit).map(\.id))
    evalset.questions = evalset.questions.keeping { $0.split != split || kept.contains($0.id) }
    evalset.name += ", first \(limit) of \(split.rawValue)"
    try await openStore(screen).record(evalset, isInUse: false)
    return (evalset, "the first \(limit) of \(counted(questions.count, "\(split.rawValue) question"))")
  }

  func compare(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let (old, new) = (try await version(command, "from"), try await version(command, "to"))
    let split = split(command)
    let progress = screen.progress()
    let optimizer = try await optimizer(epochSettings(command), on: screen, evalset: try currentEvalset())
    let reporter = reporter(progress, title: "Comparing \(old.name) and \(new.name)")
    let (before, after) = try await paying(for: command) {
      let before = try await optimizer.run(old, on: split, progress: reporter)
      return (before, try await optimizer.run(new, on: split, progress: reporter))
    }
    progress.finish(Pictures.comparison(before, after, seed: bench.settings.seed).bundle(width: screen.width))
    return nil
  }

  func sql(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let limit = command.int("limit") ?? 50
    let result = try await query(command, screen)
    return Pictures.table(of: result, caption: "", shown: limit).bundle(width: screen.width)
  }

  /// The rows of a command's query on the connection that it names.
  func query(_ command: Command, _ screen: Screen) async throws -> ResultSet {
    let sql = command.text("query") ?? ""
    let name = command.text("on")
    if name == "store" {
      do {
        return try await queryStore(sql, screen)
      } catch let error as WarehouseError where !command.isGiven("on") {
        var diagnostic = diagnostic(for: error, in: command)
        diagnostic.hint = bench.connectionName.map { "this asks the store; on=\($0) asks the database" }
        throw diagnostic
      }
    }
    return try await connection(name, at: ["on"]).execute(sql, limits: ExecutionLimits(seconds: 60, rows: 100_000))
  }

  /// A query of the store's views, guarded like any other.
  func queryStore(_ sql: String, _ screen: Screen) async throws -> ResultSet {
    let store = try await openStore(screen)
    let reader = try SQLiteWarehouse(name: "store", path: store.path, trustsSchema: true)
    return try await reader.execute(sql, limits: ExecutionLimits(seconds: 60, rows: 100_000))
  }

  /// Turns the optimizer's events into one display.
  func reporter(_ display: ProgressDisplay, title: String) -> EpochProgress {
    let stage = Guarded("")
    let spendNote = bench.models.spendNote
    return { event in
      switch event {
      case .stage(let name): stage.withLock { $0 = name }
      case .answered(let done, let total, let right, let censored):
        let doing = stage.withLock { $0 }
        var notes = done > 0 ? ["accuracy \(percent(Double(right) / Double(done)))"] : []
        if let spend = spendNote() { notes.append(spend) }
        if censored > 0 { notes.append("\(censored) left out") }
        display.show(
          doing.isEmpty || doing == "measure" ? title : "\(title): \(doing)", done: done, total: total, notes: notes)
      case .note: break
      }
    }
  }
}
