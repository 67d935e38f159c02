/// Finds what the names of a query mean; one instance resolves one query.
final class Resolver {
  /// A column that a source or query offers.
  struct Column {
    var name: String
    var base: TableColumn?
  }

  /// A table, query or function in a FROM clause.
  struct Source {
    /// As columns of the written query name it, in lower case; nil if they cannot.
    var written: String?
    /// As columns of the resolved query name it.
    var name: String
    /// nil where they are not known.
    var columns: [Column]?
    /// Of a table without alias its name with catalog and schema, as written but in lower case.
    var path: [String] = []
    /// Columns that USING or NATURAL made one with those of an earlier source, in lower case.
    var merged: Set<String> = []

    /// True if a column with that qualifier, in lower case, is one of this source.
    func isNamed(_ qualifier: [String]) -> Bool {
      guard qualifier.count > 1 else { return written == qualifier.first }
      return qualifier == path || (qualifier.first == "main" && qualifier.dropFirst() == path[...])
    }

    /// The column of that name, which is in lower case; one named after its expression in any spacing.
    func column(_ folded: String) -> Column? {
      if let column = columns?.first(where: { $0.name.lowercasedASCII == folded }) { return column }
      guard folded.utf8.contains(UInt8(ascii: "(")) else { return nil }
      let squeezed = folded.filter { $0 != " " }
      return columns?.first { $0.name.lowercasedASCII.filter { $0 != " " } == squeezed }
    }
  }

  /// What is in reach at some place of the query.
  struct Environment {
    /// The sources of the enclosing queries, innermost last.
    var scopes: [[Source]] = []
    var commonTables: [String: [Column]?] = [:]
  }

  struct Resolution {
    var statement: SelectStatement
    /// What the query gives; nil where that is not known.
    var columns: [Column]?
  }

  let schema: SchemaView
  let dialect: SQLDialect
  private(set) var origins: [String: ResolvedQuery.Origin] = [:]
  /// A name has a table before it that is not in reach, or rows come from something that is not understood.
  var isUncertain = false
  private let reservedNames: Set<String>
  private var derivedCount = 0

  init(schema: SchemaView, dialect: SQLDialect, names: Set<String>) {
    self.schema = schema
    self.dialect = dialect
    reservedNames = names
  }

  /// A name for a source that nothing in reach has: its own, or that with a number.
  func freshName(for name: String, in environment: Environment, beside sources: [Source]) -> String {
    let taken = Set((environment.scopes + [sources]).joined().map(\.name.lowercasedASCII))
    if !taken.contains(name.lowercasedASCII) { return name }
    for number in 2... {
      let candidate = "\(name)_\(number)"
      let folded = candidate.lowercasedASCII
      if !taken.contains(folded), !reservedNames.contains(folded), schema.table(candidate) == nil { return candidate }
    }
    return name
  }

  /// A name for a query in FROM: `q1`, `q2`, ….
  func freshDerivedName() -> String {
    repeat {
      derivedCount += 1
    } while reservedNames.contains("q\(derivedCount)") || schema.table("q\(derivedCount)") != nil
    return "q\(derivedCount)"
  }

  func note(_ origin: ResolvedQuery.Origin, of name: String) { origins[name.lowercasedASCII] = origin }

  func noteDerived(_ columns: [Column]?, of name: String) {
    let bases = (columns ?? []).compactMap { column in column.base.map { (column.name.lowercasedASCII, $0) } }
    note(.derived(Dictionary(bases, uniquingKeysWith: { first, _ in first })), of: name)
  }
}
