import Judges
import Spaces
import Systems
import Testing

@testable import Epochs
@testable import Warehouses

struct FittingTests {
  private func score(_ sql: String?, _ expected: String) async throws -> Double {
    let schema = try await ShopWarehouse().schema()
    return Closeness(schema: schema).score(sql, Expectation(sql: expected))
  }

  @Test func aQueryNearerToTheExpectedOneScoresMore() async throws {
    let expected = "SELECT SUM(amt_cts) / 100.0 FROM orders WHERE stat = 'P' AND id > 3"
    let none = try await score(nil, expected)
    let far = try await score("SELECT nm FROM cust", expected)
    let near = try await score("SELECT SUM(amt_cts) / 100.0 FROM orders WHERE stat = 'P'", expected)
    let same = try await score(expected, expected)
    #expect(none == 0)
    #expect(none < far && far < near && near < same)
    #expect(same < 1, "only a right answer is worth 1")
  }

  private func move(_ patch: Patch) -> FittingMove {
    FittingMove(cluster: Cluster.Key(.generator, patch.lever, "", ""), patches: [patch])
  }

  private func filter(_ names: [String]) -> Patch {
    let snippet = Snippet(
      id: ElementID.make("filter", "orders.stat = 'P'"), displayName: names[0], sql: "orders.stat = 'P'",
      synonyms: Array(names.dropFirst()))
    return Patch(.add, .filter, on: .space, .snippet(snippet))
  }

  @Test func aClaimHasOnePatch() throws {
    let champion = Space.bare(tables: ["cust", "orders"])
    let empty = FittedSpace(champion: champion, limits: SpaceLimits())
    let one = try #require(empty.adding(move(filter(["pending"]))))
    let two = try #require(one.adding(move(filter(["pending", "waiting"]))))
    #expect(two.parts.count == 1)
    #expect(two.space.filters.map(\.synonyms) == [["waiting"]])
    let claim = try #require(two.parts.first?.patch.claim)
    #expect(try #require(two.removing([claim])).space.filters.isEmpty)
  }

  @Test func whatDoesNotFitIsNotTaken() {
    let empty = FittedSpace(champion: Space.bare(tables: ["cust"]), limits: SpaceLimits())
    let stray = Patch(.add, .synonym, on: .column(table: "nowhere", column: "x"), .word("y"))
    #expect(empty.adding(move(stray)) == nil)
  }

  @Test func namesASentenceOfNumbers() {
    #expect(Words.numbers(in: "over $1,500 or 1.8 kg.") == [1500, 1.8])
  }
}
