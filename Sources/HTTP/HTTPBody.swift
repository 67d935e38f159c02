/// An answer whose body is still coming.
package struct HTTPStream: Sendable {
  package let status: Int
  package let headers: HTTPHeaders
  package let body: HTTPBody

  package var isSuccess: Bool { (200..<300).contains(status) }
}

/// The pieces of a body as they come; for one reader. The server is made to wait while 256 KB are not read, and a body
/// that nobody holds any more ends its transfer.
package final class HTTPBody: AsyncSequence, Sendable {
  package typealias Element = [UInt8]
  package typealias Failure = HTTPError

  private let buffer: BodyBuffer
  private let transfer: Transfer
  private let engine: Engine

  init(_ buffer: BodyBuffer, _ transfer: Transfer, _ engine: Engine) {
    self.buffer = buffer
    self.transfer = transfer
    self.engine = engine
  }

  deinit { if !buffer.hasEnded { engine.cancel(transfer) } }

  package func makeAsyncIterator() -> Iterator { Iterator(body: self) }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let body: HTTPBody

    package func next() async throws(HTTPError) -> [UInt8]? { try await body.next() }

    package func next(isolation: isolated (any Actor)?) async throws(HTTPError) -> [UInt8]? { try await body.next() }
  }

  private func next() async throws(HTTPError) -> [UInt8]? {
    let piece = await withTaskCancellationHandler {
      await buffer.take()
    } onCancel: {
      engine.cancel(transfer)
    }
    switch piece {
    case .bytes(let bytes, let wasPaused):
      if wasPaused { engine.resume(transfer) }
      return bytes
    case .end: return nil
    case .failure(let error): throw error
    }
  }

  /// All that is left, at most `cap` bytes; the rest is not read.
  package func collect(upTo cap: Int = .max) async throws(HTTPError) -> [UInt8] {
    var all: [UInt8] = []
    while all.count < cap, let piece = try await next() { all += piece }
    return all
  }
}
