import Basics
import Epochs
import Judges
import Testing

@Suite struct FamilyTests {
  private func families(_ rows: [(text: String, sql: String)], _ rule: FamilyRule) throws -> [String] {
    var evalset = Evalset(
      name: "x",
      questions: rows.enumerated().map { index, row in
        var question = Question(id: "\(index)", text: row.text, expectation: Expectation(sql: row.sql))
        question.family = ""
        return question
      })
    try evalset.assignFamilies(rule)
    return evalset.questions.map(\.family)
  }

  private static let rows: [(text: String, sql: String)] = [
    ("how many rivers cross texas", "SELECT COUNT(*) FROM river WHERE state = 'texas'"),
    ("how many rivers cross new york", "select count(*) from river where state = 'new york';"),
    ("How many rivers cross Texas?", "SELECT COUNT(*) FROM river WHERE state = 'texas'"),
    ("number of rivers of texas", "SELECT COUNT(*)  FROM river WHERE state = 'texas'"),
    ("what is the capital of texas", "SELECT capital FROM state WHERE name = 'texas'"),
  ]

  @Test func paraphrasesAreAFamily() throws {
    #expect(try families(Self.rows, .similar) == ["0", "0", "0", "0", "4"])
    #expect(try families(Self.rows, .automatic) == ["0", "0", "0", "0", "4"])
  }

  @Test func sqlFamiliesIgnoreLiterals() throws {
    let names = try families(Self.rows, .sql)
    #expect(Set(names[0...3]).count == 1)
    #expect(names[4] != names[0])
  }

  @Test func questionFamiliesAreSingleButForEqualWords() throws {
    #expect(Set(try families(Self.rows, .question)).count == 5)
    #expect(try families([("A b", "x"), ("a  B", "y")], .question) == ["a b", "a b"])
  }

  @Test func databasesNeverShareAFamily() throws {
    let bare = Evalset(
      name: "x",
      questions: ["one", "two"].map { database in
        Question(
          id: database, text: "how many?", expectation: Expectation(sql: "SELECT 1"), family: "",
          database: database)
      })
    for rule in [FamilyRule.similar, .sql, .question, .automatic] {
      var evalset = bare
      try evalset.assignFamilies(rule)
      #expect(Set(evalset.questions.map(\.family)).count == 2, "\(rule)")
    }
  }

  @Test func anyFieldCanNameFamilies() throws {
    var evalset = Evalset(
      name: "x",
      questions: (0..<4).map { index in
        Question(
          id: "\(index)", text: "q\(index)", expectation: Expectation(sql: "SELECT 1"), category: "c\(index / 2)",
          extra: JSONObject([("group", .int(index % 2))]))
      })
    try evalset.assignFamilies(FamilyRule("group"))
    #expect(evalset.questions.map(\.family) == ["0", "1", "0", "1"])
    try evalset.assignFamilies(FamilyRule("category"))
    #expect(evalset.questions.map(\.family) == ["c0", "c0", "c1", "c1"])
  }

  @Test func filteringFindsWhatComparingAllPairsFinds() throws {
    var generator = SeededGenerator(seed: 11)
    let words = ["red", "green", "blue", "many", "how", "what", "is", "of", "the", "all", "list", "show"]
    for round in 0..<20 {
      let rows = (0..<60).map { index in
        let text = (0..<Int.random(in: 2...9, using: &generator)).compactMap { _ in
          words.randomElement(using: &generator)
        }
        return (text: text.joined(separator: " "), sql: "SELECT \(round * 100 + index) FROM t\(index)")
      }
      #expect(try families(rows, .similar) == Self.slowGroups(rows.map(\.text)))
    }
  }

  /// The same by comparing all pairs.
  private static func slowGroups(_ texts: [String]) -> [String] {
    let sets = texts.map { text in
      let words = text.split(separator: " ").map(String.init)
      return Set(words + zip(words, words.dropFirst()).map { $0 + " " + $1 })
    }
    var group = Array(texts.indices)
    var changed = true
    while changed {
      changed = false
      for i in texts.indices {
        for j in texts.indices where group[i] != group[j] {
          let shared = Double(sets[i].intersection(sets[j]).count)
          guard shared >= 0.75 * Double(sets[i].union(sets[j]).count) else { continue }
          let (low, high) = (min(group[i], group[j]), max(group[i], group[j]))
          for k in texts.indices where group[k] == high { group[k] = low }
          changed = true
        }
      }
    }
    return group.map(String.init)
  }
}
