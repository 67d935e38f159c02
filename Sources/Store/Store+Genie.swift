package import Basics
internal import SQLite
internal import Systems

/// What Genie was asked and said: on disk before it is used, and before its conversation is deleted.
extension Store: GenieLedger {
  package func entry(_ key: ContentHash) throws(StoreError) -> JSON? {
    let rows = try read { connection in
      try connection.query("SELECT entry FROM genie_log WHERE key = ?1", [.text(key.hex)])
    }
    return rows.first?.first?.text.flatMap { try? JSON(parsing: $0) }
  }

  package func keep(_ entry: JSON, for key: ContentHash, isOpen: Bool) throws(StoreError) {
    try write { connection in
      try connection.run(
        "INSERT OR REPLACE INTO genie_log (key, entry, is_open, made) VALUES (?1, ?2, ?3, ?4)",
        [.text(key.hex), .text(entry.text), .integer(isOpen ? 1 : 0), self.now])
    }
  }

  package func forget(_ key: ContentHash) throws(StoreError) {
    try write { connection in try connection.run("DELETE FROM genie_log WHERE key = ?1", [.text(key.hex)]) }
  }

  package func openEntries() throws(StoreError) -> [JSON] {
    try read { connection in
      try connection.query("SELECT entry FROM genie_log WHERE is_open = 1 ORDER BY key").compactMap { row in
        row.first?.text.flatMap { try? JSON(parsing: $0) }
      }
    }
  }

  /// Tells this store from all others, for as long as it exists.
  package func identity() throws(StoreError) -> String {
    if let known = try state("identity") { return known }
    let identity = String(freshIdentifier().suffix(12))
    try setState(["identity": identity])
    return identity
  }
}
