/// Writes the fields of a structure in Thrift's binary protocol; what is `nil` is left out.
struct ThriftWriter {
  private(set) var bytes: [UInt8] = []

  mutating func field(_ id: Int16, _ value: Bool?) {
    guard let value else { return }
    head(.bool, id)
    bytes.append(value ? 1 : 0)
  }

  mutating func field(_ id: Int16, _ value: Int16?) {
    guard let value else { return }
    head(.int16, id)
    append(value)
  }

  mutating func field(_ id: Int16, _ value: Int32?) {
    guard let value else { return }
    head(.int32, id)
    append(value)
  }

  mutating func field(_ id: Int16, _ value: Int64?) {
    guard let value else { return }
    head(.int64, id)
    append(value)
  }

  mutating func field(_ id: Int16, _ value: String?) {
    guard let value else { return }
    head(.string, id)
    append(Array(value.utf8))
  }

  mutating func field(_ id: Int16, bytes value: [UInt8]) {
    head(.string, id)
    append(value)
  }

  mutating func field(_ id: Int16, _ value: [(key: String, value: String)]?) {
    guard let value else { return }
    head(.map, id)
    bytes += [ThriftType.string.rawValue, ThriftType.string.rawValue]
    append(Int32(clamping: value.count))
    for (key, value) in value {
      append(Array(key.utf8))
      append(Array(value.utf8))
    }
  }

  /// A list whose elements are written already.
  mutating func list(_ id: Int16, _ type: ThriftType, count: Int, _ elements: [UInt8]) {
    head(.list, id)
    bytes.append(type.rawValue)
    append(Int32(clamping: count))
    bytes += elements
  }

  mutating func field(_ id: Int16, _ body: (inout ThriftWriter) -> Void) {
    head(.structure, id)
    structure(body)
  }

  private mutating func structure(_ body: (inout ThriftWriter) -> Void) {
    body(&self)
    bytes.append(ThriftType.stop.rawValue)
  }

  private mutating func head(_ type: ThriftType, _ id: Int16) {
    bytes.append(type.rawValue)
    append(id)
  }

  private mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { bytes += $0 }
  }

  private mutating func append(_ value: [UInt8]) {
    append(Int32(clamping: value.count))
    bytes += value
  }

  /// A call of `name` whose argument is the structure that `body` writes.
  static func call(_ name: String, sequence: Int32, _ body: (inout ThriftWriter) -> Void) -> [UInt8] {
    var writer = ThriftWriter()
    writer.append(Int32(bitPattern: ThriftMessage.version | ThriftMessage.call))
    writer.append(Array(name.utf8))
    writer.append(sequence)
    writer.structure { $0.field(1, body) }
    return writer.bytes
  }
}
