import CSQLite

/// Every way in which SQLite, or its guard, ends an operation.
package enum SQLiteError: Error, Sendable, Hashable {
  case engine(code: ResultCode, message: String)
  /// The read-only guard refused an action: `DELETE`, `ATTACH`, `the function load_extension`.
  case refused(what: String)
  /// The text holds more than one statement where one is wanted.
  case severalStatements
  /// The text holds no statement.
  case noStatement
  /// The statement has another number of parameters than values were given.
  case parameterCount(expected: Int, given: Int)
  /// The task was cancelled while the statement ran.
  case cancelled
  /// The deadline passed while the statement ran.
  case timedOut
  /// The statement takes more than the guard gives it; `what` says more of what, in a clause.
  case tooLarge(what: String)

  /// An SQLite result code, extended where SQLite gave an extended one.
  package struct ResultCode: RawRepresentable, Sendable, Hashable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// The low byte: the kind of error.
    package var primary: ResultCode { ResultCode(rawValue: rawValue & 0xff) }

    package static let error = ResultCode(rawValue: SQLITE_ERROR)
    package static let busy = ResultCode(rawValue: SQLITE_BUSY)
    package static let locked = ResultCode(rawValue: SQLITE_LOCKED)
    package static let noMemory = ResultCode(rawValue: SQLITE_NOMEM)
    package static let readOnly = ResultCode(rawValue: SQLITE_READONLY)
    package static let inputOutput = ResultCode(rawValue: SQLITE_IOERR)
    package static let corrupt = ResultCode(rawValue: SQLITE_CORRUPT)
    package static let full = ResultCode(rawValue: SQLITE_FULL)
    package static let cannotOpen = ResultCode(rawValue: SQLITE_CANTOPEN)
    package static let tooBig = ResultCode(rawValue: SQLITE_TOOBIG)
    package static let constraint = ResultCode(rawValue: SQLITE_CONSTRAINT)
    package static let mismatch = ResultCode(rawValue: SQLITE_MISMATCH)
    package static let range = ResultCode(rawValue: SQLITE_RANGE)
    package static let notADatabase = ResultCode(rawValue: SQLITE_NOTADB)

    /// A primary code matches its extended ones.
    package static func ~= (pattern: ResultCode, code: ResultCode) -> Bool {
      pattern == code || pattern == code.primary
    }
  }

  /// The engine's code, where the engine raised the error.
  package var code: ResultCode? { if case .engine(let code, _) = self { code } else { nil } }
}

extension SQLiteError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .engine(_, let message): message
    case .refused(let what): "\(what) is not allowed here"
    case .severalStatements: "more than one statement"
    case .noStatement: "no statement"
    case .parameterCount(let expected, let given): "\(expected) parameters wanted, \(given) given"
    case .cancelled: "cancelled"
    case .timedOut: "timed out"
    case .tooLarge(let what): what
    }
  }
}
