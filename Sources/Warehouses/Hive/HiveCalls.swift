/// A call of HiveServer2: how its request is written and its answer read.
struct HiveCall<Answer: Sendable>: Sendable {
  var name: String
  var write: @Sendable (inout ThriftWriter) -> Void
  var read: @Sendable (inout ThriftReader) throws(ThriftError) -> HiveAnswer<Answer>
}

struct HiveAnswer<Content: Sendable>: Sendable {
  var status: HiveStatus
  /// There where the status is a success.
  var content: Content?
}

/// How an operation stands, and why it failed.
struct HiveProgress: Sendable {
  var state = HiveOperationState.unknown
  var sqlState: String?
  var message: String?
}

extension HiveCall {
  /// A call whose answer has a status and one more part.
  private static func call(
    _ name: String, part: Int16?, write: @escaping @Sendable (inout ThriftWriter) -> Void,
    read: @escaping @Sendable (inout ThriftReader) throws(ThriftError) -> Answer
  ) -> HiveCall {
    HiveCall(name: name, write: write) { (reader) throws(ThriftError) in
      var status: HiveStatus?
      var content: Answer?
      try reader.structure { (reader, field) throws(ThriftError) in
        if field.id == 1, field.type == .structure {
          status = try HiveStatus(&reader)
        } else if field.id == part, field.type == .structure {
          content = try read(&reader)
        } else {
          return false
        }
        return true
      }
      guard let status else { throw .missing("status") }
      return HiveAnswer(status: status, content: content)
    }
  }
}

extension HiveCall where Answer == HiveHandle {
  /// `settings` such as `use:database`; both numberings of the protocol are sent, so that either server finds its own.
  static func openSession(user: String?, settings: [(key: String, value: String)]) -> HiveCall {
    call("OpenSession", part: 3) { writer in
      writer.field(1, Int32(9))
      writer.field(2, user)
      writer.field(4, settings)
      writer.field(1282, Int64(42247))
    } read: { (reader) throws(ThriftError) in
      var handle: HiveHandle?
      try reader.structure { (reader, field) throws(ThriftError) in
        guard field.id == 1, field.type == .structure else { return false }
        handle = try HiveHandle(&reader)
        return true
      }
      guard let handle else { throw .missing("session handle") }
      return handle
    }
  }
}

extension HiveCall where Answer == HiveOperation {
  static func execute(_ statement: String, in session: HiveHandle, seconds: Int64) -> HiveCall {
    call("ExecuteStatement", part: 2) { writer in
      writer.field(1) { session.writeSession(&$0) }
      writer.field(2, statement)
      writer.field(4, true)
      writer.field(5, seconds)
      // Databricks: columns, neither Arrow nor links.
      writer.field(1282, false)
      writer.field(1283, false)
    } read: { (reader) throws(ThriftError) in
      try HiveOperation(&reader)
    }
  }

  /// Every column of every table of a database; `%` in place of names is all.
  static func columns(catalog: String?, database: String, in session: HiveHandle) -> HiveCall {
    call("GetColumns", part: 2) { writer in
      writer.field(1) { session.writeSession(&$0) }
      writer.field(2, catalog)
      writer.field(3, database)
    } read: { (reader) throws(ThriftError) in
      try HiveOperation(&reader)
    }
  }
}

extension HiveCall where Answer == [HiveColumn] {
  static func metadata(of operation: HiveOperation) -> HiveCall {
    call("GetResultSetMetadata", part: 2) { writer in
      writer.field(1) { operation.write(&$0) }
    } read: { (reader) throws(ThriftError) in
      var columns: [HiveColumn] = []
      try reader.structure { (reader, field) throws(ThriftError) in
        guard field.id == 1, field.type == .list else { return false }
        columns = try reader.structures { (reader) throws(ThriftError) in try HiveColumn(&reader) }
        return true
      }
      return columns
    }
  }
}

extension HiveCall where Answer == HiveRows {
  static func fetch(_ operation: HiveOperation, types: [HiveType], count: Int) -> HiveCall {
    call("FetchResults", part: 3) { writer in
      writer.field(1) { operation.write(&$0) }
      writer.field(2, Int32(0))
      writer.field(3, Int64(count))
      writer.field(4, Int16(0))
    } read: { (reader) throws(ThriftError) in
      try HiveRows(&reader, types: types, cap: max(count, 100_000))
    }
  }
}

extension HiveCall where Answer == HiveProgress {
  static func progress(of operation: HiveOperation) -> HiveCall {
    HiveCall(name: "GetOperationStatus") { writer in
      writer.field(1) { operation.write(&$0) }
    } read: { (reader) throws(ThriftError) in
      var status: HiveStatus?
      var progress = HiveProgress()
      try reader.structure { (reader, field) throws(ThriftError) in
        switch (field.id, field.type) {
        case (1, .structure): status = try HiveStatus(&reader)
        case (2, .int32): progress.state = HiveOperationState(rawValue: try reader.int32()) ?? .unknown
        case (3, .string): progress.sqlState = try reader.string()
        case (5, .string): progress.message = try reader.string()
        default: return false
        }
        return true
      }
      guard let status else { throw .missing("status") }
      return HiveAnswer(status: status, content: progress)
    }
  }
}

/// Nothing but a status.
struct HiveNothing: Sendable {}

extension HiveCall where Answer == HiveNothing {
  private static func ending(_ name: String, _ write: @escaping @Sendable (inout ThriftWriter) -> Void) -> HiveCall {
    call(name, part: nil) {
      $0.field(1, write)
    } read: { (_) throws(ThriftError) in
      HiveNothing()
    }
  }

  static func cancel(_ operation: HiveOperation) -> HiveCall { ending("CancelOperation") { operation.write(&$0) } }
  static func close(_ operation: HiveOperation) -> HiveCall { ending("CloseOperation") { operation.write(&$0) } }
  static func closeSession(_ session: HiveHandle) -> HiveCall { ending("CloseSession") { session.writeSession(&$0) } }
}
