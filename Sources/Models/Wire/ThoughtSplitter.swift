/// Tells thoughts from answers in a text that begins with `<think>…</think>`, as it comes in pieces.
struct ThoughtSplitter {
  private enum State { case start, thinking, between, answering }

  private static let opening = "<think>"
  private static let closing = "</think>"
  private var state = State.start
  /// What cannot be told apart yet.
  private var held = ""

  mutating func feed(_ piece: String) -> [ChatDelta] {
    guard state != .answering else { return piece.isEmpty ? [] : [.text(piece)] }
    held += piece
    var deltas: [ChatDelta] = []
    if state == .start { start(&deltas) }
    if state == .thinking { think(&deltas) }
    if state == .between { skip(&deltas) }
    return deltas
  }

  /// What was still held back at the end.
  mutating func finish() -> [ChatDelta] {
    defer { held = "" }
    guard !held.isEmpty, state != .between else { return [] }
    return [state == .thinking ? .reasoning(held) : .text(held)]
  }

  private mutating func start(_ deltas: inout [ChatDelta]) {
    let text = held.drop { $0.isWhitespace }
    if text.hasPrefix(Self.opening) {
      held = String(text.dropFirst(Self.opening.count))
      state = .thinking
    } else if !Self.opening.hasPrefix(text) {
      deltas.append(.text(held))
      held = ""
      state = .answering
    }
  }

  private mutating func think(_ deltas: inout [ChatDelta]) {
    if let end = held.firstRange(of: Self.closing) {
      if end.lowerBound > held.startIndex { deltas.append(.reasoning(String(held[..<end.lowerBound]))) }
      held = String(held[end.upperBound...])
      state = .between
      return
    }
    // The last letters may be the beginning of the end.
    let kept = (1..<Self.closing.count).reversed().first { held.hasSuffix(Self.closing.prefix($0)) } ?? 0
    if held.count > kept { deltas.append(.reasoning(String(held.dropLast(kept)))) }
    held = String(held.suffix(kept))
  }

  private mutating func skip(_ deltas: inout [ChatDelta]) {
    let text = held.drop { $0.isWhitespace }
    held = String(text)
    guard !text.isEmpty else { return }
    deltas.append(.text(held))
    held = ""
    state = .answering
  }

  /// A whole text; also one whose opening mark the server's template swallowed.
  static func split(_ text: String) -> (text: String, reasoning: String) {
    guard text.utf8.contains(UInt8(ascii: "<")) else { return (text, "") }
    var splitter = ThoughtSplitter()
    var (answer, reasoning) = ("", "")
    for delta in splitter.feed(text) + splitter.finish() {
      switch delta {
      case .text(let piece): answer += piece
      case .reasoning(let piece): reasoning += piece
      case .restart: break
      }
    }
    if reasoning.isEmpty, let end = answer.firstRange(of: closing), answer.firstRange(of: opening) == nil {
      return (String(answer[end.upperBound...].drop { $0.isWhitespace }), String(answer[..<end.lowerBound]))
    }
    return (answer, reasoning)
  }
}
