internal import Basics
internal import Spaces
internal import Warehouses

/// Reads one change that a model proposes as a patch of a space.
struct ChangeReader {
  let change: JSON
  let space: Space
  let schema: Schema

  /// Why it is none.
  enum Flaw: Error, Sendable, Hashable {
    case empty(String)
    case unknownTable(String)
    case unknownColumn(String, table: String)
    /// A piece of SQL that names no table, or not as `table.column`.
    case bareSQL(String)
    case notAnEquality(String)

    var sentence: String {
      switch self {
      case .empty(let member): "A change came without \(member)."
      case .unknownTable(let table): "The space has no table ‘\(table)’."
      case .unknownColumn(let column, let table): "\(table) has no column ‘\(column)’."
      case .bareSQL(let sql): "‘\(sql)’ names its columns without their tables."
      case .notAnEquality(let sql): "‘\(sql)’ is not an equality of two columns."
      }
    }
  }

  /// The patch without reason, evidence and origin.
  var edit: Result<Patch, Flaw> {
    Result { () throws(Flaw) in try patch() }
  }

  private func patch() throws(Flaw) -> Patch {
    switch IntrospectionReply.Kind(rawValue: word("kind")) {
    case .instruction, nil:
      return Patch(.add, .textInstruction, on: .space, .line(try required("text"), section: nil))
    case .tableDescription:
      return Patch(.set, .tableDescription, on: .table(try table().identifier), .text(try required("text")))
    case .columnDescription: return Patch(.set, .columnDescription, on: try column(), .text(try required("text")))
    case .synonym: return Patch(.add, .synonym, on: try column(), .word(try required("text")))
    case .filter: return try snippet(.filter)
    case .measure: return try snippet(.measure)
    case .expression: return try snippet(.expression)
    case .join: return try join()
    }
  }

  private func word(_ member: String) -> String { IntrospectionReply.line(change[member]?.stringValue ?? "") }

  private func required(_ member: String) throws(Flaw) -> String {
    let text = word(member)
    guard !text.isEmpty else { throw .empty(member) }
    return text
  }

  private func table() throws(Flaw) -> SpaceTable {
    let name = lastPart(of: try required("table"))
    guard let table = space.table(name) else { throw .unknownTable(name) }
    return table
  }

  private func column() throws(Flaw) -> Patch.Target {
    let table = try table()
    let name = lastPart(of: try required("column"))
    guard let column = schema.table(table.name)?.columns.first(where: { $0.name.lowercased() == name.lowercased() })
    else { throw .unknownColumn(name, table: table.name) }
    return .column(table: table.identifier, column: column.name)
  }

  private func snippet(_ lever: Lever) throws(Flaw) -> Patch {
    let (name, sql) = (try required("name"), try required("sql"))
    guard !SnippetTables.tables(of: sql).isEmpty else { throw .bareSQL(sql) }
    let known = lever == .measure ? space.measures : space.expressions
    let alias = lever == .filter ? nil : name.asAlias(besides: known)
    let note = word("text")
    let snippet = Snippet(
      id: ElementID.make(lever.rawValue, sql), alias: alias, displayName: name, sql: sql,
      instruction: note.isEmpty ? nil : note)
    return Patch(.add, lever, on: .space, .snippet(snippet))
  }

  private func join() throws(Flaw) -> Patch {
    let sql = try required("sql")
    let sides = sql.split(separator: "=").map { side in
      side.split(separator: ".").map { lastPart(of: IntrospectionReply.line(String($0))) }
    }
    guard sides.count == 2, sides.allSatisfy({ $0.count == 2 }) else { throw .notAnEquality(sql) }
    guard
      let patch = JoinPatch.make(
        space, from: (sides[0][0], sides[0][1]), to: (sides[1][0], sides[1][1]), relationship: .manyToOne,
        reason: "", evidence: [], origin: "")
    else { throw .unknownTable(sides.first { space.table($0[0]) == nil }?[0] ?? sides[1][0]) }
    return patch
  }
}
