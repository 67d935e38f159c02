package import Basics
package import Models

internal import SQLite

/// Answers of models that were paid for: on disk before anybody sees them.
extension Store: ResponseCache {
  package func lookUp(_ key: RequestKey) -> JSON? {
    let rows = try? read { connection in
      try connection.query("SELECT record FROM responses WHERE key = ?1", [.text(key.hash.hex)])
    }
    return rows?.first?.first?.text.flatMap { try? JSON(parsing: $0) }
  }

  package func keep(_ record: JSON, for key: RequestKey) throws(CacheError) {
    do throws(StoreError) {
      try write { connection in
        try connection.run(
          "INSERT OR REPLACE INTO responses (key, record, made) VALUES (?1, ?2, ?3)",
          [.text(key.hash.hex), .text(record.text), self.now])
      }
    } catch { throw CacheError(reason: error.sentence) }
  }

  /// How many answers of models are kept.
  package func responseCount() throws(StoreError) -> Int {
    try read { connection in
      try connection.query("SELECT count(*) FROM responses").first?.first?.int ?? 0
    }
  }
}
