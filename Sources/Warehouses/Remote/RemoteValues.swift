internal import FoundationEssentials

/// Values as servers spell them, read as SQLite would give them.
enum RemoteValues {
  static func boolean(_ text: String) -> Value {
    switch text {
    case "true": .integer(1)
    case "false": .integer(0)
    default: .text(text)
    }
  }

  static func integer(_ text: String) -> Value { Int64(text).map(Value.integer) ?? .text(text) }

  /// SQLite has no value that is no number: it stays a word.
  static func real(_ value: Double) -> Value { value.isNaN ? .text("NaN") : .real(value) }

  static func real(_ text: String) -> Value {
    switch text {
    case "Infinity": .real(.infinity)
    case "-Infinity": .real(-.infinity)
    default: number(text).map(Value.real) ?? .text(text)
    }
  }

  /// An integer where there is no fraction and it fits, the nearest real number otherwise.
  static func decimal(_ text: String) -> Value {
    if !text.utf8.contains(UInt8(ascii: ".")), let integer = Int64(text) { return .integer(integer) }
    return number(text).map(Value.real) ?? .text(text)
  }

  /// `2024-01-31T08:00:00.000Z` as `2024-01-31 08:00:00`.
  static func timestamp(_ text: String) -> Value {
    var bytes = Array(text.utf8)
    guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T") || bytes[10] == 0x20 else {
      return .text(text)
    }
    bytes[10] = 0x20
    if bytes.last == UInt8(ascii: "Z") { bytes.removeLast() }
    if bytes.count > 20, bytes[19] == UInt8(ascii: "."), bytes[20...].allSatisfy({ (0x30...0x39).contains($0) }) {
      while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
      if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  static func base64(_ text: String) -> Value { Data(base64Encoded: text).map { .blob(Array($0)) } ?? .text(text) }

  private static func number(_ text: String) -> Double? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else {
      return nil
    }
    return Double(text)
  }
}
