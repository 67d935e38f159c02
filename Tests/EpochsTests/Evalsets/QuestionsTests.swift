import Basics
import Epochs
import Judges
import Testing

@Suite struct QuestionsTests {
  private static let letters = "aé🦙\u{0}\n\" z"

  /// Questions in which every field is now there, now missing, now empty, now long.
  private func sample(_ count: Int) -> [Question] {
    var generator = SeededGenerator(seed: 3)
    func text() -> String {
      String(
        (0..<Int.random(in: 0...200, using: &generator)).compactMap { _ in
          Self.letters.randomElement(using: &generator)
        })
    }
    func perhaps() -> String? { Bool.random(using: &generator) ? text() : nil }
    func some() -> [String] { (0..<Int.random(in: 0...3, using: &generator)).map { _ in text() } }
    return (0..<count).map { index in
      Question(
        id: "\(index)", text: text(),
        expectation: Expectation(sql: perhaps(), alternatives: some(), facts: some(), category: perhaps()),
        context: perhaps(), family: "f\(index % 7)", split: Split.allCases[index % 3], difficulty: perhaps(),
        category: perhaps(), database: index % 4 == 0 ? nil : "d\(index % 4)",
        extra: index % 2 == 0 ? JSONObject() : JSONObject([("n", .int(index)), ("t", .string(text()))]))
    }
  }

  @Test(arguments: [0, 5_000, .max])
  func packingLosesNothing(limit: Int) throws {
    let questions = sample(400)
    let builder = Questions.Builder(limit: limit)
    for question in questions { try builder.append(question) }
    let packed = try builder.finish()
    #expect(packed.count == 400)
    #expect(Array(packed) == questions)
    for index in [399, 0, 7, 200, 199] { #expect(packed[index] == questions[index]) }
    #expect(packed.reversed().map(\.id) == questions.reversed().map(\.id))
    #expect(packed == Questions(questions))
    #expect(packed != Questions(questions.dropLast()))
  }

  @Test func partsAreThoseOfAnArray() throws {
    let questions = sample(200)
    let packed = Questions(questions)
    #expect(Array(packed.keepingFirst(13)) == Array(questions.prefix(13)))
    #expect(packed.keepingFirst(-1).isEmpty)
    #expect(Array(packed.keeping(database: "d2")) == questions.filter { $0.database == "d2" })
    #expect(packed.keeping(database: "nowhere").isEmpty)
    let odd = packed.keeping { (Int($0.id) ?? 0) % 2 == 1 }
    #expect(Array(odd) == questions.filter { (Int($0.id) ?? 0) % 2 == 1 })
    #expect(odd.databaseNames == ["d1", "d3"])
    #expect(packed.databaseNames == ["d1", "d2", "d3"])
    for split in Split.allCases {
      let part = questions.filter { $0.split == split }
      #expect(Evalset(name: "x", questions: packed).questions(in: split) == part)
      #expect(packed.count(in: split) == part.count)
      #expect(odd.familyCount(in: split) == Set(odd.filter { $0.split == split }.map(\.family)).count)
    }
  }

  @Test func idsFindTheirFirstQuestion() {
    let questions = sample(50)
    let index = QuestionIndex(
      Questions(questions + questions.map { Question(id: $0.id, text: "", expectation: $0.expectation) }))
    #expect(questions.allSatisfy { index[$0.id] == $0 })
    #expect(index["50"] == nil)
  }

  @Test func loadedQuestionsAreInTheOrderOfTheFile() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<1_200).map { #"{"id": "q\#($0)", "question": "w\#($0)w?", "sql": "SELECT \#($0)"}"# }
    let path = try folder.file("large.jsonl", rows.joined(separator: "\n"))
    let evalset = try Evalset.load(path, EvalsetOptions(families: .question)).evalset
    #expect(evalset.questions.count == 1_200)
    #expect(evalset.questions[1_199].expectation.sql == "SELECT 1199")
    #expect(evalset.questions.enumerated().allSatisfy { $0.element.id == "q\($0.offset)" })
    #expect(Split.allCases.map { evalset.questions.count(in: $0) } == [720, 240, 240])
    let few = Questions(evalset.questions.prefix(100))
    #expect(
      Evalset(name: "x", questions: evalset.questions.keepingFirst(100)).hash == Evalset(name: "x", questions: few).hash
    )
  }
}
