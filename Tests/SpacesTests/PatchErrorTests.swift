import Basics
import Spaces
import Testing

@Suite struct PatchErrorTests {
  static let cases: [(Patch, String)] = [
    (Patch(.set, .tableDescription, on: .table("gone"), .text("x")), "the space has no table 'gone'"),
    (Patch(.add, .synonym, on: .column(table: "gone", column: "x"), .word("y")), "the space has no table 'gone'"),
    (Patch(.set, .exclude, on: .column(table: "gone", column: "x"), .flag(true)), "the space has no table 'gone'"),
    (Patch(.add, .synonym, on: .column(table: "customers", column: "name"), .word("BUYER")), "already"),
    (Patch(.remove, .synonym, on: .column(table: "customers", column: "name"), .word("x")), "not in the space"),
    (Patch(.remove, .example, on: .element(id: "7")), "no element with the id 7"),
    (Patch(.remove, .textInstruction, on: .space, .line("nothing", section: nil)), "not in the space"),
    (Patch(.add, .textInstruction, on: .space, .line("Prices are in euros. ", section: nil)), "already"),
    (Patch(.add, .textInstruction, on: .space, .line("two\nlines", section: nil)), "do not go together"),
    (Patch(.add, .textInstruction, on: .space, .line("# heading", section: nil)), "do not go together"),
    (Patch(.set, .tableDescription, on: .space, .text("x")), "do not go together"),
    (Patch(.add, .exclude, on: .column(table: "orders", column: "x"), .flag(true)), "do not go together"),
    (Patch(.add, .example, on: .space, .question(SampleQuestion(question: "x"))), "do not go together"),
    (Patch(.add, .example, on: .space, .example(Example(question: "x", sql: "SELECT 1"))), "the id '' is not"),
    (
      Patch(
        .add, .filter, on: .space,
        .snippet(Snippet(id: "30000000000000000000000000000004", displayName: "f", sql: "WHERE x"))),
      "does not begin with WHERE"
    ),
    (
      Patch(
        .add, .measure, on: .space,
        .snippet(Snippet(id: "30000000000000000000000000000004", displayName: "m", sql: "SUM(x)"))),
      "'alias' is missing"
    ),
    (
      Patch(
        .add, .join, on: .space,
        .join(
          JoinSpec(
            id: "30000000000000000000000000000004", left: .init(identifier: "main.shop.orders"),
            right: .init(identifier: "main.shop.gone"), conditions: ["`orders`.a = `gone`.b"],
            relationship: .oneToOne))),
      "the space has no table 'main.shop.gone'"
    ),
    (
      Patch(
        .set, .tableDescription, on: .table("orders"), .text(String(repeating: "x", count: 25_001))),
      "25001 characters"
    ),
  ]

  @Test(arguments: cases.indices)
  func eachMistakeHasItsSentence(index: Int) throws {
    let (patch, says) = Self.cases[index]
    let before = try space()
    #expect {
      try patch.apply(to: before)
    } throws: { error in
      (error as? PatchError)?.sentence.contains(says) ?? false
    }
  }

  @Test func limitsHoldBackOnlyWhatAddsToThem() throws {
    var limits = SpaceLimits()
    limits.instructions = 3
    let space = try space()
    let add = Patch(
      .add, .example, on: .space,
      .example(Example(id: "30000000000000000000000000000004", question: "q", sql: "SELECT 1")))
    #expect {
      try add.apply(to: space, limits: limits)
    } throws: { error in
      guard case .invalid(let finding) = error as? PatchError else { return false }
      return finding.sentence.contains("5 instructions")
    }
    let describe = Patch(.set, .columnDescription, on: .column(table: "orders", column: "x"), .text("fine"))
    #expect(try describe.apply(to: space, limits: limits).column("orders", "x")?.description == "fine")
  }
}
