import Basics
import SQLite

/// One guarded read-only connection; it blocks the thread it is called on, which must be one of the blocking pool's.
final class SQLiteReader {
  private let connection: Connection
  private let content: FileContent
  private var known: (version: SQLValue, schema: Schema)?
  private var digest: (counter: [[SQLValue]], stamp: FileContent.Stamp, hex: String)?

  init(path: String, trustsSchema: Bool = false, reversesUnordered: Bool = false) throws(WarehouseError) {
    content = FileContent(path: path)
    do throws(SQLiteError) {
      connection = try Connection(.file(path), mode: .readOnly, trustsSchema: trustsSchema, kept: 8)
      if trustsSchema { try connection.addTextFunctions() }
      if reversesUnordered { try connection.execute(script: "PRAGMA reverse_unordered_selects = ON") }
      try connection.guardReading(valueSize: trustsSchema ? 16 << 20 : 1 << 20)
    } catch {
      throw WarehouseError(error, seconds: 0)
    }
  }

  func explain(_ sql: String) throws(WarehouseError) {
    _ = try guarded(ExecutionLimits(seconds: 5)) { () throws(SQLiteError) in try prepare(sql) }
  }

  func execute(_ sql: String, limits: ExecutionLimits) throws(WarehouseError) -> ResultSet {
    let result: ResultSet? = try guarded(limits) { () throws(SQLiteError) in try read(try prepare(sql), limits) }
    guard let result else { throw .tooLarge(what: "the result takes more than \(limits.bytes >> 20) MB") }
    return result
  }

  /// A digest of the file, computed anew where SQLite or the file system says that it has changed.
  func dataVersion() throws(WarehouseError) -> String {
    do throws(SQLiteError) {
      let counter = try connection.trusted { () throws(SQLiteError) in try connection.query("PRAGMA data_version") }
      let stamp = content.stamp
      if let digest, digest.counter == counter, digest.stamp == stamp { return digest.hex }
      guard let hex = content.digest(stamp)?.hex else { throw .engine(code: .inputOutput, message: "cannot read file") }
      digest = (counter, stamp, hex)
      return hex
    } catch {
      throw WarehouseError(error, seconds: 0)
    }
  }

  func schema() throws(WarehouseError) -> Schema {
    do throws(SQLiteError) {
      return try connection.trusted { () throws(SQLiteError) in
        let version = try connection.query("PRAGMA schema_version").first?.first ?? .null
        if let known, known.version == version { return known.schema }
        let schema = try connection.readSchema()
        known = (version, schema)
        return schema
      }
    } catch {
      throw WarehouseError(error, seconds: 0)
    }
  }

  /// Compiles `sql`; double-quoted text that it compares with is read as text.
  private func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    var text = sql
    var attempts = 0
    while true {
      let failure: SQLiteError
      do throws(SQLiteError) {
        let statement = try connection.prepare(text)
        if statement.isExplain { throw .refused(what: "EXPLAIN") }
        let parameters = statement.parameterCount
        if parameters > 0 { throw .parameterCount(expected: parameters, given: 0) }
        return statement
      } catch {
        failure = error
      }
      let start = "no such column: "
      attempts += 1
      guard attempts <= 100, case .engine(_, let message) = failure, message.hasPrefix(start),
        let reread = DoubleQuotedText.reading(String(message.dropFirst(start.count)), asTextIn: text)
      else { throw failure }
      text = reread
    }
  }

  /// Runs `sql` and compares its rows with others as they come.
  func execute(
    _ sql: String, _ following: Following, limits: ExecutionLimits
  ) throws(WarehouseError) -> FollowedResult {
    let result: FollowedResult? = try guarded(limits) { () throws(SQLiteError) in
      try FollowedResult(try prepare(sql), following, limits)
    }
    guard let result else { throw .tooLarge(what: "the result takes more than \(limits.bytes >> 20) MB") }
    return result
  }

  /// How many rows a run of `sql` visits in full scans.
  func scannedRows(_ sql: String, limits: ExecutionLimits) throws(WarehouseError) -> Int {
    try guarded(limits) { () throws(SQLiteError) in
      let statement = try prepare(sql)
      _ = statement.takeScannedRows()
      while try statement.step() {}
      return statement.takeScannedRows()
    }
  }

  private func guarded<Result>(
    _ limits: ExecutionLimits, _ body: () throws(SQLiteError) -> Result
  ) throws(WarehouseError) -> Result {
    guard !Task.isCancelled else { throw .cancelled }
    do throws(SQLiteError) {
      return try connection.limited(seconds: limits.seconds, body)
    } catch {
      throw WarehouseError(error, seconds: limits.seconds)
    }
  }

  /// The rows of `statement`, or `nil` where they take too much memory.
  private func read(_ statement: Statement, _ limits: ExecutionLimits) throws(SQLiteError) -> ResultSet? {
    var result = ResultSet(columns: statement.columnNames, rows: [])
    var bytes = 0
    while try statement.step() {
      guard result.rows.count < max(0, limits.rows) else {
        result.truncated = true
        statement.reset()
        break
      }
      let row = statement.values
      bytes += row.reduce(32) { $0 + $1.footprint }
      guard bytes <= limits.bytes else {
        statement.reset()
        return nil
      }
      result.rows.append(row)
    }
    return result
  }
}

extension Value {
  init(_ value: SQLValue) {
    switch value {
    case .null: self = .null
    case .integer(let value): self = .integer(value)
    case .real(let value): self = .real(value)
    case .text(let value): self = .text(value)
    case .blob(let value): self = .blob(value)
    }
  }

  /// About how many bytes the value takes.
  var footprint: Int {
    switch self {
    case .null, .integer, .real: 17
    case .text(let text): 17 + (text.utf8.count > 15 ? 32 + text.utf8.count : 0)
    case .blob(let bytes): 49 + bytes.count
    }
  }
}

extension WarehouseError {
  /// What an SQLite error means for whoever ran the statement.
  init(_ error: SQLiteError, seconds: Double) {
    switch error {
    case .refused(let what): self = .forbidden(what: what)
    case .severalStatements: self = .forbidden(what: "more than one statement")
    case .noStatement: self = .invalid(message: "there is no statement")
    case .parameterCount: self = .invalid(message: "the statement has parameters without values")
    case .cancelled: self = .cancelled
    case .timedOut: self = .timedOut(seconds: seconds)
    case .tooLarge(let what): self = .tooLarge(what: what)
    case .engine(let code, let message):
      switch code {
      case .tooBig: self = .tooLarge(what: message)
      case .busy, .locked, .noMemory, .inputOutput, .corrupt, .full, .cannotOpen, .notADatabase:
        self = .unavailable(message: message)
      default: self = .invalid(message: message)
      }
    }
  }
}
