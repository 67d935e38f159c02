/// What HiveServer2 says about a call (`TStatus`).
struct HiveStatus: Sendable, Hashable {
  enum Code: Int32, Sendable {
    case success = 0
    case successWithInfo = 1
    case stillExecuting = 2
    case error = 3
    case invalidHandle = 4
  }

  var code = Code.success
  var sqlState: String?
  var message: String?

  init(_ reader: inout ThriftReader) throws(ThriftError) {
    var known: Code?
    try reader.structure { (reader, field) throws(ThriftError) in
      switch (field.id, field.type) {
      case (1, .int32): known = Code(rawValue: try reader.int32()) ?? .error
      case (3, .string): self.sqlState = try reader.string()
      case (5, .string): self.message = try reader.string()
      default: return false
      }
      return true
    }
    guard let known else { throw .missing("status code") }
    code = known
  }
}

/// Where an operation stands (`TOperationState`).
enum HiveOperationState: Int32, Sendable {
  case initialized, running, finished, cancelled, closed, error, unknown, pending, timedOut

  var isOver: Bool {
    switch self {
    case .initialized, .running, .pending, .unknown: false
    case .finished, .cancelled, .closed, .error, .timedOut: true
    }
  }
}

/// A session or an operation, as the server names it.
struct HiveHandle: Sendable, Hashable {
  var identifier: [UInt8] = []
  var secret: [UInt8] = []

  init(_ reader: inout ThriftReader) throws(ThriftError) {
    try reader.structure { (reader, field) throws(ThriftError) in
      switch (field.id, field.type) {
      case (1, .string): self.identifier = Array(try reader.binary())
      case (2, .string): self.secret = Array(try reader.binary())
      default: return false
      }
      return true
    }
  }

  func write(_ writer: inout ThriftWriter) {
    writer.field(1, bytes: identifier)
    writer.field(2, bytes: secret)
  }

  /// As a `TSessionHandle`.
  func writeSession(_ writer: inout ThriftWriter) { writer.field(1) { self.write(&$0) } }
}

/// `TOperationHandle`: a statement that was sent.
struct HiveOperation: Sendable, Hashable {
  var handle: HiveHandle
  var type: Int32
  var hasResultSet: Bool

  init(_ reader: inout ThriftReader) throws(ThriftError) {
    var handle: HiveHandle?
    var (type, hasResultSet): (Int32, Bool) = (0, false)
    try reader.structure { (reader, field) throws(ThriftError) in
      switch (field.id, field.type) {
      case (1, .structure): handle = try HiveHandle(&reader)
      case (2, .int32): type = try reader.int32()
      case (3, .bool): hasResultSet = try reader.bool()
      default: return false
      }
      return true
    }
    guard let handle else { throw .missing("operation handle") }
    self.handle = handle
    self.type = type
    self.hasResultSet = hasResultSet
  }

  func write(_ writer: inout ThriftWriter) {
    writer.field(1) { self.handle.write(&$0) }
    writer.field(2, type)
    writer.field(3, hasResultSet)
  }
}
