import Basics
import Testing

@Suite struct TextTableTests {
  @Test func textsAreNumberedAsTheyFirstAppear() {
    var table = TextTable()
    #expect(["b", "a", "b", "", "é", "a", ""].map { table.number(of: $0) } == [0, 1, 0, 2, 3, 1, 2])
    #expect(table.count == 4)
    #expect((0..<4).map { table[$0] } == ["b", "a", "", "é"])
    #expect(table.find("é") == 3)
    #expect(table.find("c") == nil)
    #expect(TextTable().find("") == nil)
  }

  @Test func manyTextsAreLikeADictionary() {
    var generator = SeededGenerator(seed: 5)
    var table = TextTable()
    var known: [String: Int] = [:]
    for _ in 0..<20_000 {
      let text = String(Int.random(in: 0..<8_000, using: &generator), radix: 36)
      let number = known[text] ?? known.count
      known[text] = number
      #expect(table.number(of: text) == number)
    }
    #expect(table.count == known.count)
  }

  @Test(arguments: [["b", "aa", "", "a", "B", "ab", "0"], ["é", "z", "e\u{301}f", "e", "ä", "🦙", "zz"]])
  func orderIsThatOfTexts(texts: [String]) {
    var table = TextTable()
    for text in texts { _ = table.number(of: text) }
    #expect(table.sorted().map { table[Int($0)] } == texts.sorted())
  }
}
