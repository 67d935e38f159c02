extension SelectStatement {
  /// Parses one query; a semicolon and comments after it are fine. A strict parser refuses the forms of
  /// other dialects instead of understanding them.
  package init(
    parsing text: String, dialect: SQLDialect = .sqlite, isStrict: Bool = false
  ) throws(SQLSyntaxError) {
    var parser = SQLParser(text, dialect: dialect, isStrict: isStrict)
    try self.init(from: &parser)
  }

  /// Parses one query and notes where its parts stand.
  init(parsing text: String, dialect: SQLDialect, marks: inout SQLMarks) throws(SQLSyntaxError) {
    var parser = SQLParser(text, dialect: dialect, isStrict: false)
    parser.marks = marks
    try self.init(from: &parser)
    marks = parser.marks ?? marks
  }

  private init(from parser: inout SQLParser) throws(SQLSyntaxError) {
    while parser.take(symbol: ";") {}
    guard parser.token.kind != .end else { throw .empty }
    guard parser.startsQuery else {
      if parser.token.kind == .word { throw .notAQuery(parser.token.text, at: parser.token.span.lowerBound) }
      throw parser.unexpected(.query)
    }
    self = try parser.statement()
    var isTerminated = false
    while parser.take(symbol: ";") { isTerminated = true }
    guard parser.token.kind == .end else {
      if isTerminated { throw .severalStatements(at: parser.token.span.lowerBound) }
      throw parser.unexpected(.end)
    }
  }
}

extension SQLParser {
  /// True at SELECT, WITH, VALUES, also behind parentheses.
  var startsQuery: Bool {
    var ahead = 0
    while peek(ahead).kind == .symbol, peek(ahead).text == "(" { ahead += 1 }
    return ["SELECT", "WITH", "VALUES"].contains(peek(ahead).keyword)
  }

  /// True at SELECT, WITH, VALUES themselves.
  var atQuery: Bool {
    at("SELECT") || (at("WITH") && peek().kind != .symbol)
      || (at("VALUES") && (next(is: "(") || (dialect == .spark && peek().kind != .symbol && peek().kind != .end)))
  }

  /// A query in parentheses.
  mutating func parenthesisedStatement() throws(Failure) -> SelectStatement {
    try require(symbol: "(")
    let statement = try statement()
    try require(symbol: ")")
    return statement
  }

  mutating func statement() throws(Failure) -> SelectStatement {
    try nested { (parser) throws(Failure) in
      var commonTables: [CommonTable] = []
      var isRecursive = false
      if parser.take("WITH") {
        isRecursive = parser.take("RECURSIVE")
        repeat { commonTables.append(try parser.commonTable()) } while parser.take(symbol: ",")
      }
      let first = try parser.term()
      var statement = try parser.statement(from: first)
      if !commonTables.isEmpty {
        if !statement.commonTables.isEmpty { statement = SelectStatement(first: .nested(statement)) }
        statement.commonTables = commonTables
        statement.isRecursive = isRecursive
      }
      return statement
    }
  }

  /// What follows the first term: set operations, order, limit.
  mutating func statement(from first: QueryTerm) throws(Failure) -> SelectStatement {
    var statement = SelectStatement(first: first)
    while let operation = try setOperation() { statement.compounds.append(Compound(operation, try term())) }
    if at("ORDER"), peek().keyword == "BY" { statement.orderBy = try orderBy() }
    let start = token.span.lowerBound
    try limit(of: &statement)
    let span = start..<max(start, end)
    if let limit = statement.limit { marks?.limits.append((limit, span)) }
    if case .nested(let inner) = first, statement == SelectStatement(first: first) { return inner }
    return statement
  }

  private mutating func commonTable() throws(Failure) -> CommonTable {
    let name = try identifier()
    let columns = at(symbol: "(") ? try nameList() : []
    try require("AS")
    var isMaterialized: Bool?
    if take("MATERIALIZED") { isMaterialized = true } else if take("NOT", "MATERIALIZED") { isMaterialized = false }
    let statement = try parenthesisedStatement()
    return CommonTable(name: name, columns: columns, isMaterialized: isMaterialized, statement: statement)
  }

  private mutating func term() throws(Failure) -> QueryTerm {
    if at(symbol: "(") {
      try foreign("(SELECT …) as a term")
      return .nested(try parenthesisedStatement())
    }
    guard take("VALUES") else { return .select(try core()) }
    return .values(try rows())
  }

  /// The rows of VALUES; Spark lets those of one value have no parentheses.
  mutating func rows() throws(Failure) -> [[SQLExpression]] {
    var rows: [[SQLExpression]] = []
    repeat {
      if dialect == .spark, !at(symbol: "(") {
        rows.append([try expression()])
        continue
      }
      try require(symbol: "(")
      rows.append(try expressions())
      try require(symbol: ")")
    } while take(symbol: ",")
    return rows
  }

  private mutating func setOperation() throws(Failure) -> SetOperation? {
    let operations: (plain: SetOperation, all: SetOperation)
    if take("UNION") {
      operations = (.union, .unionAll)
    } else if take("INTERSECT") {
      operations = (.intersect, .intersectAll)
    } else if take("EXCEPT") || (dialect == .spark && take("MINUS")) {
      operations = (.except, .exceptAll)
    } else {
      return nil
    }
    guard take("ALL") else {
      _ = take("DISTINCT")
      return operations.plain
    }
    if operations.all != .unionAll { try foreign(operations.all.rawValue) }
    return operations.all
  }

  mutating func orderBy() throws(Failure) -> [OrderingTerm] {
    try require("ORDER")
    try require("BY")
    var terms: [OrderingTerm] = []
    if at("ALL"), dialect == .spark, !next(is: "(") {
      advance()
      var term = OrderingTerm(.niladic("ALL"))
      term.isDescending = take("DESC")
      if !term.isDescending { _ = take("ASC") }
      return [term]
    }
    repeat {
      var term = OrderingTerm(try expression())
      term.isDescending = take("DESC")
      if !term.isDescending { _ = take("ASC") }
      if take("NULLS", "FIRST") { term.nulls = .first } else if take("NULLS", "LAST") { term.nulls = .last }
      terms.append(term)
    } while take(symbol: ",")
    return terms
  }

  private mutating func limit(of statement: inout SelectStatement) throws(Failure) {
    var hasOffset = false
    if at("OFFSET") {
      try foreign("OFFSET before LIMIT")
      try offset(of: &statement)
      hasOffset = true
    }
    if take("LIMIT") {
      if take("ALL") {
        try foreign("LIMIT ALL")
      } else {
        let first = try expression()
        if !hasOffset, take(symbol: ",") {
          statement.offset = first
          statement.limit = try expression()
          return
        }
        statement.limit = first
      }
    }
    if !hasOffset, at("OFFSET") { try offset(of: &statement) }
    guard take("FETCH") else { return }
    try foreign("FETCH FIRST")
    if !take("FIRST") { try require("NEXT") }
    statement.limit = at("ROW") || at("ROWS") ? .literal(.number("1")) : try expression()
    if !take("ROWS") { try require("ROW") }
    if take("WITH", "TIES") { statement.limitHasTies = true } else { try require("ONLY") }
  }

  private mutating func offset(of statement: inout SelectStatement) throws(Failure) {
    try require("OFFSET")
    statement.offset = try expression()
    if !take("ROWS") { _ = take("ROW") }
  }
}
