extension HTTPStream {
  /// The body read as server-sent events.
  package var events: ServerEvents { ServerEvents(body: body) }
}

/// The events of a body as they come; for one reader.
package struct ServerEvents: AsyncSequence, Sendable {
  package typealias Element = ServerEvent
  package typealias Failure = HTTPError

  fileprivate let body: HTTPBody

  package func makeAsyncIterator() -> Iterator { Iterator(pieces: body.makeAsyncIterator()) }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let pieces: HTTPBody.Iterator
    private var parser = ServerEventParser()
    private var parsed: [ServerEvent] = []
    private var position = 0

    fileprivate init(pieces: HTTPBody.Iterator) { self.pieces = pieces }

    package mutating func next() async throws(HTTPError) -> ServerEvent? {
      while position == parsed.count {
        guard let piece = try await pieces.next() else { return nil }
        parsed = parser.feed(piece)
        position = 0
      }
      position += 1
      return parsed[position - 1]
    }

    package mutating func next(isolation: isolated (any Actor)?) async throws(HTTPError) -> ServerEvent? {
      try await next()
    }
  }
}
