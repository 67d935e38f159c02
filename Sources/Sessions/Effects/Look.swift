internal import Basics
internal import Displays
internal import Epochs
internal import Judges
internal import Language
internal import Spaces
internal import Statistics
internal import Store
internal import Systems
internal import Warehouses

extension Session {
  func showSpace(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    Pictures.page(of: try await version(command, "version")).bundle(width: screen.width)
  }

  func showLevers(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    Pictures.levers(of: try currentVersion().space).bundle(width: screen.width)
  }

  func diff(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let old = try await version(command, "from")
    return Pictures.difference(from: old, to: try await version(command, "to")).bundle(width: screen.width)
  }

  func showTables(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let warehouse = try currentConnection()
    let schema = try await warehouse.schema()
    guard let name = command.text("table") else {
      return Table(
        "Tables of \(warehouse.name)", columns: [.init("table"), .init("columns", .number), .init("refers to")],
        rows: schema.tables.map { table in
          [
            Table.Cell(table.name, .strong), "\(table.columns.count)",
            Table.Cell(table.foreignKeys.map(\.table).joined(separator: ", "), .muted),
          ]
        }, shown: 200
      ).bundle(width: screen.width)
    }
    guard let table = schema.table(name) else {
      throw SessionError.unknown(.table, name, known: schema.tables.map(\.name), at: ["table"])
    }
    var rows: [[Table.Cell]] = []
    for column in table.columns {
      let profile = try await warehouse.profile(of: column.name, in: table.name)
      let samples = profile.values.prefix(4).map(Pictures.text).joined(separator: ", ")
      rows.append([
        Table.Cell(column.name, .strong), Table.Cell(column.type, .muted), Table.Cell(grouped(profile.distinct)),
        Table.Cell(percent(profile.nullShare)), Table.Cell(samples, .muted),
      ])
    }
    return Table(
      "Columns of \(table.name)",
      columns: [
        .init("column"), .init("type"), .init("distinct", .number), .init("empty", .number), .init("for example"),
      ],
      rows: rows, shown: 500
    ).bundle(width: screen.width)
  }

  func showEvals(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let evalset = try currentEvalset()
    let chosen = command.text("on").flatMap(Split.init(rawValue:))
    let splits: [Split] = [.train, .validation].filter { chosen == nil || $0 == chosen }
    let shown = evalset.questions.lazy.filter { splits.contains($0.split) }.prefix(max(0, command.int("limit") ?? 20))
    let total = splits.reduce(0) { $0 + evalset.questions.count(in: $1) }
    return Page([
      .table(Pictures.splits(of: evalset)), .table(Pictures.questions(Array(shown), of: total)),
    ]).bundle(width: screen.width)
  }

  func showSettings(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    Table(
      "Settings", columns: [.init("setting"), .init("value"), .init("means")],
      rows: SessionSettings.all.map {
        [Table.Cell($0.name, .strong), Table.Cell($0.text(bench.settings)), Table.Cell($0.summary, .muted)]
      }
    ).bundle(width: screen.width)
  }

  func showConnections(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    Table(
      "Connections", columns: [.init("name"), .init("engine"), .init("address"), .init("in use")],
      rows: bench.connections.map {
        [
          Table.Cell($0.name, .strong), Table.Cell($0.warehouse.dialect), Table.Cell($0.address.shown, .muted),
          Table.Cell($0.name == bench.connectionName ? "yes" : "", .good),
        ]
      }
    ).bundle(width: screen.width)
  }

  func showStore(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let store = try await openStore(screen)
    return Page([
      .facts([.init("store", store.isTemporary ? "as long as this session (use store FILE keeps it)" : store.path)]),
      .table(
        Table(
          "Views, for sql on=store", columns: [.init("view"), .init("holds")],
          rows: Store.views.map { [Table.Cell($0.name, .strong), Table.Cell($0.summary)] })),
    ]).bundle(width: screen.width)
  }

  func showRuns(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let limit = command.int("limit") ?? 20
    let result = try await queryStore(
      """
      SELECT run, version, evalset, split, samples, questions, "right", round(100 * accuracy, 1) AS "accuracy %",
        round(seconds, 2) AS seconds, made FROM runs ORDER BY CAST(substr(run, 2) AS INTEGER) DESC LIMIT \(limit)
      """, screen)
    return Pictures.table(of: result.withoutConstant("evalset"), caption: "Runs", shown: limit).bundle(
      width: screen.width)
  }

