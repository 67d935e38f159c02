import Basics
import Spaces
import Testing

@Suite struct SpaceDifferenceTests {
  @Test func aDifferenceReadsLikeAReview() throws {
    let old = try space()
    let patches = [
      Patch(.add, .textInstruction, on: .space, .line("- Count each customer once", section: "## DATES")),
      Patch(.add, .synonym, on: .column(table: "customers", column: "name"), .word("account")),
      Patch(.set, .exclude, on: .column(table: "orders", column: "memo"), .flag(true)),
      Patch(
        .replace, .filter, on: .element(id: "20000000000000000000000000000004"),
        .snippet(Snippet(id: "20000000000000000000000000000004", displayName: "large", sql: "orders.amount > 9"))),
    ]
    var new = old
    for patch in patches { new = try patch.apply(to: new) }
    let changes = Space.difference(from: old, to: new)
    #expect(
      changes.map(\.subject) == [
        "column customers.name", "column orders.memo", "text instruction", "filter snippet “large”",
      ])
    #expect(changes.map(\.lever) == [.synonym, .exclude, .textInstruction, .filter])
    #expect(
      changes.map(\.lines) == [
        ["+ account", "  buyer", "  client"], ["+ exclude flag on"],
        [
          "  Prices are in euros.", "  ## DATES", "+ - Count each customer once", "  - The year starts in April",
          "  - Weeks start on Monday",
        ],
        ["  display_name: large", "- sql: orders.amount > 1000", "+ sql: orders.amount > 9"],
      ])
  }

  @Test func orderAndSpellingNeverShow() throws {
    var other = try space()
    other.tables = other.tables.reversed()
    other.updateTable("orders") { $0.object["description"] = ["One row\nper order"] }
    #expect(Space.difference(from: try space(), to: other).isEmpty)
    #expect(other.hash == (try space().hash))
  }

  @Test func tablesAndUnknownFieldsShow() throws {
    var new = Space(document: try document(with: nil, at: "later"))
    new.tables.removeFirst()
    let changes = Space.difference(from: try space(), to: new)
    #expect(changes.first?.subject == "space: later")
    #expect(changes.contains { $0.subject == "table main.shop.customers" && $0.after.isEmpty })
    #expect(changes.contains { $0.subject == "column customers.city" && $0.lever == .columnDescription })
  }

  @Test(arguments: [
    (
      Patch(.add, .synonym, on: .column(table: "main.shop.orders", column: "region"), .word("area")),
      "add synonym “area” to orders.region"
    ),
    (Patch(.set, .exclude, on: .column(table: "orders", column: "note"), .flag(true)), "hide column orders.note"),
    (
      Patch(.remove, .example, on: .element(id: "20000000000000000000000000000001")),
      "remove example SQL “Orders of a region” → SELECT COUNT(*) FROM main.shop.orders WHERE region = :region"
    ),
    (
      Patch(.add, .textInstruction, on: .space, .line("- x", section: "## DATES")),
      "add instruction “- x” under ## DATES"
    ),
    (
      Patch(.set, .entityMatching, on: .column(table: "orders", column: "city"), .flag(true)),
      "turn entity matching on for orders.city"
    ),
  ])
  func patchesAreToldInOneLine(patch: Patch, says: String) throws {
    #expect(patch.described(in: try space()) == says)
  }
}
