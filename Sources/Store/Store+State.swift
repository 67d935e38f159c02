internal import SQLite

extension Store {
  /// What a session wants to find again; `nil` removes.
  package func setState(_ values: KeyValuePairs<String, String?>) throws(StoreError) {
    try write { connection in
      for (key, value) in values {
        if let value {
          try connection.run("INSERT OR REPLACE INTO state VALUES (?1, ?2)", [.text(key), .text(value)])
        } else {
          try connection.run("DELETE FROM state WHERE key = ?1", [.text(key)])
        }
      }
    }
  }

  package func state(_ key: String) throws(StoreError) -> String? {
    try read { connection in
      try connection.query("SELECT value FROM state WHERE key = ?1", [.text(key)]).first?.first?.text
    }
  }
}
