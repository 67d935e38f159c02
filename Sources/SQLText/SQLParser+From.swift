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
    let isLateral = at("LATERAL") && (next(is: "(") || peek(2).text == "(")
    if isLateral {
      try foreign("LATERAL")
      advance()
    }
    if at(symbol: "(") { return try parenthesisedSource(isLateral: isLateral) }
    var names = [try sourceName()]
    while take(symbol: ".") { names.append(try member()) }
    if at(symbol: "("), let name = names.last, names.count == 1 {
      let call = try functionCall(named: name)
      return .function(call, alias: try tableAlias(), isLateral: isLateral)
    }
    let name = TableName(qualifier: Array(names.dropLast()), names.last ?? "")
    if at("INDEXED") || (at("NOT") && peek().keyword == "INDEXED") { throw unexpected(.end) }
    return .table(name, alias: try tableAlias())
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
