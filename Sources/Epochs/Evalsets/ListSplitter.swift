import Basics

/// A JSON list, cut into its entries without holding more than one of them.
struct ListSplitter: RowSplitter {
  private enum Place { case before, between, inside, after, broken }

  private var place = Place.before
  private var entry: [UInt8] = []
  private var entryLine = 1
  private var line = 1
  private var depth = 0
  private var isString = false
  private var isEscaped = false
  /// Whether an entry stands since the last comma.
  private var hasEntry = false

  mutating func take(_ piece: [UInt8], _ receive: RowSource.Receiver) {
    for byte in piece {
      switch place {
      case .before: begin(byte)
      case .between: between(byte, receive)
      case .inside: inside(byte, receive)
      case .after: if byte > 0x20 { fail(receive) }
      case .broken: return
      }
      if byte == 0x0A { line += 1 }
    }
  }

  mutating func finish(_ receive: RowSource.Receiver) {
    guard place != .after, place != .broken else { return }
    if place == .inside {
      receive(entryLine, LineSplitter.row(entry[...], line: entryLine))
    } else {
      fail(receive)
    }
  }

  private mutating func begin(_ byte: UInt8) {
    if byte == UInt8(ascii: "[") { place = .between }
  }

  private mutating func between(_ byte: UInt8, _ receive: RowSource.Receiver) {
    switch byte {
    case ...0x20: break
    case UInt8(ascii: ","): if hasEntry { hasEntry = false } else { fail(receive) }
    case UInt8(ascii: "]"): place = .after
    default:
      guard !hasEntry else { return fail(receive) }
      (place, entryLine, depth) = (.inside, line, 0)
      inside(byte, receive)
    }
  }

  private mutating func inside(_ byte: UInt8, _ receive: RowSource.Receiver) {
    if isString {
      entry.append(byte)
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isString = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""): isString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if depth == 0 {
        end(receive)
        return between(byte, receive)
      }
      depth -= 1
      if depth == 0 {
        entry.append(byte)
        return end(receive)
      }
    case UInt8(ascii: ",") where depth == 0:
      end(receive)
      return between(byte, receive)
    default: break
    }
    entry.append(byte)
  }

  private mutating func end(_ receive: RowSource.Receiver) {
    receive(entryLine, LineSplitter.row(entry[...], line: entryLine))
    entry.removeAll(keepingCapacity: true)
    (place, hasEntry) = (.between, true)
  }

  private mutating func fail(_ receive: RowSource.Receiver) {
    receive(line, .failure(RowProblem(line: line, .brokenList)))
    place = .broken
  }
}
