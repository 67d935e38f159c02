import Testing
import Warehouses

@Suite struct CompareTests {
  private static func table(_ columns: String, _ rows: [[Value]]) -> ResultSet {
    ResultSet(columns: columns.split(separator: " ").map(String.init), rows: rows)
  }

  private func outcome(
    _ generated: ResultSet, _ expected: ResultSet, order: ExpectedResult.Order = .any, tied: [[Value]] = []
  ) -> ResultComparison.Outcome {
    compare(generated, with: ExpectedResult(expected, order: order, tied: tied)).outcome
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var title: String
    var generated: [[Value]]
    var expected: [[Value]]
    var outcome: ResultComparison.Outcome
    var testDescription: String { title }

    init(_ title: String, _ generated: [[Value]], _ expected: [[Value]], _ outcome: ResultComparison.Outcome) {
      (self.title, self.generated, self.expected, self.outcome) = (title, generated, expected, outcome)
    }
  }

  static let cases: [Case] = [
    Case("same rows", [[1, "a"], [2, "b"]], [[1, "a"], [2, "b"]], .equal),
    Case("another row order", [[2, "b"], [1, "a"]], [[1, "a"], [2, "b"]], .equal),
    Case("another column order", [["a", 1], ["b", 2]], [[1, "a"], [2, "b"]], .equal),
    Case("cells of different rows swapped", [[1, "b"], [2, "a"]], [[1, "a"], [2, "b"]], .values),
    Case("a duplicate too many", [[1], [1], [2]], [[1], [2]], .extraRows),
    Case("duplicates of another row", [[1], [1], [2]], [[1], [2], [2]], .singleCell),
    Case("duplicate removed", [[1], [2]], [[1], [1], [2]], .missingRows),
    Case("whole number as real", [[1.0]], [[1]], .equal),
    Case("number as text", [["1"], ["2"]], [[1], [2]], .columnTypes),
    Case("real as text", [["1.50"]], [[1.5]], .columnTypes),
    Case("word for a number", [["x"]], [[1]], .singleCell),
    Case("float noise", [[.real(0.1 + 0.2)]], [[0.3]], .equal),
    Case("float noise around zero", [[.real(0.1 + 0.2 - 0.3)]], [[0]], .equal),
    Case("a difference that matters", [[3.33]], [[.real(10.0 / 3)]], .singleCell),
    Case("large neighbours", [[9_007_199_254_740_993]], [[9_007_199_254_740_992]], .singleCell),
    Case("identifiers within the tolerance", [[10_000_000_000]], [[10_000_000_001]], .singleCell),
    Case("null equals null", [[nil, 1]], [[nil, 1]], .equal),
    Case("null is not zero", [[nil]], [[0]], .singleCell),
    Case("null is not empty text", [[nil]], [[""]], .singleCell),
    Case("upper case differs", [["A"]], [["a"]], .singleCell),
    Case("composed and decomposed letters differ", [["\u{e9}"]], [["e\u{301}"]], .singleCell),
    Case("a column more", [[1, "a"], [2, "b"]], [["a"], ["b"]], .extraColumns),
    Case("a column more, other values", [[1, "a"], [2, "c"]], [["a"], ["b"]], .values),
    Case("a column less", [["a"], ["b"]], [[1, "a"], [2, "b"]], .missingColumns),
    Case("a column less, other values", [["a"], ["c"]], [[1, "a"], [2, "b"]], .values),
    Case("nothing", [], [[1]], .empty),
    Case("something for nothing", [[1]], [], .expectedEmpty),
    Case("nothing for nothing", [], [], .bothEmpty),
    Case("one cell of many", [[1, "a"], [2, "x"]], [[1, "a"], [2, "b"]], .singleCell),
    Case("row swapped across equal columns", [[1, 2], [2, 1], [3, 3]], [[2, 1], [1, 2], [3, 3]], .equal),
    Case("columns alike but rows not", [[1, 1], [2, 2]], [[1, 2], [2, 1]], .values),
    Case("infinities", [[.real(.infinity)], [.real(-.infinity)]], [[.real(-.infinity)], [.real(.infinity)]], .equal),
  ]

  @Test(arguments: cases)
  func outcomes(of one: Case) {
    let names = ["a", "b", "c"]
    func result(_ rows: [[Value]]) -> ResultSet {
      ResultSet(columns: Array(names.prefix(rows.first?.count ?? 1)), rows: rows)
    }
    #expect(outcome(result(one.generated), result(one.expected)) == one.outcome)
  }

  @Test func emptyResultsWithOtherColumnsDiffer() {
    #expect(outcome(Self.table("a b", []), Self.table("a", [])) == .extraColumns)
    #expect(outcome(Self.table("a", []), Self.table("a b", [])) == .missingColumns)
  }

