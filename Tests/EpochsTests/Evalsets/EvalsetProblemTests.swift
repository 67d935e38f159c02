import Epochs
import Testing

@Suite struct EvalsetProblemTests {
  static let good = #"{"id": "g", "question": "Q?", "sql": "SELECT 1"}"#

  /// A file's name and text, and a sentence that must be among the errors.
  static let cases: [(name: String, text: String, says: String)] = [
    ("a.jsonl", good + "\nnonsense\n", "line 2: not JSON: unexpected 'o' at byte 1"),
    ("a.jsonl", good + "\n\n[1]", "line 3: expected an object, found a list"),
    ("a.jsonl", #"{"sql": "SELECT 1"}"#, "line 1: no field for the question (question, inputs.question"),
    ("a.jsonl", #"{"question": "  ", "sql": "SELECT 1"}"#, "line 1: no field for the question"),
    ("a.jsonl", #"{"question": "Q?"}"#, "line 1: nothing says what a right answer is"),
    ("a.jsonl", #"{"question": "Q?", "sql": ""}"#, "line 1: nothing says what a right answer is"),
    ("a.jsonl", #"{"question": "Q?", "answer": "Paris"}"#, "line 1: nothing says what a right answer is"),
    ("a.jsonl", #"{"question": {"a": 1}, "sql": "SELECT 1"}"#, "line 1: 'question' is an object, expected a text"),
    ("a.jsonl", #"{"question": "Q?", "sql": true}"#, "line 1: 'sql' is a boolean, expected a text"),
    ("a.jsonl", #"{"question": "Q?", "sql": "x", "expected_facts": [1]}"#, "'expected_facts' is a list, expected a"),
    ("a.jsonl", #"{"question": "Q?", "sql": "x", "split": "prod"}"#, "line 1: the split 'prod' is not train"),
    ("a.jsonl", good + "\n" + good, "line 2: the id 'g' was used in line 1 already"),
    ("a.jsonl", #"{"question": "Q?", "sql": "SELECT {a} , {b}"}"#, "line 1: cannot make out the alternatives"),
    ("a.jsonl", #"{"question": "Q?", "sql": "SELECT {a"}"#, "line 1: cannot make out the alternatives"),
    ("a.jsonl", #"{"question": "Q?""#, "line 1: not JSON: the text ends too soon"),
    ("a.json", "[\n\(good),\n{\"question\": 1.}\n]", "line 3: not JSON: a number that is not one"),
    ("a.json", "[\(good)", "line 1: the list is broken"),
    ("a.json", "[\(good)\n\(good)]", "line 2: the list is broken"),
    ("a.json", "[\(good),\n,]", "line 2: the list is broken"),
    ("a.json", "[\(good)] x", "line 1: the list is broken"),
    ("a.json", "[\(good), 7]", "line 1: expected an object, found a number"),
    ("a.json", "{\n\"version\": 2", "line 1: not JSON"),
    ("a.json", #"{"version": 2, "tables": []}"#, "line 1: no field for the question"),
    ("a.csv", "id,question,sql\n1,Q?\n", "line 2: 2 fields where the header has 3"),
    ("a.csv", "id,question,sql\n1,\"Q?\nx,SELECT 1\n", "line 2: a quoted field does not end"),
    ("a.csv", "id,question,sql\n1,Q\"x\"?,SELECT 1\n", "line 2: a quote where none can be"),
    ("a.csv", "id,question,sql\n1,\"Q\"x,SELECT 1\n", "line 2: a quote where none can be"),
    ("a.csv", "id,question,question\n1,Q?,SELECT 1\n", "line 1: two columns are named 'question'"),
    ("a.csv", "id,text of it,sql\n1,Q?,SELECT 1\n", "line 2: no field for the question"),
    ("a.csv", "", "has no rows"),
    ("a.csv", "id,question,sql\n", "has no rows"),
    ("a.jsonl", " \n\n", "has no rows"),
    ("a.json", "[]", "has no rows"),
    ("notes.txt", "Dear diary\n", "is neither JSON Lines"),
  ]

  @Test(arguments: cases.indices)
  func eachIsToldByLine(index: Int) throws {
    let (name, text, says) = Self.cases[index]
    let folder = try TemporaryFolder()
    let path = try folder.file(name, text)
    do {
      let loaded = try Evalset.load(path)
      Issue.record("loaded \(loaded.evalset.questions.count) from \(text)")
    } catch {
      #expect(error.sentences.joined(separator: "\n").contains(says), "\(error.sentences)")
    }
  }

  @Test func bytesThatAreNotTextAreTold() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a.csv", bytes: Array("question,sql\nQ,".utf8) + [0xFF, 0x0A])
    #expect { try Evalset.load(path) } throws: { error in
      (error as? EvalsetError) == .malformed([RowProblem(line: 2, .invalidUTF8)], total: 1)
    }
  }

  @Test func missingFilesAndFoldersAreTold() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path + "/none.jsonl", folder.path] {
      #expect { try Evalset.load(path) } throws: { error in
        if case .unreadable(path, _)? = error as? EvalsetError { true } else { false }
      }
    }
  }

  @Test func allProblemsAreCountedAndTheFirstAreTold() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<250).map { $0 % 2 == 0 ? "{" : Self.good.replacing("\"g\"", with: "\"\($0)\"") }
    let path = try folder.file("a.jsonl", rows.joined(separator: "\n"))
    do {
      _ = try Evalset.load(path)
      Issue.record("loaded")
    } catch {
      guard case .malformed(let problems, total: 125) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(problems.map(\.line) == stride(from: 1, to: 200, by: 2).map { $0 })
      #expect(error.sentences.last == "… and 25 more")
    }
  }

  @Test func namedFieldsMustExist() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a.jsonl", Self.good)
    #expect(throws: EvalsetError.unknownField("grup", known: ["question", "sql", "similar"])) {
      try Evalset.load(path, EvalsetOptions(families: .field("grup")))
    }
    #expect(throws: EvalsetError.unknownField("hard", known: ["id", "question", "sql"])) {
      try Evalset.load(path, EvalsetOptions(fields: [.difficulty: "hard"]))
    }
  }

  @Test(arguments: [
    "", "60", "60/20/20/1", "a/b/c", "60/-20/20", "0/0/0", "60/20/", "1e3/1/1", "99999999999999999999/1/1",
  ])
  func badRatiosAreTold(text: String) {
    #expect(throws: EvalsetError.badRatios(text)) { try SplitRatios(text) }
  }
}
