/// A column of a result as the metadata tells it.
struct HiveColumn: Sendable, Hashable {
  var name: String
  var type: HiveType

  init(_ reader: inout ThriftReader) throws(ThriftError) {
    var (name, type) = ("", HiveType.string)
    try reader.structure { (reader, field) throws(ThriftError) in
      switch (field.id, field.type) {
      case (1, .string): name = try reader.string()
      case (2, .structure): type = try HiveType(&reader)
      default: return false
      }
      return true
    }
    self.name = name
    self.type = type
  }
}

/// `TTypeId`, as far as values differ by it.
enum HiveType: Sendable, Hashable {
  case boolean, integer, real, string, timestamp, binary, decimal, date
  /// Arrays, maps, structures, intervals: the server's text of them.
  case other

  /// Reads a `TTypeDesc`, whose first entry is the type itself.
  init(_ reader: inout ThriftReader) throws(ThriftError) {
    var types: [Int32] = []
    try reader.structure { (reader, field) throws(ThriftError) in
      guard field.id == 1, field.type == .list else { return false }
      types += try reader.structures { (reader) throws(ThriftError) in try Self.entry(&reader) }
      return true
    }
    self = Self.type(types.first ?? 7)
  }

  /// A `TTypeEntry`; only the primitive one says more than that it is nested.
  private static func entry(_ reader: inout ThriftReader) throws(ThriftError) -> Int32 {
    var type: Int32 = 10
    try reader.structure { (reader, field) throws(ThriftError) in
      guard field.id == 1, field.type == .structure else { return false }
      try reader.structure { (reader, field) throws(ThriftError) in
        guard field.id == 1, field.type == .int32 else { return false }
        type = try reader.int32()
        return true
      }
      return true
    }
    return type
  }

  private static func type(_ number: Int32) -> HiveType {
    switch number {
    case 0: .boolean
    case 1, 2, 3, 4: .integer
    case 5, 6: .real
    case 7, 16, 18, 19: .string
    case 8: .timestamp
    case 9: .binary
    case 15: .decimal
    case 17: .date
    default: .other
    }
  }
}
