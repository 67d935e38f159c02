/// A regular expression that is matched in time linear in the text, so that no pattern can hang a statement.
///
/// Literals, `.`, classes, `\d \w \s \b` and their negations, groups, `|`, `* + ? {m,n}`, `^`, `$`, and `(?i)` at the
/// start. Nothing is captured: the question is only whether it occurs.
struct Pattern: Sendable {
  enum Step: Sendable {
    case one(Set)
    case split(Int, Int)
    case jump(Int)
    case start, end, boundary, noBoundary
    case match
  }

  /// A set of scalars.
  struct Set: Sendable {
    var ranges: [ClosedRange<UInt32>] = []
    var isNegated = false

    func contains(_ scalar: UInt32) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }
  }

  static let stepLimit = 5_000
  let steps: [Step]
  let ignoresCase: Bool

  /// `nil` for a text that is no such expression, or too large a one.
  init?(_ text: String) {
    let ignoresCase = text.hasPrefix("(?i)")
    let rest = ignoresCase ? String(text.dropFirst(4)) : text
    var compiler = PatternCompiler(Array((ignoresCase ? rest.lowercased() : rest).unicodeScalars.map(\.value)))
    guard let steps = compiler.compile() else { return nil }
    self.steps = steps
    self.ignoresCase = ignoresCase
  }

  /// Whether the expression occurs anywhere in the text. Cost: its length times that of the text.
  func occurs(in text: String) -> Bool {
    let scalars = (ignoresCase ? text.lowercased() : text).unicodeScalars.map(\.value)
    var current: [Int] = []
    var seen = [Int](repeating: -1, count: steps.count)
    for position in 0...scalars.count {
      if add(0, to: &current, &seen, position, scalars) { return true }
      guard position < scalars.count else { return false }
      var next: [Int] = []
      for step in current {
        if case .one(let set) = steps[step], set.contains(scalars[position]) {
          if add(step + 1, to: &next, &seen, position + 1, scalars) { return true }
        }
      }
      current = next
    }
    return false
  }

  /// Adds a step and those reached from it without reading; whether the match is among them.
  private func add(
    _ first: Int, to list: inout [Int], _ seen: inout [Int], _ position: Int, _ scalars: [UInt32]
  ) -> Bool {
    var open = [first]
    while let step = open.popLast() {
      guard seen[step] != position else { continue }
      seen[step] = position
      switch steps[step] {
      case .match: return true
      case .one: list.append(step)
      case .jump(let target): open.append(target)
      case .split(let one, let other): open += [other, one]
      case .start: if position == 0 { open.append(step + 1) }
      case .end: if position == scalars.count { open.append(step + 1) }
      case .boundary: if isBoundary(position, scalars) { open.append(step + 1) }
      case .noBoundary: if !isBoundary(position, scalars) { open.append(step + 1) }
      }
    }
    return false
  }

  private func isBoundary(_ position: Int, _ scalars: [UInt32]) -> Bool {
    func isWord(_ index: Int) -> Bool {
      scalars.indices.contains(index) && PatternCompiler.word.contains(scalars[index])
    }
    return isWord(position - 1) != isWord(position)
  }
}
