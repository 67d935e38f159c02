import Basics
import Epochs
import Judges
import Testing

@Suite struct SplittingTests {
  /// Questions of families of many sizes, over three databases.
  private func sample(_ count: Int, seed: UInt64) -> Evalset {
    var generator = SeededGenerator(seed: seed)
    let questions = (0..<count).map { index in
      let database = "d\(index % 3)"
      return Question(
        id: "q\(index)", text: "question \(index)", expectation: Expectation(sql: "SELECT \(index)"),
        family: "f\(Int.random(in: 0..<max(1, count / 5), using: &generator))" + database, database: database)
    }
    return Evalset(name: "sample", questions: questions)
  }

  @Test(arguments: 1...20)
  func noFamilyIsPartedAndSharesAreKept(seed: Int) throws {
    var evalset = sample(300, seed: UInt64(seed))
    evalset.split(try SplitRatios("60/20/20"), seed: UInt64(seed))
    let families = Dictionary(grouping: evalset.questions, by: \.family)
    #expect(families.values.allSatisfy { Set($0.map(\.split)).count == 1 })
    for database in ["d0", "d1", "d2"] {
      let part = evalset.questions.filter { $0.database == database }
      let counts = Split.allCases.map { split in part.count { $0.split == split } }
      #expect(abs(counts[0] - 60) <= 6 && abs(counts[1] - 20) <= 6 && abs(counts[2] - 20) <= 6, "\(counts)")
    }
  }

  @Test func equalSeedsGiveEqualSplits() {
    var (one, same, other) = (sample(200, seed: 1), sample(200, seed: 1), sample(200, seed: 1))
    one.split(seed: 4)
    same.split(seed: 4)
    other.split(seed: 5)
    #expect(one == same)
    #expect(one.splitHash == same.splitHash)
    #expect(one.splitHash != other.splitHash)
    #expect(one.hash == other.hash)
  }

  @Test func aShareOfNothingGetsNothing() throws {
    var evalset = sample(50, seed: 2)
    evalset.split(try SplitRatios("70/30"), seed: 1)
    #expect(evalset.questions(in: .test).isEmpty)
    #expect(!evalset.questions(in: .validation).isEmpty)
  }

  @Test func fewQuestionsGoToTrainFirst() {
    var evalset = Evalset(
      name: "few",
      questions: (0..<3).map { Question(id: "\($0)", text: "t\($0)", expectation: Expectation(sql: "SELECT 1")) })
    evalset.split(seed: 9)
    #expect(Set(evalset.questions.map(\.split)) == Set(Split.allCases))
    evalset.questions = evalset.questions.keepingFirst(1)
    evalset.split(seed: 9)
    #expect(evalset.questions.map(\.split) == [.train])
  }

  @Test func rowsKeepTheirSplitUnlessToldOtherwise() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<40).map { index in
      #"{"question": "\#(Self.word(index)) \#(Self.word(index + 50))?", "sql": "SELECT \#(index)", "#
        + #""split": "\#(index % 4 == 0 ? "dev" : "train")"}"#
    }
    let path = try folder.file("a.jsonl", rows.joined(separator: "\n"))
    let kept = try Evalset.load(path)
    #expect(kept.evalset.questions.map(\.split) == (0..<40).map { $0 % 4 == 0 ? .validation : .train })
    #expect(kept.notes == [.noSplit(.test), .fewValidation(count: 10)])
    let told = try Evalset.load(path, EvalsetOptions(ratios: .usual))
    #expect(told.evalset.questions(in: .test).count == 8)
    #expect(told.notes == [.fewValidation(count: 8)])
  }

  @Test func rowsWithoutASplitFollowTheirFamilyOrGetOne() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<60).map { index in
      #"{"question": "q\#(index)", "sql": "SELECT 1", "family": "f\#(index / 2)""#
        + (index % 4 == 0 ? #", "split": "test"}"# : "}")
    }
    let loaded = try Evalset.load(try folder.file("a.jsonl", rows.joined(separator: "\n")))
    let families = Dictionary(grouping: loaded.evalset.questions, by: \.family)
    #expect(families.values.allSatisfy { Set($0.map(\.split)).count == 1 })
    #expect(loaded.evalset.questions(in: .test).count == 30)
    #expect(!loaded.evalset.questions(in: .validation).isEmpty)
    #expect(loaded.notes.allSatisfy { if case .noSplit = $0 { false } else { true } })
  }

  @Test func familiesThatTheDataPartsAreTold() throws {
    let folder = try TemporaryFolder()
    let text = """
      {"question": "a", "sql": "SELECT 1", "family": "f", "split": "train"}
      {"question": "b", "sql": "SELECT 1", "family": "f", "split": "test"}
      {"question": "c", "sql": "SELECT 1", "family": "g", "split": "dev"}
      """
    let loaded = try Evalset.load(try folder.file("a.jsonl", text))
    #expect(loaded.evalset.questions.map(\.split) == [.train, .test, .validation])
    #expect(loaded.evalset.questions.map(\.family) == ["f", "f@test", "g"])
    #expect(loaded.notes.first == .partedFamilies(count: 1, examples: ["f"]))
  }

  /// Words that are not alike.
  private static func word(_ index: Int) -> String {
    String(hexadecimal(HashFunction.sha256.digest(Array("\(index)".utf8))).prefix(8)).map { "\($0)" }.joined()
  }
}
