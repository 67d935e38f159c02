/// A pattern of the shell's kind: `*`, `?`, `[abc]`, `[a-z]`, `[!a]`; all else stands for itself.
struct Glob: Sendable {
  private enum Piece: Sendable {
    case any
    case one
    case scalar(Unicode.Scalar)
    case oneOf([ClosedRange<Unicode.Scalar>], negated: Bool)

    func matches(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .any: false
      case .one: true
      case .scalar(let own): own == scalar
      case .oneOf(let ranges, let negated): ranges.contains { $0.contains(scalar) } != negated
      }
    }
  }

  private let pieces: [Piece]

  init(_ pattern: String) {
    var rest = pattern.unicodeScalars[...]
    var pieces: [Piece] = []
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*": pieces.append(.any)
      case "?": pieces.append(.one)
      case "[":
        if let set = Self.set(&rest) { pieces.append(set) } else { pieces.append(.scalar(scalar)) }
      default: pieces.append(.scalar(scalar))
      }
    }
    self.pieces = pieces
  }

  private static func set(_ rest: inout String.UnicodeScalarView.SubSequence) -> Piece? {
    var body = rest
    let negated = body.first == "!"
    if negated { body.removeFirst() }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while let low = body.popFirst() {
      if low == "]", !ranges.isEmpty {
        rest = body
        return .oneOf(ranges, negated: negated)
      }
      var high = low
      if body.first == "-", let end = body.dropFirst().first, end != "]", end >= low {
        high = end
        body.removeFirst(2)
      }
      ranges.append(low...high)
    }
    return nil
  }

  /// Whether all of `text` fits the pattern; the time is at most the product of both lengths.
  func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var piece = 0
    var position = 0
    var retry: (piece: Int, position: Int)?
    while position < scalars.count {
      if piece < pieces.count, case .any = pieces[piece] {
        retry = (piece, position)
        piece += 1
      } else if piece < pieces.count, pieces[piece].matches(scalars[position]) {
        piece += 1
        position += 1
      } else if let mark = retry {
        retry = (mark.piece, mark.position + 1)
        piece = mark.piece + 1
        position = mark.position + 1
      } else {
        return false
      }
    }
    return pieces[piece...].allSatisfy { if case .any = $0 { true } else { false } }
  }
}
