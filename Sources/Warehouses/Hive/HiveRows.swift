/// A batch of rows, column by column (`TRowSet`).
struct HiveRows: Sendable {
  private let columns: [[Value]]
  let count: Int

  /// Reads columns of these types with at most `cap` rows.
  init(_ reader: inout ThriftReader, types: [HiveType], cap: Int) throws(ThriftError) {
    var columns: [[Value]] = []
    try reader.structure { (reader, field) throws(ThriftError) in
      guard field.id == 3, field.type == .list else { return false }
      let (type, count) = try reader.listHead()
      guard type == .structure || count == 0 else { throw .unknownType(type.rawValue) }
      guard count == types.count || count == 0 else { throw .badLength(count) }
      for index in 0..<count { columns.append(try Self.column(&reader, types[index], cap: cap)) }
      return true
    }
    count = columns.first?.count ?? 0
    for column in columns where column.count != count { throw .badLength(column.count) }
    self.columns = columns
  }

  func row(_ index: Int) -> [Value] { columns.map { $0[index] } }

  /// One of the eight kinds of columns, each a list of values and a bitmap of those that are NULL.
  private static func column(
    _ reader: inout ThriftReader, _ type: HiveType, cap: Int
  ) throws(ThriftError) -> [Value] {
    var values: [Value] = []
    try reader.structure { (reader, kind) throws(ThriftError) in
      guard kind.type == .structure else { return false }
      var nulls: ArraySlice<UInt8> = []
      try reader.structure { (reader, field) throws(ThriftError) in
        switch (field.id, field.type) {
        case (1, .list): values = try Self.values(&reader, type, cap: cap)
        case (2, .string): nulls = try reader.binary()
        default: return false
        }
        return true
      }
      // The bitmap may end early: the rest is not NULL.
      for (place, byte) in nulls.enumerated() where byte != 0 {
        for bit in 0..<8 where byte & (1 << UInt8(bit)) != 0 && values.indices.contains(place * 8 + bit) {
          values[place * 8 + bit] = .null
        }
      }
      return true
    }
    return values
  }

  private static func values(
    _ reader: inout ThriftReader, _ type: HiveType, cap: Int
  ) throws(ThriftError) -> [Value] {
    let (element, count) = try reader.listHead()
    guard count <= cap else { throw .badLength(count) }
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      switch element {
      case .bool: values.append(.integer(try reader.bool() ? 1 : 0))
      case .byte: values.append(.integer(Int64(Int8(bitPattern: try reader.byte()))))
      case .int16: values.append(.integer(Int64(try reader.int16())))
      case .int32: values.append(.integer(Int64(try reader.int32())))
      case .int64: values.append(.integer(try reader.int64()))
      case .double: values.append(RemoteValues.real(try reader.double()))
      case .string: values.append(text(try reader.binary(), type))
      default: throw .unknownType(element.rawValue)
      }
    }
    return values
  }

  private static func text(_ bytes: ArraySlice<UInt8>, _ type: HiveType) -> Value {
    if type == .binary { return .blob(Array(bytes)) }
    let text = String(decoding: bytes, as: UTF8.self)
    return switch type {
    case .boolean: RemoteValues.boolean(text)
    case .integer: RemoteValues.integer(text)
    case .real: RemoteValues.real(text)
    case .decimal: RemoteValues.decimal(text)
    case .timestamp: RemoteValues.timestamp(text)
    case .string, .date, .other, .binary: .text(text)
    }
  }
}
