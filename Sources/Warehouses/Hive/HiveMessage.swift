/// An error as Spark tells it: a class, a sentence, and much of Java around them.
struct HiveMessage: Sendable, Hashable {
  /// Such as `TABLE_OR_VIEW_NOT_FOUND`.
  let name: String?
  let sentence: String
  let sqlState: String?

  init(_ message: String?, sqlState: String?) {
    self.sqlState = sqlState
    // What follows the first lines is the plan, or Java's stack.
    let lines = (message ?? "").split(separator: "\n").filter { !$0.hasPrefix("\tat ") }.prefix(8)
    for line in lines {
      guard let (name, rest) = Self.split(line), !Self.plain(rest).isEmpty else { continue }
      self.name = name
      sentence = Self.plain(rest)
      return
    }
    name = nil
    let words = lines.first.map { Self.plain($0) } ?? ""
    sentence = words.isEmpty ? "the engine says no more" : words
  }

  /// The last class in brackets on a line, and what follows it.
  private static func split(_ line: Substring) -> (name: String, rest: Substring)? {
    var found: (String, Substring)?
    var rest = line
    while let open = rest.firstIndex(of: "[") {
      rest = rest[rest.index(after: open)...]
      let name = rest.prefix { $0.isUppercase || $0.isNumber || $0 == "_" || $0 == "." }
      guard name.count > 3, rest[name.endIndex...].first == "]" else { continue }
      rest = rest[rest.index(after: name.endIndex)...]
      found = (String(name), rest)
    }
    return found
  }

  /// A message without the names of Java's exceptions before it and the marks of a plan behind it.
  private static func plain(_ line: Substring) -> String {
    var rest = line
    for mark in ["Exception:", "Error:"] {
      while let range = rest.firstRange(of: mark), rest[..<range.lowerBound].contains(".") {
        rest = rest[range.upperBound...]
      }
    }
    var text = WarehouseError.shortened(String(rest))
    for mark in [".;", ".("] {
      guard let range = text.firstRange(of: mark) else { continue }
      text.replaceSubrange(range, with: mark == ".;" ? ";" : " (")
    }
    while text.hasSuffix(";") || text.hasSuffix(".") || text.hasSuffix(":") { text.removeLast() }
    return text
  }

  var error: WarehouseError {
    if sentence.contains("Java heap space") || sentence.contains("OutOfMemory") {
      return .tooLarge(what: "the engine has not enough memory for it")
    }
    let message = name.map { "\($0): \(sentence)" } ?? sentence
    return isStatementsFault ? .invalid(message: message) : .unavailable(message: message)
  }

  /// By the class of SQLSTATE: 08 connection, 53 resources, 57 an operator's doing, 58 and XX the engine itself.
  private var isStatementsFault: Bool {
    if let sqlState, ["08", "53", "57", "58", "XX"].contains(sqlState.prefix(2)) { return false }
    return true
  }
}
