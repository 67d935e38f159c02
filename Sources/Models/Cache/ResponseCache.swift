package import Basics

internal import Platform

/// Why an answer could not be kept.
package struct CacheError: Error, Sendable, Hashable {
  package var reason: String

  package init(reason: String) { self.reason = reason }
}

/// Answers that were paid for, by the name of their request.
package protocol ResponseCache: Sendable {
  /// The reply kept under a key, as ``ChatReply/record`` writes it; `nil` for a miss or what cannot be read.
  func lookUp(_ key: RequestKey) async -> JSON?

  /// Keeps a reply for good: it is safe when this returns.
  func keep(_ reply: JSON, for key: RequestKey) async throws(CacheError)
}

/// A cache that lasts as long as the process.
package final class MemoryCache: ResponseCache {
  private let replies = Guarded<[RequestKey: JSON]>([:])

  package init() {}

  package var count: Int { replies.withLock { $0.count } }

  package func lookUp(_ key: RequestKey) -> JSON? { replies.withLock { $0[key] } }

  package func keep(_ reply: JSON, for key: RequestKey) { replies.withLock { $0[key] = reply } }
}
