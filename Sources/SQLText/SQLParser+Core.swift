extension SQLParser {
  mutating func core() throws(Failure) -> SelectCore {
    let start = token.span
    guard take("SELECT") else { throw unexpected(.query) }
    var mark = SQLMarks.Core(select: start, items: start.upperBound..<start.upperBound)
    var core = SelectCore(items: [])
    if take("DISTINCT") {
      core.isDistinct = true
      if at("ON"), next(is: "(") {
        try foreign("DISTINCT ON")
        advance()
        advance()
        core.distinctOn = try expressions()
        try require(symbol: ")")
      }
    } else if !next(is: "(") {
      _ = take("ALL")
    }
    let first = token.span.lowerBound
    repeat { core.items.append(try item()) } while take(symbol: ",")
    mark.items = first..<max(first, end)
    if take("FROM") { core.from = try fromClause() }
    if take("WHERE") { core.condition = try expression() }
    if take("GROUP", "BY") { core.groupBy = try grouping() }
    let having = token.span
    if take("HAVING") {
      core.having = try expression()
      mark.having = having
    }
    if take("WINDOW") { core.windows = try namedWindows() }
    if at("QUALIFY") {
      try foreign("QUALIFY")
      advance()
      core.qualify = try expression()
    }
    if marks != nil, marks?.cores[core] == nil { marks?.cores[core] = mark }
    return core
  }

  private mutating func item() throws(Failure) -> SelectItem {
    if take(symbol: "*") { return SelectItem(try star(of: [])) }
    let expression = try expression()
    if case .star(let qualifier) = expression { return SelectItem(try star(of: qualifier)) }
    if dialect == .spark, at("AS"), next(is: "(") {
      advance()
      return SelectItem(.aliased(expression, try nameList()))
    }
    return SelectItem(expression, alias: try alias())
  }

  /// A star with the columns that it leaves out.
  private mutating func star(of qualifier: [String]) throws(Failure) -> SQLExpression {
    guard at("EXCEPT"), next(is: "("), !["SELECT", "VALUES", "WITH"].contains(peek(2).keyword), !(peek(2).text == "(")
    else { return .star(qualifier: qualifier) }
    try foreign("* EXCEPT")
    advance()
    try require(symbol: "(")
    var names: [String] = []
    repeat {
      var name = try member()
      while take(symbol: ".") { name = try member() }
      names.append(name)
    } while take(symbol: ",")
    try require(symbol: ")")
    return .starExcept(qualifier: qualifier, names)
  }

  private mutating func grouping() throws(Failure) -> [SQLExpression] {
    if at("ALL"), !next(is: "(") {
      try foreign("GROUP BY ALL")
      advance()
      return [.niladic("ALL")]
    }
    var keys: [SQLExpression] = []
    repeat { keys.append(try groupingKey()) } while take(symbol: ",")
    if at("WITH"), ["ROLLUP", "CUBE"].contains(peek().keyword) {
      try foreign("WITH \(peek().keyword)")
      advance()
      defer { advance() }
      return [.call(FunctionCall(token.keyword, keys))]
    }
    // Hive names the keys once more before their sets.
    if at("GROUPING"), peek().keyword == "SETS" { return [try groupingKey()] }
    return keys
  }

  private mutating func groupingKey() throws(Failure) -> SQLExpression {
    guard at("GROUPING"), peek().keyword == "SETS" else { return try expression() }
    try foreign("GROUPING SETS")
    advance()
    advance()
    try require(symbol: "(")
    var sets: [SQLExpression] = []
    repeat {
      if at(symbol: "("), next(is: ")") {
        advance()
        advance()
        sets.append(.row([]))
      } else {
        sets.append(try nested { (parser) throws(Failure) in try parser.groupingKey() })
      }
    } while take(symbol: ",")
    try require(symbol: ")")
    return .call(FunctionCall("GROUPING SETS", sets))
  }

  private mutating func namedWindows() throws(Failure) -> [NamedWindow] {
    var windows: [NamedWindow] = []
    repeat {
      let name = try identifier()
      try require("AS")
      windows.append(NamedWindow(name: name, window: try parenthesisedWindow()))
    } while take(symbol: ",")
    return windows
  }

  /// What stands after OVER.
  mutating func window() throws(Failure) -> Window {
    at(symbol: "(") ? try parenthesisedWindow() : Window(base: try identifier())
  }

  private mutating func parenthesisedWindow() throws(Failure) -> Window {
    try require(symbol: "(")
    var window = Window()
    if token.kind == .quotedIdentifier
      || (token.kind == .word && !["PARTITION", "ORDER", "ROWS", "RANGE", "GROUPS"].contains(token.keyword))
    {
      window.base = try identifier()
    }
    if take("PARTITION", "BY") { window.partitionBy = try expressions() }
    if at("ORDER") { window.orderBy = try orderBy() }
    if let unit = WindowFrame.Unit(rawValue: token.keyword) {
      advance()
      window.frame = try frame(of: unit)
    }
    try require(symbol: ")")
    return window
  }

  private mutating func frame(of unit: WindowFrame.Unit) throws(Failure) -> WindowFrame {
    var frame: WindowFrame
    if take("BETWEEN") {
      frame = WindowFrame(unit: unit, start: try bound())
      try require("AND")
      frame.end = try bound()
    } else {
      frame = WindowFrame(unit: unit, start: try bound())
    }
    if take("EXCLUDE") {
      if take("NO", "OTHERS") {
        frame.exclusion = "NO OTHERS"
      } else if take("CURRENT", "ROW") {
        frame.exclusion = "CURRENT ROW"
      } else if take("GROUP") {
        frame.exclusion = "GROUP"
      } else {
        try require("TIES")
        frame.exclusion = "TIES"
      }
    }
    return frame
  }

  private mutating func bound() throws(Failure) -> WindowFrame.Bound {
    if take("CURRENT", "ROW") { return .currentRow }
    if take("UNBOUNDED", "PRECEDING") { return .unboundedPreceding }
    if take("UNBOUNDED", "FOLLOWING") { return .unboundedFollowing }
    let distance = try expression(above: 6)
    if take("PRECEDING") { return .preceding(distance) }
    try require("FOLLOWING")
    return .following(distance)
  }
}
