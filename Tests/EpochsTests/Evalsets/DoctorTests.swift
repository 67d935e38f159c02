import Epochs
import FoundationEssentials
import Judges
import SQLText
import SQLite
import Testing
import Warehouses

@Suite struct DoctorTests {
  private let path = FileManager.default.temporaryDirectory.path + "/doctor-\(UUID()).sqlite"

  private func warehouses() throws -> (SQLiteWarehouse, SQLiteWarehouse) {
    if !FileManager.default.fileExists(atPath: path) {
      try Connection(.file(path), mode: .readWrite).execute(
        script: """
          CREATE TABLE depots (id INTEGER PRIMARY KEY, city TEXT);
          CREATE TABLE parcels (id INTEGER PRIMARY KEY, depot INTEGER, weight REAL, sent TEXT);
          INSERT INTO depots VALUES (1, 'Rome'), (2, 'Oslo');
          INSERT INTO parcels VALUES (1, 1, 2.5, '2025-01-02'), (2, 1, 2.5, '2025-01-03'), (3, 2, 1, NULL);
          PRAGMA journal_mode = DELETE
          """)
    }
    return (
      try SQLiteWarehouse(name: "depot", path: path),
      try SQLiteWarehouse(name: "depot", path: path, reversesUnordered: true)
    )
  }

  private func question(
    _ id: String, _ text: String, _ sql: String?, _ split: Split = .train, context: String? = nil
  ) -> Question {
    Question(
      id: id, text: text, expectation: Judges.Expectation(sql: sql, facts: sql == nil ? ["x"] : []), context: context,
      split: split)
  }

  private func findings(_ questions: [Question]) async throws -> [String: [EvalsetFinding.Kind]] {
    let (warehouse, reversed) = try warehouses()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let found = try await EvalsetDoctor(warehouse, reversed: reversed).examine(
      Evalset(name: "depot", questions: questions))
    return Dictionary(grouping: found) { $0.question }.mapValues { $0.map(\.kind) }
  }

  static let single: [(sql: String?, text: String, context: String?, kinds: [EvalsetFinding.Kind])] = [
    ("SELECT city FROM depots WHERE id = 1", "where is depot one", nil, []),
    (nil, "why", nil, [.noSQL]),
    ("SELECT nme FROM depots", "names", nil, [.fails]),
    ("SELECT city FROM depots WHERE id = 9", "ninth", nil, [.empty]),
    ("SELECT count(*) FROM parcels WHERE weight > 99", "heavy ones", nil, [.blank]),
    ("SELECT id FROM parcels WHERE weight > 2 LIMIT 1", "a heavy one", nil, [.unstable]),
    ("SELECT id FROM parcels WHERE id > 0 ORDER BY weight DESC LIMIT 1", "the heaviest", nil, [.unstable]),
    ("SELECT id FROM parcels WHERE id > 0 ORDER BY weight DESC, id LIMIT 1", "the heaviest one", nil, []),
    ("SELECT id FROM parcels WHERE depot > 0", "all sent", nil, []),
    ("SELECT count(*) FROM parcels WHERE sent > date('now')", "sent later", nil, [.blank, .clock]),
    ("SELECT count(*) FROM parcels WHERE sent LIKE '2025-%'", "parcels of last year", nil, [.staleDate]),
    ("SELECT count(*) FROM parcels WHERE sent LIKE '2025-%'", "parcels of last year", "today is 2026-02-01", []),
    ("SELECT count(*) FROM parcels", "how many parcels", nil, [.trivial]),
  ]

  @Test(arguments: single.indices)
  func findsWhatIsWrongWithOneQuestion(index: Int) async throws {
    let one = Self.single[index]
    let found = try await findings([question("q", one.text, one.sql, context: one.context)])
    #expect(found["q"] ?? [] == one.kinds, "\(one.text)")
  }

  @Test func findsQuestionsThatContradictOrGiveAway() async throws {
    let found = try await findings([
      question("a", "Which depot is in Rome?", "SELECT id FROM depots WHERE city = 'Rome'"),
      question("b", "which depot is in rome", "SELECT city FROM depots WHERE id = 1"),
      question("c", "weights of the parcels of depot one", "SELECT weight FROM parcels WHERE depot = 1"),
      question("d", "weights of the parcels of depot one", "SELECT p.weight FROM parcels p WHERE 1 = p.depot"),
      question("e", "when was parcel one sent", "SELECT sent FROM parcels WHERE id = 1"),
      question("f", "sending day, first parcel", "SELECT sent FROM parcels WHERE id = 1", .test),
    ])
    #expect(found["a"] == [.ambiguous] && found["b"] == [.ambiguous])
    #expect(found["c"] == nil && found["d"] == [.duplicate])
    #expect(found["e"] == [.leak] && found["f"] == [.leak])
  }

  @Test func coverageCountsTablesColumnsAndClauses() async throws {
    let (warehouse, _) = try warehouses()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let questions =
      [
        question("a", "a", "SELECT city FROM depots WHERE id IN (SELECT depot FROM parcels) ORDER BY 1"),
        question("b", "b", "SELECT d.city, sum(p.weight) FROM depots d JOIN parcels p ON p.depot = d.id GROUP BY 1"),
        question("c", "c", "SELECT FROM"),
      ] + (0..<200).map { question("v\($0)", "v\($0)", "SELECT city FROM depots", .validation) }
    let coverage = EvalsetCoverage(
      Evalset(name: "depot", questions: questions), schema: try await warehouse.schema(), dialect: .sqlite)
    #expect(coverage.tables.map(\.table) == ["depots", "parcels"])
    #expect(coverage.tables.map(\.questions) == [202, 2])
    #expect(coverage.tables[1].unread == ["id", "sent"])
    let clauses = Dictionary(coverage.clauses.map { ($0.clause, $0.questions) }) { first, _ in first }
    #expect(clauses["nested query"] == 1 && clauses["JOIN"] == 1 && clauses["GROUP BY"] == 1 && clauses["HAVING"] == 0)
    #expect(coverage.unparsed == 1)
    #expect(coverage.splits.map(\.questions) == [3, 200, 0])
    let effect = try #require(coverage.splits[1].detectable)
    #expect(effect > 0.05 && effect < 0.1)
    #expect(coverage.splits[0].detectable == nil)
  }
}
