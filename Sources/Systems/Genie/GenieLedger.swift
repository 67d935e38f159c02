package import Basics
internal import Platform

/// Remembers what was asked of Genie and what it said, so that nothing is asked twice even where a session is killed.
package protocol GenieLedger: Sendable {
  func entry(_ key: ContentHash) async throws -> JSON?

  /// `isOpen`: something is still to be waited for or to be tidied up.
  func keep(_ entry: JSON, for key: ContentHash, isOpen: Bool) async throws

  func forget(_ key: ContentHash) async throws

  func openEntries() async throws -> [JSON]
}

/// A ledger that lasts as long as the process.
package final class MemoryLedger: GenieLedger {
  private let entries = Guarded<[ContentHash: (entry: JSON, isOpen: Bool)]>([:])

  package init() {}

  package func entry(_ key: ContentHash) -> JSON? { entries.withLock { $0[key]?.entry } }

  package func keep(_ entry: JSON, for key: ContentHash, isOpen: Bool) {
    entries.withLock { $0[key] = (entry, isOpen) }
  }

  package func forget(_ key: ContentHash) { entries.withLock { $0[key] = nil } }

  package func openEntries() -> [JSON] {
    entries.withLock { entries in
      entries.sorted { $0.key.hex < $1.key.hex }.filter(\.value.isOpen).map(\.value.entry)
    }
  }
}
