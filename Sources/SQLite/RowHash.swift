/// A quick hash of the values of a row, taken one after another: the same for the same values of the same storage
/// classes.
///
/// For tables in memory; it resists nobody who looks for collisions.
package struct RowHash {
  package private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  package init() {}

  package mutating func add(_ value: SQLValue) {
    switch value {
    case .null: add(type: 5, 0)
    case .integer(let integer): add(type: 1, UInt64(bitPattern: integer))
    case .real(let real): add(real)
    case .text(var text): text.withUTF8 { add(type: 3, $0) }
    case .blob(let bytes): bytes.withUnsafeBufferPointer { add(type: 4, $0) }
    }
  }

  /// Zero has one hash, with either sign.
  mutating func add(_ real: Double) { add(type: 2, (real + 0).bitPattern) }

  mutating func add(type: UInt64, _ word: UInt64) {
    value = (value ^ word &+ type) &* 0xBF58_476D_1CE4_E5B9
    value ^= value >> 29
  }

  mutating func add(type: UInt64, _ bytes: UnsafeBufferPointer<UInt8>) {
    add(type: type, UInt64(truncatingIfNeeded: bytes.count))
    var word: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      word = word << 8 | UInt64(byte)
      if index & 7 == 7 { add(type: type, word) }
    }
    if bytes.count & 7 != 0 { add(type: type, word) }
  }
}
