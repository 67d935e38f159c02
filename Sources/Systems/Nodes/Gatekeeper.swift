/// Decides whether a text is a question about data at all.
struct Gatekeeper {
  let words: Words

  private static let writing: Set<String> = ["delete", "drop", "insert", "update", "truncate", "alter", "grant"]

  /// Why the question is not answered, or nothing.
  func refusal() -> String? {
    guard let first = words.words.first?.text else { return "the question is empty" }
    if Self.writing.contains(first) { return "only questions are answered; nothing is changed" }
    if words.count > 200 { return "the question is too long" }
    return nil
  }
}
