package import SQLText

/// Sends texts through all that this module can do with one, and gathers what is not as it should be; a trap or a hang
/// shows itself.
package struct FuzzRun {
  package private(set) var parsed = 0
  package private(set) var complaints: [String] = []
  private var reference: SelectStatement?
  private let schema: SchemaView

  package init(schema: SchemaView = FuzzRun.schema) { self.schema = schema }

  package static let schema = SchemaView([
    .init("Customers", columns: ["cust_id", "name", "city", "referrer"], integers: ["cust_id"], key: ["cust_id"]),
    .init("Orders", columns: ["ord_id", "cust_id", "ord_stat", "ord_dt"], collated: ["ord_stat"]),
    .init("order_items", columns: ["ord_id", "prod_id", "qty", "amt_cts"], integers: ["qty", "amt_cts"]),
    .init("products", columns: ["prod_id", "name", "cat", "price"], key: ["prod_id"]),
    .init("t", columns: ["a", "b", "c", "d"]), .init("u", columns: ["id", "a", "b"]),
  ])

  package mutating func check(_ item: FuzzCase) {
    checkTokens(item)
    let text = item.text
    _ = readOnlyViolation(in: text, dialect: item.dialect)
    _ = normalForm(of: text, schema: schema, dialect: item.dialect)
    checkFindings(item)
    guard let statement = try? SelectStatement(parsing: text, dialect: item.dialect) else { return }
    parsed += 1
    checkPrint(statement, item)
    _ = statement.normalForm(schema: schema, dialect: item.dialect)
    _ = statement.skeleton(schema: schema)
    _ = statement.skeleton(schema: schema, hidesNames: true)
    let masked = MaskedQuery(ResolvedQuery(statement, schema: schema, dialect: item.dialect))
    if masked.filled(with: masked.slots.map(\.literal)) == nil { complain("masks what it cannot fill", item) }
    if !difference(generated: statement, expected: statement, schema: schema).isEmpty {
      complain("differs from itself", item)
    }
    if let reference { _ = difference(generated: statement, expected: reference, schema: schema) }
    if statement.queries.count < 20 { reference = statement }
  }

  private mutating func checkTokens(_ item: FuzzCase) {
    var lexer = SQLLexer(item.bytes, dialect: item.dialect)
    var end = 0
    while true {
      let token = lexer.next()
      if token.span.lowerBound < end || token.span.upperBound > item.bytes.count {
        return complain("has tokens that overlap", item)
      }
      end = token.span.upperBound
      if token.kind == .end { return }
      if token.span.isEmpty { return complain("has an empty token", item) }
    }
  }

  private mutating func checkFindings(_ item: FuzzCase) {
    guard let findings = try? lint(item.text, schema: schema, dialect: item.dialect) else { return }
    let count = item.text.utf8.count
    if findings.contains(where: { $0.span.lowerBound < 0 || $0.span.upperBound > count }) {
      complain("has findings outside the text", item)
    }
  }

  /// What is printed reads the same and is printed the same.
  private mutating func checkPrint(_ statement: SelectStatement, _ item: FuzzCase) {
    let printed = statement.sql(in: item.dialect)
    for form in [printed, statement.prettySQL(in: item.dialect)] {
      let again: SelectStatement
      do { again = try SelectStatement(parsing: form, dialect: item.dialect) } catch {
        // The parentheses that printing adds may be too many.
        if case .tooDeep = error { continue }
        complain("prints what does not parse: \(form)", item)
        continue
      }
      if again.sql(in: item.dialect) != printed { complain("prints another query: \(form)", item) }
    }
  }

  private mutating func complain(_ what: String, _ item: FuzzCase) {
    guard complaints.count < 50 else { return }
    complaints.append("case \(item.number) (\(item.dialect.rawValue)) \(what)\n    \(item.text.prefix(2_000))")
  }
}
