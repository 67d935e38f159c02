/// Reads values of Thrift's binary protocol one after the other.
///
/// It never traps and never takes more memory than the bytes hold: every length is checked against what is left.
struct ThriftReader {
  /// How deep structures may nest.
  static let maximumDepth = 32

  struct Field {
    var id: Int16
    var type: ThriftType
  }

  private let bytes: [UInt8]
  private(set) var position = 0
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var left: Int { bytes.count - position }

  mutating func byte() throws(ThriftError) -> UInt8 {
    guard position < bytes.count else { throw .truncated }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func int16() throws(ThriftError) -> Int16 { Int16(truncatingIfNeeded: try bits(2)) }
  mutating func int32() throws(ThriftError) -> Int32 { Int32(truncatingIfNeeded: try bits(4)) }
  mutating func int64() throws(ThriftError) -> Int64 { Int64(bitPattern: try bits(8)) }
  mutating func double() throws(ThriftError) -> Double { Double(bitPattern: try bits(8)) }
  mutating func bool() throws(ThriftError) -> Bool { try byte() != 0 }

  mutating func binary() throws(ThriftError) -> ArraySlice<UInt8> {
    let length = Int(try int32())
    guard length >= 0, length <= left else { throw .badLength(length) }
    defer { position += length }
    return bytes[position..<(position + length)]
  }

  /// Text; bytes that are not UTF-8 become U+FFFD.
  mutating func string() throws(ThriftError) -> String { String(decoding: try binary(), as: UTF8.self) }

  /// The next field of a structure, or `nil` at its end.
  mutating func field() throws(ThriftError) -> Field? {
    let type = try self.type()
    guard type != .stop else { return nil }
    return Field(id: try int16(), type: type)
  }

  /// Reads a structure: `body` takes the fields it knows and says false to the others, which are skipped.
  mutating func structure(
    _ body: (inout ThriftReader, Field) throws(ThriftError) -> Bool
  ) throws(ThriftError) {
    guard depth < Self.maximumDepth else { throw .tooDeep }
    depth += 1
    while let field = try field() {
      let start = position
      if try !body(&self, field) {
        position = start
        try skip(field.type)
      }
    }
    depth -= 1
  }

  /// The head of a list or set: the type of its elements and how many follow.
  mutating func listHead() throws(ThriftError) -> (type: ThriftType, count: Int) {
    let type = try self.type()
    return (type, try count(ofSize: type.leastSize))
  }

  /// A list of structures.
  mutating func structures<Element>(
    _ read: (inout ThriftReader) throws(ThriftError) -> Element
  ) throws(ThriftError) -> [Element] {
    let (type, count) = try listHead()
    guard type == .structure || count == 0 else { throw .unknownType(type.rawValue) }
    var elements: [Element] = []
    for _ in 0..<count { elements.append(try read(&self)) }
    return elements
  }

  mutating func skip(_ type: ThriftType) throws(ThriftError) {
    switch type {
    case .stop: break
    case .bool, .byte: try skip(bytes: 1)
    case .int16: try skip(bytes: 2)
    case .int32: try skip(bytes: 4)
    case .double, .int64: try skip(bytes: 8)
    case .string: _ = try binary()
    case .structure: try structure { (_, _) throws(ThriftError) in false }
    case .list, .set:
      let (type, count) = try listHead()
      try skip(count, of: [type])
    case .map:
      let (key, value) = (try self.type(), try self.type())
      try skip(try count(ofSize: key.leastSize + value.leastSize), of: [key, value])
    }
  }

  private mutating func skip(_ count: Int, of types: [ThriftType]) throws(ThriftError) {
    guard depth < Self.maximumDepth else { throw .tooDeep }
    depth += 1
    for _ in 0..<count { for type in types { try skip(type) } }
    depth -= 1
  }

  private mutating func skip(bytes count: Int) throws(ThriftError) {
    guard count <= left else { throw .truncated }
    position += count
  }

  private mutating func type() throws(ThriftError) -> ThriftType {
    let byte = try byte()
    guard let type = ThriftType(rawValue: byte) else { throw .unknownType(byte) }
    return type
  }

  /// A count of elements that take `size` bytes each at least.
  private mutating func count(ofSize size: Int) throws(ThriftError) -> Int {
    let count = Int(try int32())
    guard count >= 0, count <= left / size else { throw .badLength(count) }
    return count
  }

  private mutating func bits(_ count: Int) throws(ThriftError) -> UInt64 {
    guard count <= left else { throw .truncated }
    var value: UInt64 = 0
    for index in position..<(position + count) { value = value << 8 | UInt64(bytes[index]) }
    position += count
    return value
  }
}
