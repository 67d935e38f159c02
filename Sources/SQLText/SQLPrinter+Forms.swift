extension SQLPrinter {
  /// Forms that only some dialects have.
  mutating func printForm(_ expression: SQLExpression) {
    switch expression {
    case .slice(let value, let low, let high):
      operand(value, above: 12)
      write("[")
      if let low { print(low) }
      write(low == nil ? ":" : " : ")
      if let high { print(high) }
      write("]")
    case .field(let value, let name):
      // A column in parentheses, or its name would be read as that of a table.
      if case .column = value { parenthesised([value]) } else { operand(value, above: 12) }
      write(".")
      self.name(name)
    case .path(let value, let name):
      operand(value, above: 12)
      write(":")
      if !name.isEmpty { self.name(name) }
    case .lambda(let names, let value):
      if names.count == 1 { name(names[0]) } else { columns(names) }
      write(" -> ")
      print(value)
    case .argument(let name, let value):
      self.name(name)
      write(" => ")
      print(value)
    case .aliased(let value, let names):
      print(value)
      write(" AS ")
      if names.count == 1 { name(names[0]) } else { columns(names) }
    case .starExcept(let qualifier, let names):
      star(of: qualifier)
      write(" EXCEPT ")
      columns(names)
    default: break
    }
  }

  mutating func print(_ pivot: Pivot) {
    write(pivot.isReverse ? " UNPIVOT (" : " PIVOT (")
    list(pivot.items) { $0.printPivoted($1) }
    write(" FOR ")
    if pivot.columns.count == 1 { print(pivot.columns[0]) } else { parenthesised(pivot.columns) }
    write(" IN (")
    list(pivot.values) { $0.printPivoted($1) }
    write("))")
  }

  private mutating func printPivoted(_ item: SelectItem) {
    operand(item.expression, above: 6)
    guard let alias = item.alias else { return }
    write(" AS ")
    name(alias)
  }
}
