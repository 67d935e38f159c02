/// The sources of one SELECT and what their columns are, as far as the text and the schema tell.
struct LintScope {
  /// What a source offers.
  struct Columns {
    /// In lower case; nil where they are not known.
    var names: [String]?
    /// Of a base table what the schema knows of it.
    var table: SchemaView.Table?
    /// True if it certainly has at most one row.
    var isSingle = false

    func renamed(_ names: [String]) -> Columns {
      Columns(names: names.map(\.lowercasedASCII), table: nil, isSingle: isSingle)
    }
  }

  struct Source {
    /// In lower case.
    let name: String?
    let source: TableSource
    let columns: Columns
  }

  /// Whose a column is.
  enum Owner: Hashable {
    case source(Int)
    /// A query around this one, or the name of an item.
    case elsewhere
    case unknown
  }

  let sources: [Source]

  init(_ from: FromClause?, schema: SchemaView, common: [String: Columns]) {
    sources = (from?.flatSources ?? []).map { source in
      let columns: Columns
      switch source {
      case .table(let name, let alias):
        let known = name.qualifier.isEmpty ? common[name.name.lowercasedASCII] : nil
        let table = known == nil ? schema.table(name) : nil
        let found = known ?? Columns(names: table?.columns.map(\.lowercasedASCII), table: table)
        columns = alias.map { $0.columns.isEmpty ? found : found.renamed($0.columns) } ?? found
      case .subquery(let statement, let alias, _):
        let found = Self.columns(of: statement, schema: schema, common: common)
        columns = alias.map { $0.columns.isEmpty ? found : found.renamed($0.columns) } ?? found
      case .function, .group, .pivot: columns = Columns()
      }
      return Source(name: source.exposedName?.lowercasedASCII, source: source, columns: columns)
    }
  }

  func owner(of column: ColumnName) -> Owner {
    let name = column.name.lowercasedASCII
    if let table = column.table?.lowercasedASCII {
      if let index = sources.firstIndex(where: { $0.name == table }) { return .source(index) }
      return column.qualifier.count == 1 && sources.allSatisfy { $0.columns.names != nil } ? .elsewhere : .unknown
    }
    let owners = sources.indices.filter { sources[$0].columns.names?.contains(name) == true }
    let isCertain = sources.allSatisfy { $0.columns.names != nil }
    if owners.count == 1, isCertain || sources.count == 1 { return .source(owners[0]) }
    if sources.count == 1, !isCertain { return .source(0) }
    return owners.isEmpty && isCertain ? .elsewhere : .unknown
  }

  /// The owners of the columns anywhere in an expression, also in queries inside it.
  func owners(in expression: SQLExpression) -> Set<Owner> {
    var owners: Set<Owner> = []
    expression.visit { part in
      if case .column(let column) = part { owners.insert(owner(of: column)) }
      return true
    }
    return owners
  }

  /// What a query offers to one that reads from it.
  static func columns(of statement: SelectStatement, schema: SchemaView, common: [String: Columns]) -> Columns {
    guard let core = statement.core else { return Columns() }
    var names: [String]? = []
    for item in core.items {
      switch item.expression {
      case .star, .starExcept, .aliased: names = nil
      case .column(let column): names?.append((item.alias ?? column.name).lowercasedASCII)
      default: names?.append((item.alias ?? item.expression.sql()).lowercasedASCII)
      }
    }
    let isTotal = core.groupBy.isEmpty && core.items.contains { $0.expression.hasAggregate }
    let isSingle = isTotal || core.from == nil || statement.limit == .literal(.number("1"))
    return Columns(names: names, table: nil, isSingle: isSingle)
  }
}
