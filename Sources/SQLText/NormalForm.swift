extension SelectStatement {
  /// One text for all queries that differ in spelling alone: aliases, case, parentheses, the order of conjuncts, of
  /// the sides of an equality, of inner joins and of IN lists, joins by comma or by ON, and the like.
  ///
  /// Queries of equal normal form have equal results on every database of that schema, up to what SQL leaves open
  /// (row order without ORDER BY, ties at a LIMIT). It is itself a query with that result. `schema` must be the whole
  /// schema of the database.
  package func normalForm(schema: SchemaView, dialect: SQLDialect = .sqlite) -> String {
    let query = ResolvedQuery(self, schema: schema, dialect: dialect)
    let isKept = !query.isCertain || isVolatile || hasSample
    let normal = isKept ? self : Normalizer(query, schema: schema).statement
    // PostgreSQL tells the case of quoted names, and its parser has folded the others.
    let statement = isKept || dialect == .postgres ? normal : normal.lowercased
    // `==` on strings takes canonically equivalent texts for equal, which a database does not.
    var marks: [String] = []
    statement.visit { expression in
      switch expression {
      case .literal(.string(let text)) where !text.isComparable: marks.append(text)
      case .column(let column) where !column.name.isComparable: marks.append(column.name)
      default: break
      }
      return true
    }
    let bytes = marks.flatMap { Array($0.utf8) }.map { String($0, radix: 16) }.joined(separator: " ")
    let text = statement.sql(in: dialect)
    return bytes.isEmpty ? text : "\(text) /* \(bytes) */"
  }

  /// True if it gives other rows each time.
  private var isVolatile: Bool {
    var isVolatile = false
    visit { expression in
      if case .call(let call) = expression { isVolatile = isVolatile || call.isVolatile }
      return true
    }
    return isVolatile
  }

  /// True if a table is read in part.
  var hasSample: Bool {
    queries.contains { query in
      query.cores.contains { core in
        (core.from?.flatSources ?? []).contains { source in
          guard case .table(let name, _) = source else { return false }
          return !name.selection.isEmpty
        }
      }
    }
  }

  /// The syntax tree of the normal form, with names spelled as in the schema.
  package func normalized(schema: SchemaView, dialect: SQLDialect = .sqlite) -> SelectStatement {
    Normalizer(ResolvedQuery(self, schema: schema, dialect: dialect), schema: schema).statement
  }

  /// Every name in lower case.
  var lowercased: SelectStatement {
    var result = mapChildren({ $0.lowercased }, query: { $0.lowercased })
    for index in result.commonTables.indices {
      result.commonTables[index].name = result.commonTables[index].name.lowercasedASCII
      result.commonTables[index].columns = result.commonTables[index].columns.map(\.lowercasedASCII)
    }
    result.first = result.first.lowercased
    result.compounds = result.compounds.map { Compound($0.operation, $0.term.lowercased) }
    return result
  }
}

/// The normal form of a query text that is fit to stand for its result: nil if it does not parse, or has forms that
/// the dialect does not know and that may therefore fail.
package func normalForm(of text: String, schema: SchemaView, dialect: SQLDialect = .sqlite) -> String? {
  guard let statement = try? SelectStatement(parsing: text, dialect: dialect, isStrict: true) else { return nil }
  return statement.normalForm(schema: schema, dialect: dialect)
}

extension SQLExpression {
  fileprivate var lowercased: SQLExpression {
    switch self {
    case .column(var column):
      column.qualifier = column.qualifier.map(\.lowercasedASCII)
      if !column.mayBeString { column.name = column.name.lowercasedASCII }
      return .column(column)
    case .star(let qualifier): return .star(qualifier: qualifier.map(\.lowercasedASCII))
    case .starExcept(let qualifier, let names):
      return .starExcept(qualifier: qualifier.map(\.lowercasedASCII), names.map(\.lowercasedASCII))
    case .collate(let value, let name): return .collate(value.lowercased, name.lowercasedASCII)
    case .call(var call):
      call = call.mapChildren { $0.lowercased }
      if let base = call.window?.base { call.window?.base = base.lowercasedASCII }
      return .call(call)
    default: return mapChildren({ $0.lowercased }, query: { $0.lowercased })
    }
  }
}

extension QueryTerm {
  fileprivate var lowercased: QueryTerm {
    guard case .select(var core) = self else { return self }
    core.items = core.items.map { SelectItem($0.expression, alias: $0.alias?.lowercasedASCII) }
    core.from = core.from.map { clause in
      FromClause(
        clause.first.lowercased,
        joins: clause.joins.map { join in
          var join = join
          join.source = join.source.lowercased
          if case .using(let names)? = join.constraint { join.constraint = .using(names.map(\.lowercasedASCII)) }
          return join
        })
    }
    core.windows = core.windows.map { NamedWindow(name: $0.name.lowercasedASCII, window: $0.window) }
    return .select(core)
  }
}

extension TableSource {
  fileprivate var lowercased: TableSource {
    func fold(_ alias: TableAlias?) -> TableAlias? {
      alias.map { TableAlias($0.name.lowercasedASCII, columns: $0.columns.map(\.lowercasedASCII)) }
    }
    switch self {
    case .table(let name, let alias):
      let folded = TableName(
        qualifier: name.qualifier.map(\.lowercasedASCII), name.name.lowercasedASCII, selection: name.selection)
      return .table(folded, alias: fold(alias))
    case .subquery(let statement, let alias, let isLateral):
      return .subquery(statement, alias: fold(alias), isLateral: isLateral)
    case .function(let call, let alias, let isLateral):
      return .function(call, alias: fold(alias), isLateral: isLateral)
    case .group(let clause, let alias):
      let joins = clause.joins.map {
        Join($0.kind, $0.source.lowercased, isNatural: $0.isNatural, constraint: $0.constraint)
      }
      return .group(FromClause(clause.first.lowercased, joins: joins), alias: fold(alias))
    case .pivot: return self
    }
  }
}

extension String {
  /// True if no other text of such scalars is canonically equivalent, so that `==` compares it exactly.
  fileprivate var isComparable: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0..<0x300, 0x3041...0x3096, 0x30A1...0x30FA, 0x410...0x44F, 0x4E00...0x9FA5, 0xAC00...0xD7A3: true
      default: false
      }
    }
  }
}
