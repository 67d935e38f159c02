internal import SQLite

/// Every way in which the store refuses or fails.
package enum StoreError: Error, Sendable, Hashable {
  /// The file is a database, but not a store.
  case notAStore(path: String)
  /// It was written by a later version of the program.
  case newer(path: String, schema: Int, known: Int)
  /// Another session is writing and did not finish in time; its process, if that is known.
  case busy(path: String, process: Int?)
  case unopenable(path: String, message: String)
  case failed(message: String)
  /// A record that cannot be read back.
  case damaged(what: String)

  init(_ error: SQLiteError, path: String) {
    switch error.code {
    case .some(.busy), .some(.locked): self = .busy(path: path, process: LockHolder.writer(of: path))
    case .some(.notADatabase): self = .notAStore(path: path)
    case .some(.cannotOpen): self = .unopenable(path: path, message: error.description)
    default: self = .failed(message: error.description)
    }
  }

  package var sentence: String {
    switch self {
    case .notAStore(let path): "‘\(path)’ is no store of this program"
    case .newer(let path, let schema, let known):
      "‘\(path)’ was written by a later version (schema \(schema); this one knows \(known))"
    case .busy(let path, let process):
      "another session\(process.map { " (process \($0))" } ?? "") is writing to ‘\(path)’"
    case .unopenable(let path, let message): "‘\(path)’ cannot be opened: \(message)"
    case .failed(let message): "the store could not be read or written: \(message)"
    case .damaged(let what): "the store holds \(what) that cannot be read back"
    }
  }

  package var hint: String? {
    switch self {
    case .notAStore: "use store with a file that is not there yet makes a new one"
    case .newer: "use the later version, or another store"
    case .busy: "wait until it is done, or give this session a store of its own with use store FILE"
    case .unopenable, .failed, .damaged: nil
    }
  }
}
