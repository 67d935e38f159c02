internal import Synchronization

/// Sends requests over HTTP/1.1 and HTTP/2, all on one thread of libcurl; connections are kept and shared.
///
/// Certificates are always verified. Cancelling the task that waits ends the transfer at once.
package final class HTTPClient: Sendable {
  private let engine: Engine
  private let isRunning: Bool

  /// Proxies and certificates come from `environment`.
  package init(environment: [String: String] = [:]) {
    engine = Engine(NetworkSettings(environment: environment))
    isRunning = engine.start()
  }

  deinit { engine.stop() }

  /// The whole answer, whatever its status.
  package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    var request = request
    for _ in 0...max(0, request.redirections) {
      let response = try await sendOnce(request)
      guard let next = try follow(request, response.status, response.headers) else { return response }
      request = next
    }
    throw .tooManyRedirections(try request.origin.get(), count: request.redirections)
  }

  /// The same as a value, for those who look at failures and answers alike.
  package func result(of request: HTTPRequest) async -> Result<HTTPResponse, HTTPError> {
    do throws(HTTPError) { return .success(try await send(request)) } catch { return .failure(error) }
  }

  /// The answer as soon as its head is there; the body comes piece by piece.
  package func stream(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
    var request = request
    for _ in 0...max(0, request.redirections) {
      let stream = try await streamOnce(request)
      guard let next = try follow(request, stream.status, stream.headers) else { return stream }
      request = next
    }
    throw .tooManyRedirections(try request.origin.get(), count: request.redirections)
  }

  private func follow(
    _ request: HTTPRequest, _ status: Int, _ headers: HTTPHeaders
  ) throws(HTTPError) -> HTTPRequest? {
    guard request.redirections > 0, (300..<400).contains(status), let location = headers["Location"] else { return nil }
    return try Redirection.next(
      after: request, status: status, location: URLResolution.resolve(location, against: request.url))
  }

  private func transfer(for request: HTTPRequest) throws(HTTPError) -> Transfer {
    let origin = try request.origin.get()
    try request.checkFields()
    guard isRunning else { throw .other(origin, reason: "the system has no thread for it") }
    guard !Task.isCancelled else { throw .cancelled }
    return Transfer(request, origin: origin)
  }

  private func sendOnce(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let transfer = try transfer(for: request)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        transfer.receiver = .whole(waiter)
        engine.submit(transfer)
      }
    } onCancel: {
      engine.cancel(transfer)
    }
    return try result.get()
  }

  private func streamOnce(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
    let transfer = try transfer(for: request)
    let buffer = BodyBuffer()
    let body = HTTPBody(buffer, transfer, engine)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        transfer.receiver = .stream(waiter, buffer)
        engine.submit(transfer)
      }
    } onCancel: {
      engine.cancel(transfer)
    }
    let head = try result.get()
    return HTTPStream(status: head.status, headers: head.headers, body: body)
  }
}

extension HTTPRequest {
  /// A line break inside a field would begin another one.
  fileprivate func checkFields() throws(HTTPError) {
    func isBad(_ text: String) -> Bool {
      var text = text
      return text.withUTF8 { $0.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F } }
    }
    for field in fields where isBad(field.name) || isBad(field.value) { throw .badField(name: field.name) }
    for field in secretFields where isBad(field.name) || isBad(field.prefix) || field.secret.withText(isBad) {
      throw .badField(name: field.name)
    }
  }
}
