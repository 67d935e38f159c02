/// Colours for SQL: key words and literals, found by a scan that needs no grammar.
enum SQLHighlighting {
  private static let keywords: Set<String> = [
    "ALL", "AND", "AS", "ASC", "AVG", "BETWEEN", "BY", "CASE", "CAST", "COUNT", "CROSS", "DESC", "DISTINCT", "ELSE",
    "END",
    "EXCEPT", "EXISTS", "FROM", "FULL", "GROUP", "HAVING", "IN", "INNER", "INTERSECT", "IS", "JOIN", "LEFT", "LIKE",
    "LIMIT",
    "MAX", "MIN", "NOT", "NULL", "OFFSET", "ON", "OR", "ORDER", "OUTER", "OVER", "PARTITION", "RIGHT", "ROUND",
    "SELECT",
    "SUM", "THEN", "UNION", "USING", "WHEN", "WHERE", "WITH",
  ]

  static func html(_ sql: String) -> HTML {
    var pieces: [HTML] = []
    var rest = Substring(sql)
    while let first = rest.first {
      if first == "'" {
        let body = rest.dropFirst()
        let end = body.firstIndex(of: "'").map { body.index(after: $0) } ?? rest.endIndex
        pieces.append(.element("span", class: "literal", String(rest[..<end])))
        rest = rest[end...]
      } else if rest.hasPrefix("--") {
        let comment = rest.prefix { !$0.isNewline }
        pieces.append(.element("span", class: "muted", String(comment)))
        rest = rest[comment.endIndex...]
      } else if first == "\"" {
        let name = rest.prefix(1) + rest.dropFirst().prefix { $0 != "\"" }
        let end = rest.index(rest.startIndex, offsetBy: name.count + 1, limitedBy: rest.endIndex) ?? rest.endIndex
        pieces.append(.text(String(rest[..<end])))
        rest = rest[end...]
      } else if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let isKeyword = keywords.contains(word.uppercased())
        pieces.append(isKeyword ? .element("span", class: "keyword", String(word)) : .text(String(word)))
        rest = rest.dropFirst(word.count)
      } else if first.isNumber {
        let number = rest.prefix { $0.isNumber || $0 == "." }
        pieces.append(.element("span", class: "literal", String(number)))
        rest = rest.dropFirst(number.count)
      } else {
        let stops: Set<Character> = ["'", "\"", "_", "-"]
        let other = rest.prefix(1) + rest.dropFirst().prefix { !stops.contains($0) && !$0.isLetter && !$0.isNumber }
        pieces.append(.text(String(other)))
        rest = rest.dropFirst(other.count)
      }
    }
    return .joined(pieces)
  }
}
