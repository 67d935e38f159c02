/// Writes a syntax tree as text that means the same, on one line or on several.
struct SQLPrinter {
  let dialect: SQLDialect
  let isPretty: Bool
  private(set) var text = ""
  private var indentation = 0

  init(dialect: SQLDialect, isPretty: Bool = false) {
    self.dialect = dialect
    self.isPretty = isPretty
  }

  mutating func write(_ piece: String) { text += piece }

  /// A space, or a new line where the printer makes several.
  mutating func newClause(deeper: Int = 0) {
    guard isPretty else { return write(" ") }
    write("\n" + String(repeating: "  ", count: indentation + deeper))
  }

  mutating func list<Element>(
    _ elements: [Element], separator: String = ", ", _ print: (inout SQLPrinter, Element) -> Void
  ) {
    for (index, element) in elements.enumerated() {
      if index > 0 { write(separator) }
      print(&self, element)
    }
  }

  /// A query in parentheses: on lines of its own where it is long.
  mutating func parenthesised(_ statement: SelectStatement) {
    write("(")
    if isPretty, statement.sql(in: dialect).utf8.count > 60 {
      indentation += 1
      newClause()
      print(statement)
      indentation -= 1
      newClause()
    } else {
      var line = SQLPrinter(dialect: dialect)
      line.print(statement)
      write(line.text)
    }
    write(")")
  }

  /// A name, quoted where it must be.
  mutating func name(_ name: String, isQuoted: Bool = false) { self.name(name, isQuoted: isQuoted, by: "\"") }

  /// A column: one that SQLite might take for a string if it were in double quotes is not put in them.
  mutating func column(_ column: ColumnName) {
    names(column.qualifier)
    if !column.qualifier.isEmpty { write(".") }
    let mayBecomeString = dialect == .sqlite && column.qualifier.isEmpty && !column.mayBeString
    name(column.name, isQuoted: column.mayBeString, by: mayBecomeString ? "`" : "\"")
  }

  private mutating func name(_ name: String, isQuoted: Bool, by mark: Unicode.Scalar) {
    let isPlain = SQLLexer.isPlainName(name, in: dialect) && !Keywords.quoted.contains(name.uppercasedASCII)
    if isPlain, !isQuoted { return write(name) }
    let quote = dialect == .spark ? "`" : mark
    text.unicodeScalars.append(quote)
    for scalar in name.unicodeScalars {
      if scalar == quote { text.unicodeScalars.append(scalar) }
      text.unicodeScalars.append(scalar)
    }
    text.unicodeScalars.append(quote)
  }

  mutating func names(_ names: [String]) { list(names, separator: ".") { $0.name($1) } }

  mutating func string(_ value: String) {
    write("'")
    for scalar in value.unicodeScalars {
      // Two quotes are one in some versions of Spark and none in others.
      if scalar == "'" || (scalar == "\\" && dialect == .spark) {
        text.unicodeScalars.append(dialect == .spark ? "\\" : "'")
      }
      text.unicodeScalars.append(scalar)
    }
    write("'")
  }
}

extension SelectStatement: CustomStringConvertible {
  /// The query on one line: keywords in upper case, no parentheses but those that are needed.
  package func sql(in dialect: SQLDialect = .sqlite) -> String {
    var printer = SQLPrinter(dialect: dialect)
    printer.print(self)
    return printer.text
  }

  /// The query with a line for each clause.
  package func prettySQL(in dialect: SQLDialect = .sqlite) -> String {
    var printer = SQLPrinter(dialect: dialect, isPretty: true)
    printer.print(self)
    return printer.text
  }

  package var description: String { sql() }
}

extension SQLExpression: CustomStringConvertible {
  /// The expression on one line.
  package func sql(in dialect: SQLDialect = .sqlite) -> String {
    var printer = SQLPrinter(dialect: dialect)
    printer.print(self)
    return printer.text
  }

  package var description: String { sql() }
}
