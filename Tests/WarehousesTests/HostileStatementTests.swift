import HostileSQL
import Testing
import Warehouses

/// Every hostile statement through every door of the database: none has an effect, each meets the fate it should.
@Suite(.serialized) struct HostileStatementTests {
  static let fort = Result { try Stronghold() }

  private func fate(_ body: () async throws(WarehouseError) -> Void) async -> (HostileStatement.Fate?, String) {
    do throws(WarehouseError) {
      try await body()
      return (.harmless, "it ran")
    } catch {
      switch error {
      case .forbidden: return (.refused, "\(error)")
      case .invalid: return (.invalid, "\(error)")
      case .timedOut, .tooLarge: return (.stopped, "\(error)")
      case .cancelled, .unavailable: return (nil, "\(error)")
      }
    }
  }

  @Test(arguments: HostileStatement.all)
  func executing(_ statement: HostileStatement) async throws {
    let fort = try Self.fort.get()
    let warehouse = fort.warehouse(seconds: statement.fate == .stopped ? 0.03 : 20)
    let limits = ExecutionLimits(bytes: 16 << 20)
    let (found, told) = await fate { () async throws(WarehouseError) in
      _ = try await warehouse.execute(statement.sql, limits: limits)
    }
    #expect(found == statement.fate, "\(told)")
    #expect(told == "it ran" || told.hasPrefix("The statement ") && told.hasSuffix(".") && told.utf8.count < 400)
    // What never ends would not end there either.
    guard statement.fate != .stopped else { return #expect(try fort.isUntouched()) }
    let following = Following(ResultSet(columns: ["a"], rows: [[.integer(1)]]))
    let (followed, words) = await fate { () async throws(WarehouseError) in
      _ = try await warehouse.execute(statement.sql, following, limits: limits)
    }
    #expect(followed == statement.fate, "\(words)")
    _ = await fate { () async throws(WarehouseError) in
      _ = try await warehouse.scannedRows(statement.sql, limits: limits)
    }
    _ = await fate { () async throws(WarehouseError) in
      _ = try await ExpectedResult.fetch(statement.sql, on: warehouse, limits: limits)
    }
    #expect(try fort.isUntouched())
  }

  @Test(arguments: HostileStatement.all)
  func compiling(_ statement: HostileStatement) async throws {
    let fort = try Self.fort.get()
    let (found, told) = await fate { () async throws(WarehouseError) in
      try await fort.warehouse().explain(statement.sql)
    }
    // What only takes long compiles, unless it unfolds; what is refused never does.
    let mayCompile = statement.fate == .stopped || statement.sql.contains("LIKE")
    #expect(found == statement.fate || mayCompile && found != .refused && found != nil, "\(told)")
    #expect(try fort.isUntouched())
  }
}
