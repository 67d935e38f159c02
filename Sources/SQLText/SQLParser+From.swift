extension SQLParser {
  mutating func fromClause() throws(Failure) -> FromClause {
    var clause = FromClause(try source())
    while let (kind, isNatural) = try joinKind() {
      if kind == .lateralView || kind == .lateralViewOuter {
        clause.joins.append(Join(kind, try lateralView()))
        continue
      }
      var join = Join(kind, try source(), isNatural: isNatural)
      if kind != .comma {
        if take("ON") {
          join.constraint = .on(try expression())
        } else if at("USING"), next(is: "(") {
          advance()
          join.constraint = .using(try nameList())
        }
      }
      clause.joins.append(join)
    }
    return clause
  }

  private mutating func joinKind() throws(Failure) -> (kind: Join.Kind, isNatural: Bool)? {
    if take(symbol: ",") { return (.comma, false) }
    if at("LATERAL"), peek().keyword == "VIEW" {
      try foreign("LATERAL VIEW")
      advance()
      advance()
      return (take("OUTER") ? .lateralViewOuter : .lateralView, false)
    }
    let isNatural = take("NATURAL")
    var kind = Join.Kind.inner
    if take("LEFT", "SEMI") || take("LEFT", "ANTI") {
      kind = peek(-1).keyword == "SEMI" ? .leftSemi : .leftAnti
      try foreign(kind.rawValue)
    } else if dialect == .spark, ["SEMI", "ANTI"].contains(token.keyword), peek().keyword == "JOIN" {
      kind = at("SEMI") ? .leftSemi : .leftAnti
      advance()
    } else if take("LEFT") {
      kind = .left
    } else if take("RIGHT") {
      kind = .right
    } else if take("FULL") {
      kind = .full
    } else if take("CROSS") {
      kind = .cross
    } else if !take("INNER"), !at("JOIN") {
      guard isNatural else { return nil }
    }
    if [.left, .right, .full].contains(kind) { _ = take("OUTER") }
    try require("JOIN")
    return (kind, isNatural)
  }

  private mutating func source() throws(Failure) -> TableSource {
    let start = token.span.lowerBound
    sourceCount += 1
    guard sourceCount <= Self.maximumSources else { throw .tooDeep(at: start) }
    var source = try unpivotedSource()
    defer {
      let span = start..<max(start, end)
      marks?.sources.append((source, span))
    }
    while dialect == .spark, at("PIVOT") || at("UNPIVOT"), next(is: "(") {
      source = .pivot(source, try pivot(), alias: try tableAlias())
      try grow()
    }
    return source
  }

  private mutating func unpivotedSource() throws(Failure) -> TableSource {
    let isLateral = at("LATERAL") && (next(is: "(") || peek(2).text == "(")
    if isLateral {
      try foreign("LATERAL")
      advance()
    }
    if at(symbol: "(") { return try parenthesisedSource(isLateral: isLateral) }
    // `FROM ONLY t` leaves out the tables that inherit from t.
    if dialect == .postgres, at("ONLY"), peek().kind == .word || peek().kind == .quotedIdentifier {
      throw unexpected(.identifier)
    }
    if at("VALUES") {
      try foreign("VALUES without parentheses")
      advance()
      return .subquery(SelectStatement(first: .values(try rows())), alias: try tableAlias(), isLateral: false)
    }
    var names = [try sourceName()]
    while take(symbol: ".") { names.append(try member()) }
    if at(symbol: "("), let name = names.last, names.count == 1 {
      var call = try functionCall(named: name)
      if take("WITH", "ORDINALITY") { call.hasOrdinality = true }
      return .function(call, alias: try tableAlias(), isLateral: isLateral)
    }
    var name = TableName(qualifier: Array(names.dropLast()), names.last ?? "")
    name.selection = try selection()
    let alias = try tableAlias()
    // SQLite has its index after the alias, PostgreSQL the sample.
    if name.selection.isEmpty { name.selection = try selection() }
    return .table(name, alias: alias)
  }

  /// Which rows of a table are meant, or by what index they are found, as it is printed.
  private mutating func selection() throws(Failure) -> String {
    if dialect == .sqlite, take("NOT", "INDEXED") { return "" }
    if dialect == .sqlite, take("INDEXED", "BY") {
      var printer = SQLPrinter(dialect: dialect)
      printer.name(try identifier())
      return "INDEXED BY \(printer.text)"
    }
    if dialect == .spark, ["VERSION", "TIMESTAMP"].contains(token.keyword), peek().keyword == "AS",
      peek(2).keyword == "OF"
    {
      let word = token.keyword
      for _ in 0..<3 { advance() }
      return "\(word) AS OF \(try expression(above: 6).sql(in: dialect))"
    }
    if dialect == .spark, token.kind == .parameter, token.text.hasPrefix("@") {
      defer { advance() }
      return token.text
    }
    guard dialect != .sqlite, take("TABLESAMPLE") else { return "" }
    var text = "TABLESAMPLE "
    if token.kind == .word { text += try member().uppercasedASCII + " " }
    try require(symbol: "(")
    text += "(\(try expression(above: 6).sql(in: dialect))"
    if ["PERCENT", "ROWS"].contains(token.keyword) {
      text += " " + token.keyword
      advance()
    }
    try require(symbol: ")")
    guard take("REPEATABLE") else { return text + ")" }
    try require(symbol: "(")
    text += ") REPEATABLE (\(try expression(above: 6).sql(in: dialect)))"
    try require(symbol: ")")
    return text
  }

  private mutating func pivot() throws(Failure) -> Pivot {
    var pivot = Pivot(isReverse: at("UNPIVOT"), items: [], columns: [], values: [])
    advance()
    try require(symbol: "(")
    repeat { pivot.items.append(try pivotItem()) } while take(symbol: ",")
    try require("FOR")
    if at(symbol: "(") {
      pivot.columns = try nameList().map { .column(ColumnName(name: $0)) }
    } else {
      pivot.columns = [.column(ColumnName(name: try member()))]
    }
    try require("IN")
    try require(symbol: "(")
    repeat { pivot.values.append(try pivotItem()) } while take(symbol: ",")
    try require(symbol: ")")
    try require(symbol: ")")
    return pivot
  }

  private mutating func pivotItem() throws(Failure) -> SelectItem {
    let value = try expression(above: 6)
    return SelectItem(value, alias: at("FOR") ? nil : try alias())
  }

  /// SQLite lets a string name a table.
  private mutating func sourceName() throws(Failure) -> String {
    guard token.kind == .string, dialect == .sqlite else { return try identifier() }
    defer { advance() }
    return token.text
  }

  private mutating func parenthesisedSource(isLateral: Bool) throws(Failure) -> TableSource {
    try require(symbol: "(")
    if atQuery {
      let statement = try statement()
      try require(symbol: ")")
      return .subquery(statement, alias: try tableAlias(), isLateral: isLateral)
    }
    let clause = try nested { (parser) throws(Failure) in try parser.fromClause() }
    // `((SELECT …) UNION …)`: what looked like a table was the first term of a query.
    if case .subquery(let first, nil, _) = clause.first, clause.joins.isEmpty, !at(symbol: ")") {
      try foreign("(SELECT …) as a term")
      let statement = try statement(from: .nested(first))
      try require(symbol: ")")
      return .subquery(statement, alias: try tableAlias(), isLateral: isLateral)
    }
    try require(symbol: ")")
    let alias = try tableAlias()
    if clause.joins.isEmpty, alias == nil { return clause.first }
    return .group(clause, alias: alias)
  }

  private mutating func tableAlias() throws(Failure) -> TableAlias? {
    guard let name = try alias() else { return nil }
    guard at(symbol: "(") else { return TableAlias(name) }
    try foreign("columns after an alias")
    return TableAlias(name, columns: try nameList())
  }

  /// `LATERAL VIEW explode(x) t AS a, b`
  private mutating func lateralView() throws(Failure) -> TableSource {
    let call = try functionCall(named: try identifier())
    guard at("AS") || token.kind == .quotedIdentifier || token.kind == .word else {
      return .function(call, alias: nil, isLateral: true)
    }
    var alias = TableAlias(at("AS") ? "" : try identifier())
    if take("AS") {
      alias.columns.append(try member())
      while take(symbol: ",") { alias.columns.append(try member()) }
    }
    return .function(call, alias: alias, isLateral: true)
  }
}
