import Basics
import Testing

@testable import Retrieval

struct SpellingIndexTests {
  private static let words = [
    "california", "carolina", "texas", "munich", "mexico", "maine", "q4abc", "oslo", "zürich",
  ]
  private let index = SpellingIndex(words)

  @Test(arguments: [
    ("calfornia", ["california"]), ("californai", ["california"]), ("calfornai", ["california"]), ("texsa", []),
    ("munic", ["munich"]), ("mexixo", ["mexico"]), ("zurich", []), ("texas", []), ("dexas", []), ("oslp", []),
    ("q5abc", []), ("main", []), ("mains", []), ("", []), (String(repeating: "a", count: 300), []),
  ])
  func findsWhatASlipStandsFor(word: String, found: [String]) {
    #expect(index.nearest(to: word).map { Self.words[$0] } == found)
  }

  /// Against a table filled cell by cell.
  @Test func countsSlipsAsTheDefinitionDoes() {
    var generator = SeededGenerator(seed: 5)
    func word() -> String {
      String((0..<Int.random(in: 4...10, using: &generator)).map { _ in "abc".randomElement(using: &generator) ?? "a" })
    }
    let words = (0..<300).map { _ in "a" + word() }
    let index = SpellingIndex(words)
    for _ in 0..<200 {
      let asked = "a" + word()
      let distances = words.map { $0.utf8.count < 6 ? 0 : Self.distance(Array(asked.utf8), Array($0.utf8)) }
      let fewest = distances.filter { $0 > 0 }.min() ?? .max
      let most = asked.utf8.count < 9 ? 1 : 2
      let expected = fewest <= most ? words.indices.filter { distances[$0] == fewest } : []
      #expect(index.nearest(to: asked) == expected, "\(asked)")
    }
  }

  private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var table = [[Int]](repeating: [Int](repeating: 0, count: other.count + 1), count: one.count + 1)
    for row in 0...one.count {
      for column in 0...other.count {
        guard row > 0, column > 0 else {
          table[row][column] = row + column
          continue
        }
        let cost = one[row - 1] == other[column - 1] ? 0 : 1
        table[row][column] = min(
          table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + cost)
        if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
          table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
        }
      }
    }
    return table[one.count][other.count]
  }
}
