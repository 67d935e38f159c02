/// The types of values on the wire.
enum ThriftType: UInt8, Sendable {
  case stop = 0
  case bool = 2
  case byte = 3
  case double = 4
  case int16 = 6
  case int32 = 8
  case int64 = 10
  /// Text or bytes.
  case string = 11
  case structure = 12
  case map = 13
  case set = 14
  case list = 15

  /// The fewest bytes that a value takes; it bounds how many may follow a count.
  var leastSize: Int {
    switch self {
    case .stop, .bool, .byte, .structure: 1
    case .int16: 2
    case .int32, .string: 4
    case .double, .int64: 8
    case .set, .list: 5
    case .map: 6
    }
  }
}
