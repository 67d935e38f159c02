internal import Basics
internal import SQLText
internal import Warehouses

/// Runs made-up queries with every operator of SQLite and no more parentheses than chance gives, beside their print and
/// their normal form, on any database; true if all give the same rows.
func checkExpressions(_ count: Int, on path: String, seed: UInt64) async throws -> Bool {
  var databases = Databases()
  let database = try await databases.open(path)
  var tally = NormalFormTally()
  for number in 0..<max(0, count) {
    var writer = ExpressionWriter(generator: SeededGenerator(seed: seed &+ UInt64(number), purpose: "expressions"))
    await tally.check(writer.query(), named: "case \(number)", on: database)
  }
  tally.report("expressions")
  return tally.complaints.isEmpty
}

private struct ExpressionWriter {
  var generator: SeededGenerator

  private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &generator) ?? "" }

  private mutating func chance(_ share: Double) -> Bool { generator.uniform() < share }

  mutating func query() -> String {
    let rows = "(1, 'x', NULL, 2.5), (0, '0', 3, -1), (-2, 'X', 1, 1e3), (5, '12', 0, 0.1)"
    var text = "WITH t(a, b, c, d) AS (VALUES \(rows)) SELECT \(expression(3)) AS r FROM t"
    if chance(0.3) { text += ", (SELECT 1 AS e UNION SELECT 2) AS u" }
    if chance(0.6) { text += " WHERE \(expression(3))" }
    if chance(0.2) { text += " GROUP BY \(pick(["r", "1", "a, b", expression(1)]))" }
    if chance(0.3) { text += " ORDER BY \(pick(["r", "1", "a DESC, r", expression(2)]))" }
    return text
  }

  private mutating func expression(_ depth: Int) -> String {
    guard depth > 0 else {
      return pick(["a", "b", "c", "d", "t.a", "1", "2", "-3", "0.5", "'x'", "'12'", "NULL", "x'61'"])
    }
    let (left, right) = (expression(depth - 1), expression(depth - Int.random(in: 1...depth, using: &generator)))
    switch Int.random(in: 0..<22, using: &generator) {
    case 0..<11:
      let operation = pick([
        "+", "-", "*", "/", "%", "||", "=", "==", "<>", "!=", "<", "<=", ">", ">=", "AND", "OR", "IS", "IS NOT", "&",
        "|", "<<", ">>", "LIKE", "NOT LIKE", "GLOB", "IS DISTINCT FROM", "AND", "OR",
      ])
      return "\(left) \(operation) \(right)"
    case 11..<13: return "(\(left))"
    case 13: return "NOT \(left)"
    case 14: return "\(pick(["-", "+", "~", "- "])) \(left)"
    case 15: return "\(left) \(pick(["", "NOT "]))BETWEEN \(expression(0)) AND \(right)"
    case 16: return "\(left) \(pick(["", "NOT "]))IN (\(right), \(expression(0)))"
    case 17: return "\(left) \(pick(["IS NULL", "ISNULL", "NOTNULL", "NOT NULL", "COLLATE NOCASE"]))"
    case 18: return "CASE \(pick(["", left])) WHEN \(right) THEN \(expression(0)) ELSE \(expression(0)) END"
    case 19: return "\(pick(["ABS", "LENGTH", "UPPER", "TYPEOF", "COALESCE"]))(\(left), \(right))"
    case 20: return "CAST(\(left) AS \(pick(["INTEGER", "TEXT", "REAL"])))"
    default: return "\(left) IN (SELECT \(right) FROM t AS t2 WHERE t2.a > \(expression(0)))"
    }
  }
}
