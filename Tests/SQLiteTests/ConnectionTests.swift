import FoundationEssentials
import SQLite
import Testing

@Suite struct ConnectionTests {
  @Test func missingFileIsAnErrorAndStaysMissing() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("none.sqlite")
    #expect { try Connection(.file(file), mode: .readOnly) } throws: { error in
      (error as? SQLiteError)?.code?.primary == .cannotOpen
    }
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func folderTextFileAndOddNamesAreErrors() throws {
    let folder = try TemporaryFolder()
    let text = folder.file("notes.txt")
    try Data("Not a database, although it is long enough to hold a header of one.".utf8).write(
      to: URL(filePath: text))
    for path in [folder.path, text, "", "a\0b"] {
      #expect(throws: SQLiteError.self) { try Connection(.file(path), mode: .readOnly) }
    }
  }

  @Test func fileNamesAreTakenLiterally() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("a?mode=memory#100%.sqlite")
    try Connection(.file(file), mode: .readWrite).execute(script: "CREATE TABLE t (x)")
    #expect(FileManager.default.fileExists(atPath: file))
    #expect(try Connection(.file(file), mode: .readOnly).query("SELECT count(*) FROM t") == [[0]])
  }

  @Test func valuesComeBackAsTheyWereBound() throws {
    let connection = try Connection(.memory, mode: .readWrite)
    let values: [SQLValue] = [
      nil, 0, .integer(.max), .integer(.min), 1.5, .real(.infinity), "", "a\0b", "naïve 🦙", .blob([]), .blob([0, 255]),
    ]
    for value in values { #expect(try connection.query("SELECT ?1", [value]) == [[value]]) }
  }

  @Test func nanIsStoredAsNull() throws {
    let connection = try Connection(.memory, mode: .readWrite)
    #expect(try connection.query("SELECT ?1", [.real(.nan)]) == [[nil]])
  }

  @Test func conversionsNeverTrap() {
    #expect(SQLValue.real(1e300).int == nil)
    #expect(SQLValue.real(.nan).int == nil)
    #expect(SQLValue.real(3).int == 3)
    #expect(SQLValue.text("3").int == nil)
    #expect(SQLValue.integer(.max).int == .max)
  }

  @Test func wrongNumberOfValuesIsAnError() throws {
    let connection = try Connection(.memory, mode: .readWrite)
    #expect(throws: SQLiteError.parameterCount(expected: 2, given: 1)) { try connection.run("SELECT ?1, ?2", [1]) }
  }

  @Test(arguments: ["SELECT 1; SELECT 2", "SELECT 1; nonsense", "SELECT 1;; /* c */ DELETE FROM t"])
  func severalStatementsAreRefused(sql: String) throws {
    let connection = try Connection(.memory, mode: .readWrite)
    #expect(throws: SQLiteError.severalStatements) { try connection.query(sql) }
  }

  @Test(arguments: ["SELECT 1;", "SELECT 1 ; \n", "SELECT 1; -- the end", "/* a */ SELECT 1 /* b */;; /* c"])
  func trailingCommentsAreNoStatement(sql: String) throws {
    #expect(try Connection(.memory, mode: .readWrite).query(sql) == [[1]])
  }

  @Test(arguments: ["", "  ", "-- nothing", ";"])
  func emptyTextIsNoStatement(sql: String) throws {
    let connection = try Connection(.memory, mode: .readWrite)
    #expect(throws: SQLiteError.noStatement) { try connection.query(sql) }
  }

  @Test func doubleQuotedTextIsNoText() throws {
    let connection = try Connection(.memory, mode: .readWrite)
    #expect { try connection.query("SELECT \"no_such\"") } throws: { error in
      "\(error)".contains("no such column")
    }
  }

  @Test func sameTextUsesOneStatementUnlessItIsInUse() throws {
    let connection = try Connection(.memory, mode: .readWrite)
    let first = try connection.prepare("SELECT 1")
    #expect(try connection.prepare("SELECT 1") !== first)
    #expect(try connection.query("SELECT 1") == [[1]])
    var nested: [[SQLValue]] = []
    let sql = "SELECT value FROM json_each('[1,2]')"
    try connection.forEachRow(of: sql) { row in
      nested.append(row.row + ((try? connection.query(sql).flatMap { $0 }) ?? []))
    }
    #expect(nested == [[1, 1, 2], [2, 1, 2]])
  }

  @Test func transactionsRollBackAsAWholeAndNest() throws {
    struct Oops: Error {}
    let connection = try Connection(.memory, mode: .readWrite)
    try connection.execute(script: "CREATE TABLE t (x)")
    #expect(throws: Oops.self) {
      try connection.transaction {
        try connection.run("INSERT INTO t VALUES (1)")
        throw Oops()
      }
    }
    try connection.transaction {
      try connection.run("INSERT INTO t VALUES (2)")
      try? connection.transaction {
        try connection.run("INSERT INTO t VALUES (3)")
        throw Oops()
      }
      try connection.transaction { try connection.run("INSERT INTO t VALUES (4)") }
    }
    #expect(try connection.query("SELECT x FROM t ORDER BY x") == [[2], [4]])
    #expect(connection.changes == 1)
  }

  @Test func errorsCarryPrimaryAndExtendedCode() throws {
    let connection = try Connection(.memory, mode: .readWrite)
    try connection.execute(script: "CREATE TABLE t (x UNIQUE); INSERT INTO t VALUES (1)")
    #expect { try connection.run("INSERT INTO t VALUES (1)") } throws: { error in
      guard case .engine(let code, let message)? = error as? SQLiteError else { return false }
      return code.primary == .constraint && code.rawValue == 2067 && message.contains("t.x")
    }
  }

  @Test func lockedDatabaseSaysBusy() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("a.sqlite")
    let first = try Connection(.file(file), mode: .readWrite)
    let second = try Connection(.file(file), mode: .readWrite, busySeconds: 0)
    try first.execute(script: "CREATE TABLE t (x); BEGIN IMMEDIATE; INSERT INTO t VALUES (1)")
    #expect { try second.run("INSERT INTO t VALUES (2)") } throws: { error in
      (error as? SQLiteError)?.code?.primary == .busy
    }
    #expect(try second.query("SELECT count(*) FROM t") == [[0]])
  }

  @Test func functionsAreCalledAndTheirErrorsArrive() throws {
    struct Odd: Error, CustomStringConvertible { var description: String { "odd number" } }
    let connection = try Connection(.memory, mode: .readWrite)
    try connection.addFunction("half", arguments: 1) { arguments in
      guard let value = arguments.first?.int, value % 2 == 0 else { throw Odd() }
      return .integer(Int64(value / 2))
    }
    #expect(try connection.query("SELECT half(42)") == [[21]])
    #expect { try connection.query("SELECT half(3)") } throws: { "\($0)" == "odd number" }
  }

  @Test func functionsSeeEveryTypeAsItIs() throws {
    let connection = try Connection(.memory, mode: .readWrite)
    try connection.addFunction("same", arguments: -1) { $0.first ?? nil }
    let values: [SQLValue] = [nil, 7, 2.5, "", "x", .blob([]), .blob([1, 2])]
    for value in values { #expect(try connection.query("SELECT same(?1), typeof(?1)", [value])[0][0] == value) }
    #expect(try connection.query("SELECT same()") == [[nil]])
  }

  @Test func statementOutlivesItsConnection() throws {
    var connection: Connection? = try Connection(.memory, mode: .readWrite)
    let statement = try #require(try connection?.prepareOnce("SELECT 1 UNION SELECT 2"))
    connection = nil
    #expect(try statement.step())
    #expect(statement.row == [1])
  }
}
