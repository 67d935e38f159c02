internal import Basics
internal import Displays
internal import Epochs
internal import Judges
internal import Language
internal import SQLText
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
    let reversed = (warehouse as? SQLiteWarehouse).flatMap {
      try? SQLiteWarehouse(name: $0.name, path: $0.path, reversesUnordered: true)
    }
    let progress = screen.progress()
    let findings = try await EvalsetDoctor(warehouse, reversed: reversed).examine(evalset) { done in
      progress.show("Checking", done: done, total: evalset.questions.count)
    }
    let coverage = EvalsetCoverage(
      evalset, schema: try await warehouse.schema(), dialect: SQLDialect(of: warehouse))
    progress.finish(Pictures.health(of: evalset, findings, coverage).bundle(width: screen.width))
    return nil
  }
}
