extension SQLPrinter {
  mutating func print(_ call: FunctionCall) {
    if call.name == "GROUPING SETS" {
      write("GROUPING SETS ")
      return parenthesised(call.arguments)
    }
    let names = call.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    list(names, separator: ".") { printer, name in
      // LEFT and RIGHT are functions too, so no word is quoted for being reserved.
      if SQLLexer.isWord(name) { printer.write(name) } else { printer.name(name, isQuoted: true) }
    }
    if case .subquery(let statement)? = call.arguments.first, Keywords.quantifiers.contains(call.name) {
      return parenthesised(statement)
    }
    write(call.isDistinct ? "(DISTINCT " : "(")
    list(call.arguments) { $0.print($1) }
    if !call.orderBy.isEmpty {
      write(" ")
      orderBy(call.orderBy)
    }
    write(")")
    if !call.withinGroup.isEmpty {
      write(" WITHIN GROUP (")
      orderBy(call.withinGroup)
      write(")")
    }
    if let filter = call.filter {
      write(" FILTER (WHERE ")
      print(filter)
      write(")")
    }
    if let nulls = call.nulls { write(" " + nulls) }
    if let window = call.window {
      write(" OVER ")
      print(window)
    }
  }

  mutating func print(_ window: Window) {
    if let base = window.base, window == Window(base: base) { return name(base) }
    printDefinition(window)
  }

  /// A window in parentheses, as the WINDOW clause has it.
  mutating func printDefinition(_ window: Window) {
    write("(")
    var pieces: [(inout SQLPrinter) -> Void] = []
    if let base = window.base { pieces.append { $0.name(base) } }
    if !window.partitionBy.isEmpty {
      pieces.append { printer in
        printer.write("PARTITION BY ")
        printer.list(window.partitionBy) { $0.print($1) }
      }
    }
    if !window.orderBy.isEmpty { pieces.append { $0.orderBy(window.orderBy) } }
    if let frame = window.frame { pieces.append { $0.print(frame) } }
    list(pieces, separator: " ") { $1(&$0) }
    write(")")
  }

  private mutating func print(_ frame: WindowFrame) {
    write(frame.unit.rawValue + " ")
    if let end = frame.end {
      write("BETWEEN ")
      print(frame.start)
      write(" AND ")
      print(end)
    } else {
      print(frame.start)
    }
    if let exclusion = frame.exclusion { write(" EXCLUDE " + exclusion) }
  }

  private mutating func print(_ bound: WindowFrame.Bound) {
    switch bound {
    case .unboundedPreceding: write("UNBOUNDED PRECEDING")
    case .unboundedFollowing: write("UNBOUNDED FOLLOWING")
    case .currentRow: write("CURRENT ROW")
    case .preceding(let distance):
      operand(distance, above: 6)
      write(" PRECEDING")
    case .following(let distance):
      operand(distance, above: 6)
      write(" FOLLOWING")
    }
  }

  mutating func print(_ call: KeywordCall) {
    write(call.name + "(")
    list(call.arguments, separator: " ") { printer, argument in
      if let keyword = argument.keyword { printer.write(keyword) }
      guard let expression = argument.expression else { return }
      if argument.keyword != nil { printer.write(" ") }
      printer.operand(expression, above: 6)
    }
    write(")")
  }

  mutating func print(_ conditional: CaseExpression) {
    write("CASE")
    if let operand = conditional.operand {
      write(" ")
      print(operand)
    }
    for branch in conditional.branches {
      write(" WHEN ")
      print(branch.condition)
      write(" THEN ")
      print(branch.result)
    }
    if let otherwise = conditional.otherwise {
      write(" ELSE ")
      print(otherwise)
    }
    write(" END")
  }
}
