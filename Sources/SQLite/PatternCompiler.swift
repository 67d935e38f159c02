/// Turns the text of a ``Pattern`` into its steps.
struct PatternCompiler {
  static let word = Pattern.Set(ranges: [48...57, 65...90, 95...95, 97...122, 0xAA...0x10FFFF])
  private static let digit = Pattern.Set(ranges: [48...57])
  private static let space = Pattern.Set(ranges: [9...13, 32...32, 0xA0...0xA0])

  private let text: [UInt32]
  private var position = 0
  private var depth = 0

  init(_ text: [UInt32]) { self.text = text }

  mutating func compile() -> [Pattern.Step]? {
    guard let steps = alternatives(), position == text.count, steps.count < Pattern.stepLimit else { return nil }
    return steps + [.match]
  }

  private var next: UInt32? { position < text.count ? text[position] : nil }

  private func isNext(_ character: Unicode.Scalar) -> Bool { next == character.value }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard isNext(character) else { return false }
    position += 1
    return true
  }

  /// Steps whose targets count from their own start.
  private mutating func alternatives() -> [Pattern.Step]? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 50, var result = sequence() else { return nil }
    while skip("|") {
      guard let other = sequence() else { return nil }
      let left = [.split(1, result.count + 2)] + Self.moved(result, by: 1)
      result = left + [.jump(left.count + 1 + other.count)] + Self.moved(other, by: left.count + 1)
      guard result.count < Pattern.stepLimit else { return nil }
    }
    return result
  }

  private mutating func sequence() -> [Pattern.Step]? {
    var result: [Pattern.Step] = []
    while let character = next, character != ("|" as Unicode.Scalar).value, character != (")" as Unicode.Scalar).value {
      guard let atom = atom(), let repeated = repeated(atom) else { return nil }
      result += Self.moved(repeated, by: result.count)
      guard result.count < Pattern.stepLimit else { return nil }
    }
    return result
  }

  private mutating func repeated(_ atom: [Pattern.Step]) -> [Pattern.Step]? {
    var result = atom
    while true {
      let range: (least: Int, most: Int?)
      if skip("*") {
        range = (0, nil)
      } else if skip("+") {
        range = (1, nil)
      } else if skip("?") {
        range = (0, 1)
      } else if isNext("{"), let counts = counts() {
        range = counts
      } else {
        return result
      }
      // A lazy or possessive mark changes nothing: nobody asks where the match lies.
      if !skip("?") { _ = skip("+") }
      guard let times = Self.times(result, range) else { return nil }
      result = times
    }
  }

  private static func times(_ atom: [Pattern.Step], _ range: (least: Int, most: Int?)) -> [Pattern.Step]? {
    let copies = max(range.most ?? (range.least + 1), 1)
    guard range.most.map({ $0 >= range.least }) ?? true, (atom.count + 2) * copies < Pattern.stepLimit else {
      return nil
    }
    var result: [Pattern.Step] = []
    for _ in 0..<range.least { result += moved(atom, by: result.count) }
    guard let most = range.most else {
      let start = result.count
      return result + [.split(start + 1, start + atom.count + 2)] + moved(atom, by: start + 1) + [.jump(start)]
    }
    let end = result.count + (most - range.least) * (atom.count + 1)
    for _ in range.least..<most {
      let start = result.count
      result += [.split(start + 1, end)] + moved(atom, by: start + 1)
    }
    return result
  }

  /// `{3}`, `{3,}`, `{3,5}`; what is none of these is literal text.
  private mutating func counts() -> (Int, Int?)? {
    let before = position
    func fail() -> (Int, Int?)? {
      position = before
      return nil
    }
    _ = skip("{")
    guard let least = number() else { return fail() }
    if skip("}") { return (least, least) }
    guard skip(",") else { return fail() }
    if skip("}") { return (least, nil) }
    guard let most = number(), skip("}") else { return fail() }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let digit = next, (48...57).contains(digit) {
      value = min(10_000, (value ?? 0) * 10 + Int(digit - 48))
      position += 1
    }
    return value
  }

  private mutating func atom() -> [Pattern.Step]? {
    guard let character = next else { return nil }
    position += 1
    switch Unicode.Scalar(character) {
    case ".": return [.one(Pattern.Set(ranges: [10...10], isNegated: true))]
    case "^": return [.start]
    case "$": return [.end]
    case "*", "+", "?": return nil
    case "(":
      if skip("?") { guard skip(":") else { return nil } }
      guard let inner = alternatives(), skip(")") else { return nil }
      return inner
    case "[": return set().map { [.one($0)] }
    case "\\": return escaped()
    default: return [.one(Pattern.Set(ranges: [character...character]))]
    }
  }

  private mutating func escaped() -> [Pattern.Step]? {
    guard let character = next else { return nil }
    if let set = Self.named(character) {
      position += 1
      return [.one(set)]
    }
    position += 1
    switch Unicode.Scalar(character) {
    case "b": return [.boundary]
    case "B": return [.noBoundary]
    default:
      let plain = Self.plain(character)
      return [.one(Pattern.Set(ranges: [plain...plain]))]
    }
  }

  private static func plain(_ character: UInt32) -> UInt32 {
    switch Unicode.Scalar(character) {
    case "n": 10
    case "t": 9
    case "r": 13
    default: character
    }
  }

  private static func named(_ character: UInt32) -> Pattern.Set? {
    func not(_ set: Pattern.Set) -> Pattern.Set { Pattern.Set(ranges: set.ranges, isNegated: true) }
    return switch Unicode.Scalar(character) {
    case "d": digit
    case "D": not(digit)
    case "w": word
    case "W": not(word)
    case "s": space
    case "S": not(space)
    default: nil
    }
  }

  private mutating func set() -> Pattern.Set? {
    var set = Pattern.Set(isNegated: skip("^"))
    var isFirst = true
    while let character = next {
      position += 1
      if character == ("]" as Unicode.Scalar).value, !isFirst { return set }
      isFirst = false
      var low = character
      if character == ("\\" as Unicode.Scalar).value {
        guard let escaped = next else { return nil }
        position += 1
        if let named = Self.named(escaped) {
          guard !named.isNegated else { return nil }
          set.ranges += named.ranges
          continue
        }
        low = Self.plain(escaped)
      }
      var high = low
      if isNext("-"), position + 1 < text.count, text[position + 1] != ("]" as Unicode.Scalar).value {
        position += 1
        guard let end = next, end >= low else { return nil }
        position += 1
        high = end
      }
      set.ranges.append(low...high)
    }
    return nil
  }

  private static func moved(_ steps: [Pattern.Step], by offset: Int) -> [Pattern.Step] {
    steps.map { step in
      switch step {
      case .split(let one, let other): .split(one + offset, other + offset)
      case .jump(let target): .jump(target + offset)
      default: step
      }
    }
  }
}
