import Basics
import Judges
import Platform
import Spaces
import Systems
import Warehouses

@testable import Epochs

/// A system whose answers depend on the space in a known way: a question is right when every text that it needs
/// occurs in the space and none that spoils it does.
struct ScriptedSystem: System {
  struct Rule: Sendable {
    var needs: [String] = []
    var spoiledBy: [String] = []
  }

  let name = "scripted"
  var isRepeatable = true
  var rules: [String: Rule]
  /// Right SQL by question.
  var right: [String: String]
  /// What inputs name by whatever needs it; otherwise the words themselves.
  var parts: [String: String] = [:]
  var asked = Guarded<[Ask]>([])

  /// Ids of the questions asked so far.
  var askedQuestions: [String] { asked.withLock { $0.map(\.id) } }

  func prepare(_ space: Space) async throws -> any PreparedSystem {
    Prepared(system: self, document: String(decoding: space.document.bytes, as: UTF8.self))
  }

  struct Prepared: PreparedSystem {
    let system: ScriptedSystem
    let document: String

    private func seen(_ ask: Ask) -> [String] {
      let rule = system.rules[ask.id] ?? Rule(needs: ["nothing has this"])
      return (rule.needs + rule.spoiledBy).filter(document.contains).sorted()
    }

    func input(for ask: Ask) async -> SystemInput {
      let seen = seen(ask)
      let parts = seen.map { system.parts[$0] ?? $0 }.sorted()
      return SystemInput(parts: parts, fingerprint: ContentHash(of: ask.id + "|" + seen.joined(separator: "|")))
    }

    func answer(_ ask: Ask) async -> Trace {
      system.asked.withLock { $0.append(ask) }
      let rule = system.rules[ask.id] ?? Rule(needs: ["nothing has this"])
      let seen = Set(seen(ask))
      let isRight = rule.needs.allSatisfy(seen.contains) && !rule.spoiledBy.contains(where: seen.contains)
      let sql = isRight ? system.right[ask.id] ?? "" : "SELECT 0"
      return Trace(ask: ask, input: await input(for: ask), outcome: .answered, sql: sql)
    }
  }
}

/// Right is what has exactly the expected SQL.
struct TextJudge: Judge {
  let name = "result"
  let summary = "the same text"

  func judge(_ trace: Trace, against expectation: Expectation?, on warehouse: any Warehouse) async -> Verdict {
    if case .unavailable = trace.outcome { return Verdict(judge: name, ruling: .error) }
    return Verdict(judge: name, ruling: trace.sql == expectation?.sql ? .yes : .no)
  }
}

/// A shop of two tables, whose every statement compiles but one.
struct ShopWarehouse: Warehouse {
  let name = "shop"
  let dialect = "sqlite"

  func schema() async throws(WarehouseError) -> Schema {
    Schema(tables: [
      Schema.Table(
        name: "orders",
        columns: [
          Schema.Column(name: "id", type: "INTEGER", isPrimaryKey: true), Schema.Column(name: "stat", type: "TEXT"),
          Schema.Column(name: "amt_cts", type: "INTEGER"), Schema.Column(name: "cust_id", type: "INTEGER"),
        ]),
      Schema.Table(
        name: "cust",
        columns: [
          Schema.Column(name: "id", type: "INTEGER", isPrimaryKey: true), Schema.Column(name: "nm", type: "TEXT"),
        ]),
    ])
  }

  func explain(_ sql: String) async throws(WarehouseError) {
    if sql.contains("no_such") { throw .invalid(message: "no such column") }
  }

  func execute(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> ResultSet {
    ResultSet(columns: [], rows: [])
  }
}

/// Proposes what it is told to, whatever the cluster.
struct FixedProposer: Proposer {
  let name = "fixed"
  var reading = ProposerReading.nothing
  var candidates: [[Patch]]

  func propose(for cluster: Cluster, in context: ProposalContext) async -> [[Patch]] {
    cluster.key.lever == .example ? [] : candidates
  }
}
