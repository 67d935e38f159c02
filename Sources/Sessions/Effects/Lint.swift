internal import Displays
internal import Language
internal import SQLText
internal import Warehouses

extension Session {
  /// Checks a query against the schema at hand; without a connection against none.
  func lint(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let text = command.text("query").map(unquoted) ?? ""
    var schema = SchemaView()
    var dialect = SQLDialect.sqlite
    if bench.connection != nil || command.text("on") != nil {
      let warehouse = try connection(command.text("on"), at: ["on"])
      schema = SchemaView(try await warehouse.schema())
      dialect = SQLDialect(of: warehouse)
    }
    return Pictures.lint(text, schema: schema, dialect: dialect).bundle(width: screen.width)
  }

  /// A query that was written in quotes as a whole, without them.
  private func unquoted(_ text: String) -> String {
    guard text.utf8.count > 1, text.hasPrefix("\""), text.hasSuffix("\""), !text.dropFirst().dropLast().contains("\"")
    else { return text }
    return String(text.dropFirst().dropLast())
  }
}

extension Pictures {
  /// What the linter says of a query, each finding with its place.
  static func lint(_ text: String, schema: SchemaView, dialect: SQLDialect) -> Page {
    do {
      let findings = try SQLText.lint(text, schema: schema, dialect: dialect)
      guard !findings.isEmpty else { return Page([.text("Nothing to complain about.")]) }
      return Page(
        findings.flatMap { finding in
          lines(
            text, at: finding.span, title: "\(finding.rule.rawValue): \(finding.message)", advice: finding.advice)
        })
    } catch {
      let start = min(error.offset, text.utf8.count)
      return Page(lines(text, at: start..<start, title: "not a query: \(error.sentence)", advice: nil))
    }
  }

  private static func lines(_ text: String, at span: Range<Int>, title: String, advice: String?) -> [Page.Part] {
    let diagnostic = Diagnostic(name: "", message: "", span: Span(span.lowerBound, span.upperBound))
    let place = diagnostic.report(in: Source(text), colors: false).dropFirst().joined(separator: "\n")
    return [.text(title), .sql(place)] + (advice.map { [.text($0)] } ?? [])
  }
}
