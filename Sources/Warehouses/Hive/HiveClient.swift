internal import HTTP

/// Speaks HiveServer2's protocol with one server; each call is a request and its answer.
struct HiveClient: Sendable {
  /// Sends the bytes of a call and gives those of the answer.
  typealias Transport =
    @Sendable (_ call: [UInt8], _ cap: Int, _ deadline: Deadline) async throws(WarehouseError) -> [UInt8]

  let transport: Transport

  /// Over HTTP, as Spark and Databricks do.
  static func http(_ server: RemoteServer, url: String) -> HiveClient {
    HiveClient { (call, cap, deadline) async throws(WarehouseError) in
      var request = HTTPRequest(
        .post, url, fields: [("Content-Type", "application/x-thrift"), ("Accept", "application/x-thrift")], body: call)
      request.bodyCap = cap
      request.redirections = 0
      return try await server.send(request, until: deadline).body
    }
  }

  /// The answer with its status, whatever that is.
  func ask<Content: Sendable>(
    _ call: HiveCall<Content>, cap: Int = 16 << 20, until deadline: Deadline = .never
  ) async throws(WarehouseError) -> HiveAnswer<Content> {
    let bytes = try await transport(ThriftWriter.call(call.name, sequence: 1, call.write), cap, deadline)
    do throws(ThriftError) {
      return try ThriftMessage.readReply(bytes, to: call.name, sequence: 1, call.read)
    } catch {
      throw .unavailable(message: "the answer to \(call.name) cannot be read: \(error)")
    }
  }

  /// The content of an answer that is a success.
  func get<Content: Sendable>(
    _ call: HiveCall<Content>, cap: Int = 16 << 20, until deadline: Deadline = .never
  ) async throws(WarehouseError) -> Content {
    let answer = try await ask(call, cap: cap, until: deadline)
    switch answer.status.code {
    case .success, .successWithInfo, .stillExecuting:
      guard let content = answer.content else {
        throw .unavailable(message: "the answer to \(call.name) is empty")
      }
      return content
    case .error, .invalidHandle:
      throw HiveMessage(answer.status.message, sqlState: answer.status.sqlState).error
    }
  }
}
