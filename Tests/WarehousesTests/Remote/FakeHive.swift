import Platform

@testable import Warehouses

/// A HiveServer2 made of Swift: it answers each call as the test says and remembers what it was asked.
final class FakeHive: Sendable {
  struct Script: Sendable {
    /// What becomes of a statement.
    enum Fate: Sendable {
      case rows([(name: String, values: [String?])])
      case fails(String)
      case runsForEver
      /// The session of this number is not known.
      case forgets(session: Int)
    }

    var calls: [String] = []
    var statements: [String] = []
    var sessions = 0
    var fate: Fate
    var fetched = 0
    var rowsAtOnce = 1000
  }

  private let script: Guarded<Script>

  init(_ fate: Script.Fate, rowsAtOnce: Int = 1000) { script = Guarded(Script(fate: fate, rowsAtOnce: rowsAtOnce)) }

  var calls: [String] { script.withLock { $0.calls } }
  var statements: [String] { script.withLock { $0.statements } }
  var sessions: Int { script.withLock { $0.sessions } }

  var warehouse: SparkWarehouse {
    SparkWarehouse(
      name: "fake", url: "http://fake",
      client: HiveClient { [self] (call, _, _) async throws(WarehouseError) in
        guard !Task.isCancelled else { throw .cancelled }
        return answer(call)
      })
  }

  static let operation: HiveOperation = {
    var writer = ThriftWriter()
    writeOperation(&writer)
    var reader = ThriftReader(writer.bytes + [0])
    guard let operation = try? HiveOperation(&reader) else { preconditionFailure("a test's own operation") }
    return operation
  }()

  private func answer(_ call: [UInt8]) -> [UInt8] {
    var reader = ThriftReader(call)
    guard (try? reader.int32()) != nil, let name = try? reader.string() else { return [] }
    return script.withLock { script in
      script.calls.append(name)
      switch name {
      case "OpenSession":
        script.sessions += 1
        let number = UInt8(clamping: script.sessions)
        return Self.reply(name) { writer in
          Self.status(&writer)
          writer.field(3) { $0.field(1) { Self.writeHandle(&$0, number) } }
        }
      case "ExecuteStatement":
        script.statements.append(Self.statement(in: call))
        script.fetched = 0
        if case .forgets(let session) = script.fate, session == script.sessions {
          return Self.failure(name, "Invalid SessionHandle: SessionHandle [1]", code: 3)
        }
        return Self.reply(name) { writer in
          Self.status(&writer)
          writer.field(2, Self.writeOperation)
        }
      case "GetOperationStatus":
        switch script.fate {
        case .rows, .forgets: return Self.progress(2)
        case .runsForEver: return Self.progress(1)
        case .fails(let message): return Self.failure(name, message)
        }
      case "GetResultSetMetadata":
        if case .rows(let columns) = script.fate { return Self.metadata(columns.map(\.name)) }
        return Self.metadata([])
      case "FetchResults":
        guard case .rows(let columns) = script.fate else { return Self.rows([]) }
        let start = script.fetched
        let end = min(start + script.rowsAtOnce, columns.first?.values.count ?? 0)
        script.fetched = end
        return Self.rows(columns.map { ($0.name, start < end ? Array($0.values[start..<end]) : []) })
      default: return Self.reply(name) { Self.status(&$0) }
      }
    }
  }

  private static func statement(in call: [UInt8]) -> String {
    var reader = ThriftReader(call)
    var text = ""
    do {
      _ = try (reader.int32(), reader.string(), reader.int32())
      try reader.structure { (reader, _) throws(ThriftError) in
        try reader.structure { (reader, field) throws(ThriftError) in
          guard field.id == 2, field.type == .string else { return false }
          text = try reader.string()
          return true
        }
        return true
      }
    } catch {}
    return text
  }
}

// MARK: Answers

extension FakeHive {
  static func table(_ columns: KeyValuePairs<String, [String?]>) -> [(name: String, values: [String?])] {
    columns.map { ($0.key, $0.value) }
  }

  static func reply(_ name: String, _ body: (inout ThriftWriter) -> Void) -> [UInt8] {
    var bytes = ThriftWriter.call(name, sequence: 1) { _ in }
    // Up to the arguments a call and a reply differ in one byte.
    bytes.removeLast(5)
    bytes[3] = 2
    var writer = ThriftWriter()
    writer.field(0, body)
    return bytes + writer.bytes + [0]
  }

  static func status(_ writer: inout ThriftWriter) { writer.field(1) { $0.field(1, Int32(0)) } }

  static func failure(_ name: String, _ message: String, code: Int32 = 0) -> [UInt8] {
    reply(name) { writer in
      writer.field(1) { status in
        status.field(1, code)
        status.field(5, code == 0 ? nil : message)
      }
      guard code == 0 else { return }
      writer.field(2, Int32(5))
      writer.field(3, "42000")
      writer.field(5, message)
    }
  }

  static func progress(_ state: Int32) -> [UInt8] {
    reply("GetOperationStatus") { writer in
      status(&writer)
      writer.field(2, state)
    }
  }

  /// All columns are strings.
  static func metadata(_ names: [String]) -> [UInt8] {
    var list: [UInt8] = []
    for name in names {
      var writer = ThriftWriter()
      writer.field(1, name)
      list += writer.bytes + [0]
    }
    return reply("GetResultSetMetadata") { writer in
      status(&writer)
      writer.field(2) { $0.structures(1, list, count: names.count) }
    }
  }

  static func rows(_ columns: [(name: String, values: [String?])]) -> [UInt8] {
    var list: [UInt8] = []
    for column in columns {
      var nulls = [UInt8](repeating: 0, count: (column.values.count + 7) / 8)
      for (place, value) in column.values.enumerated() where value == nil { nulls[place / 8] |= 1 << UInt8(place % 8) }
      var writer = ThriftWriter()
      writer.field(7) { column_ in
        column_.strings(1, column.values.map { $0 ?? "" })
        column_.field(2, bytes: nulls)
      }
      list += writer.bytes + [0]
    }
    return reply("FetchResults") { writer in
      status(&writer)
      writer.field(2, false)
      writer.field(3) { $0.structures(3, list, count: columns.count) }
    }
  }

  fileprivate static func writeHandle(_ writer: inout ThriftWriter, _ number: UInt8) {
    writer.field(1, bytes: [UInt8](repeating: number, count: 16))
    writer.field(2, bytes: [UInt8](repeating: 9, count: 16))
  }

  fileprivate static func writeOperation(_ writer: inout ThriftWriter) {
    writer.field(1) { writeHandle(&$0, 77) }
    writer.field(2, Int32(0))
    writer.field(3, true)
  }
}

extension ThriftWriter {
  /// A list of structures that are written already.
  mutating func structures(_ id: Int16, _ encoded: [UInt8], count: Int) {
    list(id, .structure, count: count, encoded)
  }

  mutating func strings(_ id: Int16, _ texts: [String]) {
    var encoded: [UInt8] = []
    for text in texts {
      withUnsafeBytes(of: Int32(text.utf8.count).bigEndian) { encoded += $0 }
      encoded += text.utf8
    }
    list(id, .string, count: texts.count, encoded)
  }
}
