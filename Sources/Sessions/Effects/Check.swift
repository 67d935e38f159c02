internal import Basics
internal import Displays
internal import Epochs
internal import Judges
internal import Language
internal import Spaces
internal import Warehouses

extension Session {
  func checkSpace(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let version = try currentVersion()
    let findings = version.space.findings()
    guard !findings.isEmpty else {
      return Page([.text("\(version.name) keeps every rule and limit of the platform.")]).bundle(width: screen.width)
    }
    return Table(
      "Findings in \(version.name)", columns: [.init("weight"), .init("finding")],
      rows: findings.map {
        [Table.Cell($0.severity.rawValue, $0.severity == .error ? .bad : .muted), Table.Cell($0.sentence)]
      },
      shown: 200
    ).bundle(width: screen.width)
  }

  func checkEvals(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let evalset = try currentEvalset()
    let warehouse = try currentConnection()
    let progress = screen.progress()
    var rows: [[Table.Cell]] = []
    for (index, question) in evalset.questions.enumerated() {
      try Task.checkCancellation()
      progress.show("Checking", done: index, total: evalset.questions.count)
      guard let finding = try await Self.finding(question, warehouse) else { continue }
      let shown = question.split == .test ? "(sealed)" : question.text
      rows.append([
        Table.Cell(question.id, .strong), Table.Cell(question.split.rawValue, .muted), Table.Cell(finding, .bad),
        Table.Cell(shown),
      ])
    }
    guard !rows.isEmpty else {
      progress.finish(Page([.text("Every expected SQL runs and returns something.")]).bundle(width: screen.width))
      return nil
    }
    let caption =
      "\(counted(rows.count, "question")) of \(grouped(evalset.questions.count)) cannot be trusted"
    progress.finish(
      Table(
        caption, columns: [.init("id"), .init("split"), .init("finding"), .init("question")], rows: rows, shown: 50
      )
      .bundle(width: screen.width))
    return nil
  }

  /// Why an expected SQL cannot be trusted, if so.
  private static func finding(_ question: Question, _ warehouse: SQLiteWarehouse) async throws -> String? {
    guard let sql = question.expectation.sql else { return "no expected SQL" }
    do {
      let result = try await warehouse.execute(sql, limits: ExecutionLimits(seconds: 30))
      if result.rows.isEmpty { return "returns no rows" }
      let isBlank = result.rows.count == 1 && result.rows[0].allSatisfy { $0 == .null || $0 == .integer(0) }
      return isBlank ? "returns nothing but 0 or NULL" : nil
    } catch WarehouseError.cancelled {
      throw CancellationError()
    } catch {
      return "does not run: \(error.description)"
    }
  }
}
