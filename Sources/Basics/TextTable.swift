/// Different texts, numbered from 0 as they first appear, in one run of bytes: a few bytes a text more than its own.
package struct TextTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Numbers by hash, with open addressing; `free` where there is none.
  private var slots: [Int32] = []
  private static let free: Int32 = -1

  package init() {}

  package var count: Int { ends.count }

  package subscript(number: Int) -> String { String(decoding: bytes[range(number)], as: UTF8.self) }

  /// The number of a text, a new one where it is new.
  package mutating func number(of text: String) -> Int {
    var text = text
    return text.withUTF8 { number(of: $0) }
  }

  /// The number of a text in UTF-8, a new one where it is new.
  package mutating func number(of text: UnsafeBufferPointer<UInt8>) -> Int {
    if ends.count * 2 >= slots.count { grow() }
    let slot = slot(of: text)
    if slots[slot] != Self.free { return Int(slots[slot]) }
    slots[slot] = Int32(clamping: ends.count)
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    return ends.count - 1
  }

  /// The number of a text; `nil` where it is not there.
  package func find(_ text: String) -> Int? {
    guard !slots.isEmpty else { return nil }
    var text = text
    let found = text.withUTF8 { slots[slot(of: $0)] }
    return found == Self.free ? nil : Int(found)
  }

  /// The numbers in the order of their texts.
  package func sorted() -> [Int32] {
    let numbers = Array(Int32(0)..<Int32(clamping: count))
    // Where all is ASCII, the order of bytes is that of texts.
    guard bytes.allSatisfy({ $0 < 0x80 }) else { return numbers.sorted { self[Int($0)] < self[Int($1)] } }
    return bytes.withUnsafeBufferPointer { bytes in
      numbers.sorted { left, right in
        let (left, right) = (range(Int(left)), range(Int(right)))
        return bytes[left].lexicographicallyPrecedes(bytes[right])
      }
    }
  }

  private func range(_ number: Int) -> Range<Int> { (number > 0 ? ends[number - 1] : 0)..<ends[number] }

  /// Where a text stands, or else where it would.
  private func slot(of text: UnsafeBufferPointer<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(text))
    var slot = hasher.finalize() & (slots.count - 1)
    while slots[slot] != Self.free, !bytes[range(Int(slots[slot]))].elementsEqual(text) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    let bytes = bytes
    slots = Array(repeating: Self.free, count: max(16, slots.count * 2))
    for number in ends.indices {
      let range = range(number)
      bytes.withUnsafeBufferPointer {
        slots[slot(of: UnsafeBufferPointer(rebasing: $0[range]))] = Int32(clamping: number)
      }
    }
  }
}
