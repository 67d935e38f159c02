import Basics
import HostileSQL
import Judges
import Systems
import Testing
import Warehouses

/// Hostile statements as what was generated and as what was expected, before every judge that needs no model.
@Suite(.serialized) struct HostileJudgingTests {
  static let fort = Result { try Stronghold() }
  private let results = ExpectedResults(limits: ExecutionLimits(seconds: 1, rows: 1_000, bytes: 8 << 20))

  private func judge(_ generated: String, _ expected: String, _ statement: HostileStatement) async throws {
    let fort = try Self.fort.get()
    let warehouse = fort.warehouse(seconds: statement.fate == .stopped ? 0.02 : 20)
    // Behind the further judges stands the same door: every seventh statement knocks there too.
    let number = HostileStatement.brief.firstIndex { $0.sql == statement.sql } ?? 0
    let others = number % 7 == 0 ? JudgeRegistry.diagnostic(results) + JudgeRegistry.publicRules : []
    let judges = JudgeRegistry.builtIn(results).judges + others
    let trace = Shop.trace(generated, .answered, nil)
    for judge in judges {
      let verdict = await judge.judge(trace, against: Expectation(expected), on: warehouse)
      if verdict.ruling == .error || verdict.ruling == .no {
        #expect(!(verdict.rationale + verdict.reason).isEmpty, "\(judge.name)")
      }
      if ["result", "read_only"].contains(judge.name), statement.fate == .refused {
        #expect(verdict.ruling != .yes || judge.name == "read_only" && generated != statement.sql)
      }
    }
    #expect(try fort.isUntouched())
  }

  @Test(arguments: HostileStatement.brief)
  func generated(_ statement: HostileStatement) async throws {
    try await judge(statement.sql, "SELECT count(*) FROM guest", statement)
  }

  @Test(arguments: HostileStatement.brief)
  func expected(_ statement: HostileStatement) async throws {
    try await judge("SELECT count(*) FROM guest", statement.sql, statement)
  }

  @Test(arguments: HostileStatement.brief.filter { $0.fate == .refused })
  func beforeTheArbiter(_ statement: HostileStatement) async throws {
    let fort = try Self.fort.get()
    let warehouse = fort.warehouse()
    let trace = Shop.trace("SELECT count(*) FROM guest", .answered, nil)
    let verdict = await ResultJudge(results).judge(trace, against: Expectation(statement.sql), on: warehouse)
    _ = await Arbiter(results).opinion(
      on: trace, verdict, against: Expectation(statement.sql), others: [statement.sql], on: warehouse)
    #expect(try fort.isUntouched())
  }
}
