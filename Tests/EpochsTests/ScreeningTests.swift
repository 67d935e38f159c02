import Judges
import Spaces
import Testing

@testable import Epochs

struct ScreeningTests {
  private let evalset = Evalset(
    name: "leaks",
    questions: [
      Question(
        id: "t1", text: "How many open orders has Ada?",
        expectation: Expectation(sql: "SELECT COUNT(*) FROM orders WHERE stat = 'open' AND cust = 'Ada'")),
      Question(
        id: "v1", text: "List the ten largest unpaid orders of wholesale customers",
        expectation: Expectation(sql: "SELECT id FROM orders WHERE stat = 'unpaid'"), split: .validation),
      Question(
        id: "x1", text: "Orders of Grace", expectation: Expectation(sql: "SELECT id FROM orders WHERE cust = 'Grace'"),
        split: .test),
    ])

  private func example(_ question: String, _ sql: String) -> Patch {
    Patch(
      .add, .example, on: .space,
      .example(Example(id: String(repeating: "1", count: 32), question: question, sql: sql)), origin: "demonstrate")
  }

  private func filter(_ name: String, _ sql: String, origin: String = "diff") -> Patch {
    Patch(
      .add, .filter, on: .space,
      .snippet(Snippet(id: String(repeating: "2", count: 32), displayName: name, sql: sql)), origin: origin)
  }

  @Test func nothingOfAHeldOutQuestionGetsThrough() {
    let firewall = LeakFirewall(evalset)
    #expect(firewall.objection(to: example("orders of  grace!", "SELECT 1")) != nil)
    #expect(firewall.objection(to: example("Whose?", "select id from orders where cust = 'Grace'")) != nil)
    #expect(firewall.objection(to: filter("unpaid", "orders.stat = 'unpaid'")) != nil)
    let copied = Patch(
      .set, .tableDescription, on: .table("orders"), .text("For the ten largest unpaid orders of wholesale customers"))
    #expect(firewall.objection(to: copied) != nil)
  }

  @Test func ordinaryLanguageAndTrainAreFine() {
    let firewall = LeakFirewall(evalset)
    #expect(firewall.objection(to: example("How many open orders has Ada?", "SELECT 2")) == nil)
    #expect(firewall.objection(to: filter("open", "orders.stat = 'open'")) == nil)
    let short = Patch(.set, .tableDescription, on: .table("orders"), .text("Orders of wholesale customers"))
    #expect(firewall.objection(to: short) == nil)
    // A constant that was read from the data, and from no question.
    #expect(firewall.objection(to: filter("unpaid", "orders.stat = 'unpaid'", origin: "mine")) == nil)
  }

  @Test func refusesWhatCouldNotBeAccepted() async throws {
    let space = Space.bare(tables: ["cust", "orders"])
    let screen = Screen(warehouse: ShopWarehouse(), firewall: LeakFirewall(evalset), limits: SpaceLimits())
    #expect(await screen.objection(to: filter("open", "orders.stat = 'open'"), in: space) == nil)
    #expect(await screen.objection(to: filter("odd", "orders.no_such = 1"), in: space) != nil)
    let stranger = Patch(.add, .synonym, on: .column(table: "nowhere", column: "x"), .word("y"))
    #expect(await screen.objection(to: stranger, in: space) != nil)
    let known = try filter("open", "orders.stat = 'open'").apply(to: space)
    #expect(await screen.objection(to: filter("pending", "orders.stat = 'open'"), in: known) != nil)
    let long = Patch(.set, .tableDescription, on: .table("orders"), .text(String(repeating: "word ", count: 200)))
    #expect(await screen.objection(to: long, in: space) != nil)
  }

  @Test func keepsWithinThePlatformsLimits() async throws {
    var limits = SpaceLimits()
    limits.instructions = 1
    let space = Space.bare(tables: ["cust", "orders"])
    var patches = [example("a b c", "SELECT 1")]
    let other = Example(id: String(repeating: "3", count: 32), question: "d e f", sql: "SELECT 2")
    patches.append(Patch(.add, .example, on: .space, .example(other)))
    let (result, applied) = Composer.apply(patches, to: space, limits: limits)
    #expect(result.examples.count == 1 && applied.count == 1)
  }
}
