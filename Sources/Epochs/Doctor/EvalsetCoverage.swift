internal import Judges
package import SQLText
internal import Statistics
package import Warehouses

/// How much of a schema, and which clauses, the expected SQL of an evalset touches, and what it can prove.
package struct EvalsetCoverage: Sendable {
  package struct TableUse: Sendable, Equatable {
    package var table: String
    package var questions: Int
    package var columns: Int
    /// Columns that no question reads.
    package var unread: [String]
  }

  package struct SplitPower: Sendable, Equatable {
    package var split: Split
    package var questions: Int
    /// The least gain in accuracy that is found in four of five cases, where one question in ten changes; `nil` where
    /// none would be.
    package var detectable: Double?
  }

  package private(set) var tables: [TableUse] = []
  /// Questions by clause, in a fixed order.
  package private(set) var clauses: [(clause: String, questions: Int)] = []
  package private(set) var splits: [SplitPower] = []
  package private(set) var unparsed = 0
  /// The share of questions that two versions are taken to answer differently.
  package static let discordance = 0.1

  package init(_ evalset: Evalset, schema: Schema, dialect: SQLDialect) {
    let view = SchemaView(schema)
    var byTable: [String: Int] = [:]
    var read: [String: Set<String>] = [:]
    var byClause: [Clause: Int] = [:]
    for question in evalset.questions {
      guard let sql = question.expectation.sql,
        let statement = try? SelectStatement(parsing: sql, dialect: dialect)
      else {
        unparsed += 1
        continue
      }
      let query = ResolvedQuery(statement, schema: view)
      for table in query.tables { byTable[table.lowercased(), default: 0] += 1 }
      for column in query.columns { read[column.table.lowercased(), default: []].insert(column.column.lowercased()) }
      for clause in Clause.allCases where clause.isIn(statement) { byClause[clause, default: 0] += 1 }
    }
    tables = schema.tables.map { table in
      let known = read[table.name.lowercased()] ?? []
      return TableUse(
        table: table.name, questions: byTable[table.name.lowercased()] ?? 0, columns: table.columns.count,
        unread: table.columns.map(\.name).filter { !known.contains($0.lowercased()) })
    }
    clauses = Clause.allCases.map { ($0.rawValue, byClause[$0] ?? 0) }
    splits = Split.allCases.map { split in
      let count = evalset.questions.count(in: split)
      let effect = minimumDetectableEffect(pairs: min(count, 100_000), discordance: Self.discordance)
      return SplitPower(split: split, questions: count, detectable: effect)
    }
  }

  private enum Clause: String, CaseIterable {
    case filter = "WHERE"
    case join = "JOIN"
    case outerJoin = "outer JOIN"
    case group = "GROUP BY"
    case having = "HAVING"
    case order = "ORDER BY"
    case limit = "LIMIT"
    case distinct = "DISTINCT"
    case nested = "nested query"
    case common = "WITH"
    case setOperation = "UNION and the like"

    func isIn(_ statement: SelectStatement) -> Bool {
      let queries = statement.queries
      let cores = queries.flatMap(\.terms).compactMap { if case .select(let core) = $0 { core } else { nil } }
      return switch self {
      case .filter: cores.contains { $0.condition != nil }
      case .join: cores.contains { !($0.from?.joins.isEmpty ?? true) }
      case .outerJoin: cores.contains { $0.from?.joins.contains { [.left, .right, .full].contains($0.kind) } ?? false }
      case .group: cores.contains { !$0.groupBy.isEmpty }
      case .having: cores.contains { $0.having != nil }
      case .order: queries.contains { !$0.orderBy.isEmpty }
      case .limit: queries.contains { $0.limit != nil }
      case .distinct: cores.contains { $0.isDistinct }
      case .nested: queries.count > 1
      case .common: queries.contains { !$0.commonTables.isEmpty }
      case .setOperation: queries.contains { !$0.compounds.isEmpty }
      }
    }
  }
}