  func showVersions(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let versions = try await openStore(screen).versions()
    return Table(
      "Versions",
      columns: [
        .init("version"), .init("from"), .init("changes", .number), .init("holds"), .init("content"), .init("in use"),
      ],
      rows: versions.map { version in
        let parent = version.parent.flatMap { hash in versions.last { $0.hash == hash && $0.number < version.number } }
        return [
          Table.Cell(version.name, .strong), Table.Cell(parent?.name ?? "loaded", .muted), "\(version.patches.count)",
          Table.Cell(Pictures.contents(of: version.space)), Table.Cell(version.hash.short, .muted),
          Table.Cell(version.number == bench.version?.number ? "yes" : "", .good),
        ]
      }, shown: 100
    ).bundle(width: screen.width)
  }

  func showEpochs(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let result = try await queryStore(
      """
      SELECT epoch, evalset, decision, champion, version, changes, round(100 * train_before, 1) AS "train %",
        round(100 * train_after, 1) AS "after %", round(100 * validation_before, 1) AS "validation %",
        round(100 * validation_after, 1) AS "after % ", round(seconds, 1) AS seconds FROM epochs
      """, screen)
    let table = Page.Part.table(Pictures.table(of: result.withoutConstant("evalset"), caption: "Epochs", shown: 100))
    return Page([table] + [try await selectionNote(screen)].compactMap { $0 }).bundle(width: screen.width)
  }

  /// How much of the best version's accuracy may be luck, where several were measured on the questions that chose it.
  private func selectionNote(_ screen: Screen) async throws -> Page.Part? {
    let rows = try await queryStore(
      """
      SELECT count(DISTINCT version) + 1, max(validation_after), max(validation_questions) FROM epochs
      WHERE version IS NOT NULL AND evalset_content = '\(Store.content(of: try currentEvalset()))'
      """, screen
    ).rows
    guard let row = rows.first, row.count == 3, case .integer(let versions) = row[0], versions > 1,
      case .real(let best) = row[1], case .integer(let questions) = row[2], questions > 0
    else { return nil }
    let error = (max(0, best * (1 - best)) / Double(questions)).squareRoot()
    let optimism = winnersCurse(of: Int(clamping: versions)) * error
    return .text(
      "The best of \(versions) versions is shown on the questions that chose it: if all were equally good, it would "
        + "still look \(fixed(100 * optimism, 1)) points better than it is. certify measures on questions that chose nothing."
    )
  }

  func showFailures(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let (run, rows) = try await answers(command, screen)
    let judge = command.text("judge") ?? "result"
    guard bench.judges[judge] != nil else {
      throw SessionError.unknown(.judge, judge, known: bench.judges.names, at: ["judge"])
    }
    let failed = rows.filter { _, evaluation in
      judge == bench.judges.headline?.name ? evaluation.isRight == false : evaluation.verdict(of: judge)?.ruling == .no
    }
    let caption = "\(counted(failed.count, "failure")) of \(grouped(rows.count)) in \(run.name) (\(run.split.rawValue))"
    return Pictures.failures(failed, shown: command.int("limit") ?? 20, caption: caption).bundle(width: screen.width)
  }

  func showTrace(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let id = command.text("question") ?? ""
    if bench.evalset?.questions.first(where: { $0.id == id })?.split == .test { throw SessionError.sealedQuestion(id) }
    let (_, rows) = try await answers(command, screen)
    guard let (question, evaluation) = rows.first(where: { $0.question.id == id }) else {
      throw SessionError.unknown(.question, id, known: rows.map(\.question.id), at: ["question"])
    }
    return Pictures.page(of: question, evaluation).bundle(width: screen.width)
  }

  /// The answers of a run, each with its question; first samples only.
  private func answers(
    _ command: Command, _ screen: Screen
  ) async throws -> (run: Store.StoredRun, rows: [(question: Question, evaluation: Evaluation)]) {
    let store = try await openStore(screen)
    let name = command.text("run")
    guard let run = try await store.run(name) else {
      guard let name else { throw SessionError.noRun }
      throw SessionError.unknown(.run, name, known: try await store.runNames(), at: ["run"])
    }
    let questions = try await self.questions(of: run, store)
    let rows = run.answers.filter { $0.sample == 0 }.compactMap { answer in
      questions[answer.question].map { (question: $0, evaluation: answer.evaluation) }
    }
    return (run, rows)
  }

  /// The questions that a run asked, by their ids: those of its own evalset, whatever is in hand now.
  func questions(of run: Store.StoredRun, _ store: Store) async throws -> QuestionIndex {
    let evalset = try await store.evalset(run.evalset, splits: run.splits) ?? currentEvalset()
    return QuestionIndex(evalset.questions)
  }
}
