import Basics
import Spaces
import Testing

@Suite struct PatchTests {
  /// One patch of every lever and operation, all on different targets.
  static let patches: [Patch] = [
    Patch(.add, .textInstruction, on: .space, .line("- Count each customer once", section: "## DATES")),
    Patch(.add, .textInstruction, on: .space, .line("Taxes are included.", section: nil)),
    Patch(.add, .textInstruction, on: .space, .line("- New", section: "## ZEBRAS")),
    Patch(.add, .textInstruction, on: .space, .line("- New", section: "counting")),
    Patch(.remove, .textInstruction, on: .space, .line("- Weeks start on Monday", section: "## DATES")),
    Patch(.set, .tableDescription, on: .table("main.shop.orders"), .text("Orders\nand more")),
    Patch(.set, .tableDescription, on: .table("sales"), .text("Governed")),
    Patch(.set, .columnDescription, on: .column(table: "orders", column: "region"), .text("Sales region")),
    Patch(.remove, .columnDescription, on: .column(table: "customers", column: "city")),
    Patch(.add, .synonym, on: .column(table: "customers", column: "name"), .word("customer")),
    Patch(.add, .synonym, on: .column(table: "customers", column: "name"), .word("account")),
    Patch(.remove, .synonym, on: .column(table: "customers", column: "name"), .word("Buyer")),
    Patch(.add, .synonym, on: .column(table: "orders", column: "amount"), .word("price")),
    Patch(.set, .exclude, on: .column(table: "orders", column: "note"), .flag(false)),
    Patch(.set, .exclude, on: .column(table: "orders", column: "memo"), .flag(true)),
    Patch(.set, .formatAssistance, on: .column(table: "orders", column: "region"), .flag(false)),
    Patch(.set, .formatAssistance, on: .column(table: "orders", column: "day"), .flag(true)),
    Patch(.set, .entityMatching, on: .column(table: "customers", column: "city"), .flag(true)),
    Patch(.add, .example, on: .space, .example(Example(id: id("a1"), question: "How many?", sql: "SELECT 1"))),
    Patch(.add, .example, on: .space, .example(Example(id: id("01"), question: "Whose?", sql: "SELECT 2"))),
    Patch(.remove, .example, on: .element(id: "20000000000000000000000000000001")),
    Patch(
      .add, .join, on: .space,
      .join(
        JoinSpec(
          id: id("a2"), left: .init(identifier: "main.shop.orders"), right: .init(identifier: "main.shop.sales"),
          conditions: ["`orders`.`a` = `sales`.`b`"], relationship: .oneToMany, instruction: "Rarely"))),
    Patch(.remove, .join, on: .element(id: "20000000000000000000000000000003")),
    Patch(
      .replace, .filter, on: .element(id: "20000000000000000000000000000004"),
      .snippet(Snippet(id: "20000000000000000000000000000004", displayName: "huge", sql: "orders.amount > 9"))),
    Patch(
      .add, .expression, on: .space,
      .snippet(Snippet(id: id("a3"), alias: "y", displayName: "Year", sql: "YEAR(orders.day)", synonyms: ["yr"]))),
    Patch(.remove, .measure, on: .element(id: "20000000000000000000000000000005")),
    Patch(.add, .function, on: .space, .function(FunctionReference(id: id("a4"), identifier: "main.shop.f"))),
    Patch(.remove, .function, on: .element(id: "20000000000000000000000000000002")),
    Patch(.add, .sampleQuestion, on: .space, .question(SampleQuestion(id: id("a5"), question: "Why?"))),
    Patch(.remove, .sampleQuestion, on: .element(id: "10000000000000000000000000000001")),
    Patch(.set, .prompt, on: .element(id: "repair"), .text("It failed: {{error}}\n\nTry {{sql}} again.")),
    Patch(.set, .prompt, on: .element(id: "write"), .text("{{rows}}")),
  ]

  static let whole: [Patch] = [
    Patch(.set, .textInstruction, on: .space, .text("Be brief.")),
    Patch(.remove, .textInstruction, on: .space),
  ]

  private static func id(_ prefix: String) -> String { prefix + String(repeating: "0", count: 32 - prefix.count) }

