import Testing

@testable import Language

@Suite struct CompletionTests {
  struct Shop: LiveNames {
    func names(_ subject: ValueKind.Subject) -> [Candidate] {
      let known: [ValueKind.Subject: [String]] = [
        .table: ["orders", "order lines"], .column: ["order_id", "amount"], .judge: ["result", "tables"],
        .connection: ["shop", "store"], .question: ["q1", "q17"], .run: ["r1"],
      ]
      return (known[subject] ?? []).map { Candidate($0, kind: subject.rawValue) }
    }
    func versions() -> [Candidate] { ["v0", "v1"].map { Candidate($0, kind: "version") } }
    func proposals() -> [Candidate] { ["3", "5"].map { Candidate($0, kind: "proposal") } }
    func metrics() -> [Candidate] { [Candidate("accuracy>=", kind: "metric")] }
    func files(beginningWith prefix: String, extensions: [String]) -> [Candidate] {
      ["data/", "data/a.jsonl", "data/b.json"].filter { $0.hasPrefix(prefix) }.map { Candidate($0, kind: "file") }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let marked: String
    let offered: [String]
    let replaced: String
    var testDescription: String { marked }
    init(_ marked: String, _ offered: [String], replacing replaced: String) {
      (self.marked, self.offered, self.replaced) = (marked, offered, replaced)
    }
  }

  static let cases: [Case] = [
    Case("st▮", ["step"], replacing: "st"),
    Case("show fa▮", ["failures"], replacing: "fa"),
    Case("show ▮", ["space", "failures"], replacing: ""),
    Case("SHOW Fa▮", ["failures"], replacing: "Fa"),
    Case("?ste▮", ["step"], replacing: "ste"),
    Case("run ▮", ["on=", "version=", "samples=", "limit="], replacing: ""),
    Case("run on=train ▮", ["version=", "samples="], replacing: ""),
    Case("run on=tr▮", ["train"], replacing: "tr"),
    Case("run on=▮", ["train", "validation"], replacing: ""),
    Case("run version=▮", ["v0", "v1"], replacing: ""),
    Case("diff v0 ▮", ["v0", "v1"], replacing: ""),
    Case("show trace q1▮", ["q1", "q17"], replacing: "q1"),
    Case("show failures judge=t▮", ["tables"], replacing: "t"),
    Case("judge r1 with=result,ta▮", ["tables"], replacing: "ta"),
    Case("accept 3,▮", ["3", "5"], replacing: ""),
    Case("step unt▮", ["until"], replacing: "unt"),
    Case("step until acc▮", ["accuracy>="], replacing: "acc"),
    Case("load evals data/a▮", ["data/a.jsonl"], replacing: "data/a"),
    Case("connect sqlite:da▮", ["sqlite:data/"], replacing: "sqlite:da"),
    Case("connect ▮", ["sqlite:"], replacing: ""),
    Case("new space fr▮", ["from"], replacing: "fr"),
    Case("new space from ▮", ["shop"], replacing: ""),
    Case("show tables ▮", ["orders", "\"order lines\""], replacing: ""),
    Case("ask \"🦙🦙 é\" ver▮", ["version="], replacing: "ver"),
    Case("sql SELECT am▮", ["amount"], replacing: "am"),
    Case("sql on=sh▮", ["shop"], replacing: "sh"),
    Case("sql\nSELECT count(order_▮", ["order_id"], replacing: "order_"),
    Case("plot line from (SELECT x FROM or▮", ["orders"], replacing: "or"),
    Case("plot line x=am▮", ["amount"], replacing: "am"),
    Case("help sho▮", ["show space"], replacing: "sho"),
    Case("show space\nrun on=va▮\nshow runs", ["validation"], replacing: "va"),
    Case("shwo spcae\nste▮", ["step"], replacing: "ste"),
    Case("run\n▮", ["run", "step", "show"], replacing: ""),
  ]

  @Test(arguments: cases) func offers(_ example: Case) throws {
    let marked = MarkedText(example.marked)
    let completion = complete(Source(marked.text), at: try #require(marked.cursor), live: Shop())
    let texts = completion.candidates.map(\.text)
    for wanted in example.offered { #expect(texts.contains(wanted), "\(texts)") }
    let scalars = Array(marked.text.unicodeScalars)
    let replaced = String(String.UnicodeScalarView(scalars[completion.start..<completion.end]))
    #expect(replaced == example.replaced)
  }

  @Test(arguments: ["frobnicate x▮", "ask \"\"\"text ▮", "ask \"how ma▮"]) func offersNothing(_ text: String) throws {
    let marked = MarkedText(text)
    let completion = complete(Source(marked.text), at: try #require(marked.cursor), live: Shop())
    #expect(completion.candidates == [])
  }

  @Test(arguments: [-5, 0, 99]) func anyCursorIsAnswered(_ cursor: Int) {
    let completion = complete(Source("run"), at: cursor)
    #expect((0...3).contains(completion.start) && completion.start <= completion.end)
  }

  @Test(arguments: [
    ("st▮ep 5", "step"), ("show fail▮ures limit=3", "show failures"), ("show ▮", "show space"),
    ("run on=train\nste▮p", "step"),
  ]) func inspectsCommands(_ text: String, _ name: String) throws {
    let marked = MarkedText(text)
    guard case .command(let spec) = inspect(Source(marked.text), at: try #require(marked.cursor)) else {
      Issue.record("no command at \(text)")
      return
    }
    #expect(spec.name == name && helpText(spec).hasPrefix(name))
  }

  @Test func inspectsOptionsAndNames() throws {
    guard case .parameter(let option, _) = inspect(Source("run samples=3"), at: 6) else {
      Issue.record("no option")
      return
    }
    #expect(option.name == "samples")
    guard case .name(let table, .named(.table), _) = inspect(Source("show tables orders"), at: 14) else {
      Issue.record("no name")
      return
    }
    #expect(table == "orders")
    #expect(inspect(Source("frobnicate"), at: 3) == nil)
  }
}