  @Test func orderCountsWhereTheExpectedStatementOrders() {
    let (up, down) = (Self.table("a", [[1], [2]]), Self.table("a", [[2], [1]]))
    #expect(outcome(down, up, order: .any) == .equal)
    #expect(outcome(down, up, order: .sequence) == .order)
    #expect(outcome(up, up, order: .sequence) == .equal)
  }

  @Test func tiesMayChangePlaces() {
    let expected = Self.table("name score", [["a", 9], ["b", 7], ["c", 7], ["d", 5]])
    let tiesSwapped = Self.table("name score", [["a", 9], ["c", 7], ["b", 7], ["d", 5]])
    let wrong = Self.table("name score", [["b", 7], ["a", 9], ["c", 7], ["d", 5]])
    #expect(outcome(tiesSwapped, expected, order: .runs([1, 2, 1])) == .equal)
    #expect(outcome(wrong, expected, order: .runs([1, 2, 1])) == .order)
    #expect(outcome(tiesSwapped, expected, order: .sequence) == .order)
  }

  @Test func anyRowThatTiesAtTheLimitMayStandThere() {
    let expected = Self.table("name", [["a"], ["b"]])
    let tied: [[Value]] = [["b"], ["c"]]
    #expect(outcome(Self.table("name", [["a"], ["c"]]), expected, order: .runs([1, 1]), tied: tied) == .equal)
    #expect(outcome(Self.table("name", [["a"], ["d"]]), expected, order: .runs([1, 1]), tied: tied) == .singleCell)
    #expect(outcome(Self.table("name", [["c"], ["a"]]), expected, order: .runs([1, 1]), tied: tied) != .equal)
    #expect(outcome(Self.table("name", [["c"], ["c"]]), expected, order: .runs([1, 1]), tied: tied) != .equal)
  }

  @Test func orderIsCheckedUnderTheColumnsThatMatch() {
    // Both columns hold 1 and 2; only crossed over do the rows come in the expected order.
    let expected = Self.table("x y", [[1, 2], [2, 1]])
    #expect(outcome(Self.table("p q", [[2, 1], [1, 2]]), expected, order: .sequence) == .equal)
  }

  @Test func manyAlikeColumnsAreMatchedInTime() {
    let width = 40
    let rows = (0..<200).map { row in (0..<width).map { Value.integer(Int64((row * ($0 + 1)) % 7)) } }
    let names = (0..<width).map { "c\($0)" }
    let turned = rows.map { Array($0.reversed()) }
    #expect(outcome(ResultSet(columns: names, rows: turned), ResultSet(columns: names, rows: rows)) == .equal)
  }

  @Test func cutOffResultsAreNotJudged() {
    var cut = Self.table("a", [[1]])
    cut.truncated = true
    #expect(outcome(cut, Self.table("a", [[1]])) == .undecided)
    #expect(outcome(Self.table("a", [[1]]), cut) == .undecided)
    var long = Self.table("a", [[1], [2]])
    long.truncated = true
    #expect(outcome(long, Self.table("a", [[1]])) == .extraRows)
  }

  @Test func firstDifferingRowsAreShown() {
    let comparison = compare(
      Self.table("a b", [[1, "x"], [2, "y"], [9, "z"]]),
      with: ExpectedResult(Self.table("a b", [[1, "x"], [2, "y"], [3, "q"]])))
    #expect(comparison.missing == [[3, "q"]])
    #expect(comparison.unexpected == [[9, "z"]])
  }

  @Test func raggedRowsDoNotTrap() {
    #expect(outcome(Self.table("a b", [[1], [1, 2, 3]]), Self.table("a b", [[1, nil], [1, 2]])) == .equal)
  }

  @Test func everyOutcomeButSuccessHasAWord() {
    for outcome in ResultComparison.Outcome.allCases where outcome != .equal && outcome != .undecided {
      #expect(!ResultComparison(outcome).reason.isEmpty)
    }
  }
}

@Suite struct ValueTests {
  @Test func textsAreTheSameByteByByte() {
    let (composed, decomposed) = (Value.text("\u{E9}"), Value.text("e\u{301}"))
    #expect(composed != decomposed && composed == .text("\u{E9}"))
    #expect(Set([composed, decomposed]).count == 2)
    let expected = ExpectedResult(ResultSet(columns: ["x"], rows: [[composed]]))
    #expect(!compare(ResultSet(columns: ["x"], rows: [[decomposed]]), with: expected).isEqual)
    #expect(Value.integer(1) != .real(1) && Value.real(0) == .real(-0.0))
  }
}
