internal import Language

/// A cell's text with its loops taken apart.
///
///     for NAME in PATTERN
///       commands
///     end
///
/// runs the commands once for each file of the pattern, with `${NAME}` as its name and `${NAME_path}` as its path.
struct Script {
  enum Block: Equatable {
    case commands(String)
    case loop(name: String, pattern: String, body: String)
  }

  let blocks: [Block]
  private let source: String

  struct LoopError: Error {
    let diagnostic: Diagnostic
  }

  init(_ source: String) throws(LoopError) {
    self.source = source
    var blocks: [Block] = []
    var plain: [Substring] = []
    var open: (name: String, pattern: String, lines: [Substring])?
    guard source.utf8.count < 1_000_000, Self.mayLoop(source) else {
      self.blocks = [.commands(source)]
      return
    }
    for line in source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
      if words.first == "for" {
        guard open == nil else { throw Self.error("a loop inside a loop is not possible") }
        guard words.count == 4, words[2] == "in" else {
          throw Self.error("a loop begins with for NAME in PATTERN", hint: "for db in databases/*.sqlite")
        }
        if !plain.isEmpty { blocks.append(.commands(plain.joined(separator: "\n"))) }
        plain = []
        open = (words[1], words[3], [])
      } else if let loop = open, words == ["end"] {
        blocks.append(.loop(name: loop.name, pattern: loop.pattern, body: loop.lines.joined(separator: "\n")))
        open = nil
      } else if open != nil {
        open?.lines.append(line)
      } else {
        plain.append(line)
      }
    }
    guard open == nil else { throw Self.error("the loop is not closed", hint: "end closes it, on a line of its own") }
    if !plain.isEmpty { blocks.append(.commands(plain.joined(separator: "\n"))) }
    self.blocks = blocks
  }

  private static func error(_ message: String, hint: String? = nil) -> LoopError {
    LoopError(diagnostic: Diagnostic(name: "SyntaxError", message: message, hint: hint))
  }

  private static func mayLoop(_ source: String) -> Bool {
    source.split(whereSeparator: \.isNewline).contains { line in
      line.drop { $0 == " " || $0 == "\t" }.hasPrefix("for ")
    }
  }

  /// Whether a loop was begun and not closed, so that a front end waits for more.
  static func awaitsEnd(_ source: String) -> Bool {
    guard source.utf8.count < 1_000_000, mayLoop(source) else { return false }
    let lines = source.split(whereSeparator: \.isNewline).map { $0.split { $0 == " " || $0 == "\t" } }
    return lines.count { $0.first == "for" } > lines.count { $0 == ["end"] }
  }

  /// The values that a text uses, so that others are no mistake in it.
  static func used(_ values: [String: String], in text: String) -> [String: String] {
    values.filter { text.contains("${\($0.key)}") || text.contains("${\($0.key)=") }
  }

  /// A value that was given and that nothing in the script uses.
  func unusedVariable(_ values: [String: String]) -> Diagnostic? {
    let used = Self.used(values, in: source)
    guard let name = values.keys.sorted().first(where: { used[$0] == nil }) else { return nil }
    return Diagnostic(name: "UnknownVariable", message: "the script has no variable ‘\(name)’")
  }

  /// A pattern with its variables in place.
  static func resolve(_ text: String, _ values: [String: String]) -> String {
    var text = text
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      text = text.split(separator: "${\(name)}", omittingEmptySubsequences: false).joined(separator: value)
    }
    return text
  }
}