  @Test func everyLeverHasAPatch() {
    #expect(Set(Self.patches.map(\.lever)) == Set(Lever.allCases))
    #expect(Set(Self.patches.map(\.key)).count == Self.patches.count)
  }

  @Test(arguments: patches + whole)
  func undoingIsExact(patch: Patch) throws {
    let before = try space()
    let after = try patch.apply(to: before)
    #expect(after != before)
    #expect(after.canonical().findings().isEmpty, "\(after.findings().map(\.sentence))")
    let undone = try patch.inverse(in: before).apply(to: after)
    #expect(undone.canonical() == before.canonical(), "\(Space.difference(from: before, to: undone))")
  }

  @Test(arguments: patches + whole)
  func jsonBringsItBack(patch: Patch) throws {
    var patch = patch
    patch.reason = "because"
    patch.evidence = ["q1", "q2"]
    patch.origin = "mine"
    #expect(Patch(json: try JSON(parsing: patch.json.text)) == patch)
  }

  @Test func patchesOnDifferentTargetsCommute() throws {
    for (index, first) in Self.patches.enumerated() {
      for second in Self.patches[(index + 1)...] where !first.conflicts(with: second) {
        let one = try second.apply(to: first.apply(to: space()))
        let other = try first.apply(to: second.apply(to: space()))
        #expect(one.hash == other.hash, "\(first.described()) and \(second.described())")
      }
    }
  }

  @Test func anyOrderOfManyGivesOneSpaceAndUndoingAllGivesTheFirst() throws {
    var generator = SeededGenerator(seed: 7)
    let start = try space()
    var hashes: Set<ContentHash> = []
    for _ in 0..<5 {
      var current = start
      var undo: [Patch] = []
      for patch in Self.patches.shuffled(using: &generator) {
        undo.append(try patch.inverse(in: current))
        current = try patch.apply(to: current)
      }
      hashes.insert(current.hash)
      for patch in undo.reversed() { current = try patch.apply(to: current) }
      #expect(current.hash == start.hash)
    }
    #expect(hashes.count == 1)
  }

  @Test func unknownFieldsSurvivePatches() throws {
    var current = try space()
    for patch in Self.patches { current = try patch.apply(to: current) }
    #expect(current.document["later"] == [["than": "this"]])
    #expect(current.column("orders", "note")?.object["tone"]?.text == #"{"b":1,"a":1.50}"#)
  }

  @Test func theIDIsOfTheContentAlone() {
    let add = { (id: String, origin: String) in
      Patch(
        .add, .example, on: .space, .example(Example(id: id, question: "How many?", sql: "SELECT 1")),
        origin: origin)
    }
    #expect(add(Self.id("1"), "mine").id == add(Self.id("2"), "diff").id)
    #expect(add(Self.id("1"), "mine").key == add(Self.id("2"), "diff").key)
    #expect(Set(Self.patches.map(\.id)).count == Self.patches.count)
  }

  @Test func theWholeTextConflictsWithItsLines() {
    let line = Patch(.add, .textInstruction, on: .space, .line("x", section: nil))
    let whole = Patch(.set, .textInstruction, on: .space, .text("y"))
    #expect(line.conflicts(with: whole) && whole.conflicts(with: line) && whole.conflicts(with: whole))
    #expect(!line.conflicts(with: Patch(.add, .textInstruction, on: .space, .line("z", section: nil))))
  }

  @Test func newIDsSortAfterOldOnesAndAreTheSameEveryTime() throws {
    let space = try space()
    let id = space.newID(for: "How many?", seed: 3)
    #expect(id == space.newID(for: "How many?", seed: 3))
    #expect(id != space.newID(for: "How many?", seed: 4))
    #expect(Space.isValidID(id))
    #expect(id > "20000000000000000000000000000005")
    #expect(id.hasPrefix("20000001"))
  }

  @Test func newIDsStayValidWhereThereIsNoRoom() {
    var space = Space.bare(tables: ["t"])
    space.examples = [Example(id: String(repeating: "f", count: 32), question: "q", sql: "SELECT 1")]
    #expect(Space.isValidID(space.newID(for: "x")))
    #expect(Space.isValidID(Space.bare(tables: []).newID(for: "x")))
  }
}
