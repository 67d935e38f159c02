internal import SQLText
internal import Warehouses

/// What became of many queries and their normal forms.
struct NormalFormTally {
  private(set) var queries = 0
  private(set) var identical = 0
  private(set) var reordered = 0
  private(set) var failing = 0
  private var findings: [LintFinding.Rule: Int] = [:]
  private(set) var complaints: [String] = []

  /// Runs a query and its normal form; both must give the same rows, in the same order but for what ORDER BY leaves
  /// open, or both must fail.
  mutating func check(_ text: String, named name: String, on database: Database) async {
    queries += 1
    let statement: SelectStatement
    do { statement = try SelectStatement(parsing: text) } catch {
      if case .failure = await database.run(text) {
        failing += 1
      } else {
        complain(name, "does not parse: \(error)", text)
      }
      return
    }
    for finding in (try? lint(text, schema: database.schema)) ?? [] { findings[finding.rule, default: 0] += 1 }
    let normal = statement.normalForm(schema: database.schema)
    for (form, what) in [(normal, "normal form"), (statement.sql(), "print"), (statement.prettySQL(), "pretty print")]
    where (try? SelectStatement(parsing: form)) == nil {
      complain(name, "\(what) does not parse", text, form)
    }
    _ = statement.skeleton(schema: database.schema)
    let masked = MaskedQuery(ResolvedQuery(statement, schema: database.schema))
    let filled = masked.filled(with: masked.slots.map(\.literal))?.sql() ?? ""
    for (form, what) in [(normal, "normal form"), (statement.sql(), "print"), (filled, "masked and filled query")] {
      await compare(text, form, what, named: name, on: database, counts: what == "normal form")
    }
    if (try? SelectStatement(parsing: normal))?.normalForm(schema: database.schema) != normal {
      complain(name, "normal form has another normal form", text, normal)
    }
  }

  private mutating func compare(
    _ text: String, _ form: String, _ what: String, named name: String, on database: Database, counts: Bool
  ) async {
    switch (await database.run(text), await database.run(form)) {
    case (.success(let one), .success(let other)):
      if one.rows == other.rows, one.columns.count == other.columns.count {
        if counts { identical += 1 }
      } else if let expected = await database.expected(text), isSame(other, as: expected) {
        if counts { reordered += 1 }
      } else {
        complain(name, "\(what) gives other rows", text, form)
      }
    case (.failure, .failure): if counts { failing += 1 }
    case (.success, .failure(let error)): complain(name, "\(what) fails: \(error)", text, form)
    case (.failure(let error), .success): complain(name, "only the \(what) runs: \(error)", text, form)
    }
  }

  /// A query for another engine, or several with semicolons between, must parse in its dialect, and print as something
  /// that does.
  mutating func checkSource(_ text: String, named name: String) {
    let bytes = Array(text.utf8)
    var start = 0
    for token in SQLLexer.tokens(of: text, dialect: .postgres) where token.text == ";" || token.kind == .end {
      let piece = String(decoding: bytes[start..<token.span.lowerBound], as: UTF8.self)
      start = token.span.upperBound
      if !piece.allSatisfy(\.isWhitespace) { checkOneSource(piece, named: name) }
    }
  }

  private mutating func checkOneSource(_ text: String, named name: String) {
    do {
      let statement = try SelectStatement(parsing: text, dialect: .postgres)
      let printed = statement.sql(in: .postgres)
      if try SelectStatement(parsing: printed, dialect: .postgres).sql(in: .postgres) != printed {
        complain(name, "print of the source changes", text, printed)
      }
    } catch { complain(name, "source does not parse: \(error)", text) }
  }

  mutating func complain(_ name: String, _ what: String, _ texts: String...) {
    complaints.append(([what + " in " + name] + texts).joined(separator: "\n    "))
  }

  func report(_ title: String) {
    print(
      "\(title): \(queries) queries; normal forms with identical rows \(identical), equal but for the order left open "
        + "\(reordered), failing like the query \(failing); complaints \(complaints.count)")
    let lint = LintFinding.Rule.allCases.compactMap { rule in findings[rule].map { "\(rule.rawValue) \($0)" } }
    print("  linter: " + (lint.isEmpty ? "nothing" : lint.joined(separator: ", ")))
    for complaint in complaints { print("  " + complaint) }
  }

  private func isSame(_ result: ResultSet, as expected: ExpectedResult) -> Bool {
    let comparison = Warehouses.compare(result, with: expected)
    return comparison.isEqual && comparison.columns == Array(expected.result.columns.indices)
  }
}
