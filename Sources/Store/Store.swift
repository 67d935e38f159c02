package import Basics
internal import FoundationEssentials
internal import Platform
internal import SQLite

/// One SQLite file that keeps everything: versions, questions, answers, verdicts, decisions.
///
/// What a method has returned from is on disk. Several processes may use one file: each write is a transaction, and a
/// second writer waits for the first, ten seconds unless told.
package actor Store {
  package nonisolated let path: String
  /// Whether the file goes when the store is closed.
  package nonisolated let isTemporary: Bool
  private nonisolated let executor: QueueExecutor
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private var connection: Connection?
  private let time: any TimeSource
  /// The longest text of a record, in bytes.
  static let longestValue = 64 << 20
  /// Rows of the epochs that were begun through this store, by number.
  var openEpochs: [Int: Int] = [:]
  /// Rows of the looks that were opened through this store, by number.
  var openLooks: [Int: Int] = [:]

  /// Opens the store at `path`, making it where there is none; without a path, one that lasts as long as the session.
  package init(path: String?, time: any TimeSource = SystemTime(), patience: Double = 10) throws(StoreError) {
    let temporary = FileManager.default.temporaryDirectory.path + "/chaos-llama-" + freshIdentifier() + ".chaos"
    self.path = path ?? temporary
    isTemporary = path == nil
    executor = QueueExecutor(label: "store")
    self.time = time
    do {
      let connection = try Connection(.file(self.path), mode: .readWrite, busySeconds: patience, trustsSchema: true)
      try connection.addTextFunctions()
      connection.capValues(at: Self.longestValue)
      try Schema.migrate(connection, path: self.path)
      self.connection = connection
    } catch {
      throw Self.failure(error, self.path)
    }
  }

  /// Lets go of the file; later calls fail.
  package func close() {
    connection = nil
    guard isTemporary else { return }
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
  }

  /// What a person can query.
  package static let views = Schema.views

  var now: SQLValue { .integer(Int64(time.now.microseconds)) }

  func read<Result>(_ body: (Connection) throws -> Result) throws(StoreError) -> Result {
    guard let connection else { throw .failed(message: "it is closed") }
    do { return try body(connection) } catch { throw Self.failure(error, path) }
  }

  func write<Result>(_ body: (Connection) throws -> Result) throws(StoreError) -> Result {
    try read { connection in try connection.transaction { try body(connection) } }
  }

  private static func failure(_ error: any Error, _ path: String) -> StoreError {
    switch error {
    case let error as StoreError: error
    case let error as SQLiteError: StoreError(error, path: path)
    default: .failed(message: "\(error)")
    }
  }
}
