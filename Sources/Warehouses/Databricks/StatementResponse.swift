internal import Basics

/// An answer of the Statement Execution API: where a statement stands, and perhaps some of its rows.
struct StatementResponse: Sendable {
  enum State: String, Sendable {
    case pending = "PENDING"
    case running = "RUNNING"
    case succeeded = "SUCCEEDED"
    case failed = "FAILED"
    case canceled = "CANCELED"
    /// It succeeded, and its rows are gone.
    case closed = "CLOSED"
  }

  struct Column: Sendable {
    var name: String
    /// Such as `DECIMAL`.
    var type: String
  }

  struct Failure: Sendable {
    var code: String
    var message: String
    var sqlState: String?
  }

  var identifier: String
  var state: State
  var failure: Failure?
  var columns: [Column]
  /// Whether a limit on rows or bytes cut the result off.
  var isTruncated: Bool
  var chunk: ResultChunk?

  /// `nil` where the answer is not what the API promises.
  init?(_ json: JSON) {
    guard let identifier = json["statement_id"]?.stringValue, !identifier.isEmpty,
      identifier.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"/?#%".utf8.contains($0) }), let status = json["status"],
      let word = status["state"]?.stringValue
    else { return nil }
    self.identifier = identifier
    // States that are added one day are taken for running, until the time is up.
    state = State(rawValue: word) ?? .running
    let error = status["error"]
    failure = error.map {
      Failure(
        code: $0["error_code"]?.stringValue ?? "", message: $0["message"]?.stringValue ?? "",
        sqlState: status["sql_state"]?.stringValue)
    }
    let schema = json["manifest"]?["schema"]?["columns"]?.arrayValue ?? []
    columns = schema.map {
      Column(name: $0["name"]?.stringValue ?? "", type: $0["type_name"]?.stringValue?.uppercased() ?? "STRING")
    }
    isTruncated = json["manifest"]?["truncated"]?.boolValue ?? false
    chunk = json["result"].flatMap { ResultChunk($0) }
  }
}

/// A part of a result, or the links to it.
struct ResultChunk: Sendable {
  struct Link: Sendable {
    var index: Int
    /// It lets in whoever has it: never shown, never kept.
    var url: String
    var fields: [(String, String)]
  }

  var rows: [JSON]
  var links: [Link]
  /// The path of what comes next, on the workspace's host.
  var next: String?

  init?(_ json: JSON) {
    rows = json["data_array"]?.arrayValue ?? []
    let described = json["external_links"]?.arrayValue ?? []
    links = described.compactMap { link in
      guard let url = link["external_link"]?.stringValue else { return nil }
      let fields = link["http_headers"]?.objectValue?.members ?? []
      return Link(
        index: link["chunk_index"]?.intValue ?? 0, url: url,
        fields: fields.compactMap { field in field.value.stringValue.map { (field.name, $0) } })
    }
    guard links.count == described.count else { return nil }
    let next = json["next_chunk_internal_link"]?.stringValue ?? described.last?["next_chunk_internal_link"]?.stringValue
    // Only a path on the same host may follow: the token goes with the request.
    guard next.map({ $0.hasPrefix("/api/") }) ?? true else { return nil }
    self.next = next
  }
}

extension StatementResponse.Column {
  /// A cell of a result; it comes as text, whatever its type.
  func value(_ cell: JSON) -> Value {
    switch cell {
    case .null: .null
    case .string(let text): value(text)
    default: value(cell.text)
    }
  }

  private func value(_ text: String) -> Value {
    switch type {
    case "BOOLEAN": RemoteValues.boolean(text)
    case "BYTE", "SHORT", "INT", "LONG": RemoteValues.integer(text)
    case "FLOAT", "DOUBLE": RemoteValues.real(text)
    case "DECIMAL": RemoteValues.decimal(text)
    case "TIMESTAMP", "TIMESTAMP_NTZ": RemoteValues.timestamp(text)
    case "BINARY": RemoteValues.base64(text)
    default: .text(text)
    }
  }
}

extension StatementResponse.Failure {
  var error: WarehouseError {
    let told = HiveMessage(message, sqlState: sqlState)
    switch code {
    case "BAD_REQUEST", "NOT_FOUND", "ALREADY_EXISTS", "": return told.error
    default:
      if case .tooLarge = told.error { return told.error }
      return .unavailable(message: code + ": " + told.sentence)
    }
  }

  /// Whether the rows are more than an answer itself may hold.
  var isBeyondInline: Bool { message.lowercased().contains("byte limit exceeded") }
}
