package import Basics

internal import Platform

/// Why an answer could not be kept.
package struct CacheError: Error, Sendable, Hashable {
  package var reason: String

  package init(reason: String) { self.reason = reason }
}

/// Answers that were paid for, as ``ChatReply/record`` and the like write them, by the name of their request.
package protocol ResponseCache: Sendable {
  /// What is kept under a key; `nil` for a miss or what cannot be read.
  func lookUp(_ key: RequestKey) async -> JSON?

  /// Keeps a record for good: it is safe when this returns.
  func keep(_ record: JSON, for key: RequestKey) async throws(CacheError)
}

/// A cache that lasts as long as the process.
package final class MemoryCache: ResponseCache {
  private let records = Guarded<[RequestKey: JSON]>([:])

  package init() {}

  package var count: Int { records.withLock { $0.count } }

  package func lookUp(_ key: RequestKey) -> JSON? { records.withLock { $0[key] } }

  package func keep(_ record: JSON, for key: RequestKey) { records.withLock { $0[key] = record } }
}
