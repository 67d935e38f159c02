import Basics
import Models
import SQLText
import Spaces
import Testing
import Warehouses

@testable import Systems

@Suite struct LLMSystemTests {
  private static let space = Shop.space(
    values: ["region.name"], synonyms: ["customer.typ_cd": ["segment"]],
    instructions: [
      "text_instructions": [["id": "00000000000000000000000000000009", "content": ["Amounts are in euros."]]],
      "example_question_sqls": .array(
        [
          ("1", "How many customers are in North?", "SELECT count(*) FROM customer WHERE region_id = 1"),
          ("2", "What is the largest amount?", "SELECT max(amount) FROM purchase"),
          ("3", "Who is the oldest customer?", "SELECT name FROM customer ORDER BY age DESC LIMIT 1"),
        ].map { id, question, sql in
          [
            "id": .string(String(repeating: "0", count: 31) + id), "question": .strings([question]),
            "sql": .strings([sql]),
          ]
        }),
    ])

  private func system(
    _ settings: LLMSettings = LLMSettings(), _ script: @escaping @Sendable (ChatRequest, Int) -> ScriptedModel.Turn
  ) throws -> (LLMSystem, Shop) {
    let shop = try Shop()
    let warehouse = try SQLiteWarehouse(name: "shop", path: shop.path)
    return (LLMSystem(model: ScriptedModel(script: script), warehouse: warehouse, settings: settings), shop)
  }

  private static func reply(_ text: String) -> ScriptedModel.Turn { .reply(ChatReply(text: text)) }

  @Test func thePromptHoldsWhatMatters() async throws {
    let (system, shop) = try system(LLMSettings(examples: 2)) { request, _ in
      let prompt = request.messages.map(\.text).joined(separator: "\n")
      #expect(prompt.contains("table customer") && prompt.contains("also called segment"))
      #expect(prompt.contains("Amounts are in euros.") && prompt.contains("region.name holds 'South'"))
      #expect(prompt.contains("How many customers are in North?"))
      #expect(request.messages.last?.text.hasPrefix("How many customers are in South?") == true)
      #expect(request.messages.count == 6)
      return Self.reply("```sql\nSELECT count(*) FROM customer WHERE region_id = 2;\n```")
    }
    let trace = await (try await system.prepare(Self.space)).answer(
      Ask(id: "q", text: "How many customers are in South?"))
    #expect(trace.outcome == .answered && trace.result?.rows == [[1]] && trace.answer == "1")
    #expect(trace.input.parts.contains("example:" + String(repeating: "0", count: 31) + "1"))
    #expect(trace.spans.map(\.node) == [.guard, .retriever, .generator, .executor, .writer])
    withExtendedLifetime(shop) {}
  }

  @Test func sqlThatDoesNotRunIsRepairedOnce() async throws {
    let (system, shop) = try system { request, _ in
      request.messages.last?.text.contains("does not run") == true
        ? Self.reply("SELECT count(*) FROM customer") : Self.reply("SELECT count(*) FROM customers")
    }
    let prepared = try await system.prepare(Self.space)
    let trace = await prepared.answer(Ask(id: "q", text: "How many?"))
    #expect(trace.outcome == .answered && trace.result?.rows == [[4]])
    #expect(trace.spans.count { $0.node == .generator } == 2)
    withExtendedLifetime(shop) {}
  }

  @Test(arguments: [
    ("I do not know", Trace.Outcome.failed(reason: "the answer holds no SQL")),
    ("CANNOT ANSWER: there is no weather here", .declined(reason: "there is no weather here")),
  ])
  func otherAnswersAreToldApart(text: String, outcome: Trace.Outcome) async throws {
    let (system, shop) = try system(LLMSettings(repairs: 0)) { _, _ in Self.reply(text) }
    let trace = await (try await system.prepare(Self.space)).answer(Ask(id: "q", text: "What?"))
    #expect(trace.outcome == outcome)
    withExtendedLifetime(shop) {}
  }

  @Test func hostileStatementsDoNothing() async throws {
    for sql in [
      "SELECT 1; DROP TABLE customer", "WITH x AS (SELECT 1) DELETE FROM customer", "SELECT load_extension('x')",
    ] {
      let (system, shop) = try system(LLMSettings(repairs: 0)) { _, _ in Self.reply("```sql\n\(sql)\n```") }
      let trace = await (try await system.prepare(Self.space)).answer(Ask(id: "q", text: "What?"))
      guard case .failed = trace.outcome else {
        Issue.record("\(sql): \(trace.outcome)")
        continue
      }
      let count = try await SQLiteWarehouse(name: "s", path: shop.path).execute(
        "SELECT count(*) FROM customer", limits: ExecutionLimits())
      #expect(count.rows == [[4]])
    }
  }

  @Test func anEndpointThatFailsIsNobodysWrongAnswer() async throws {
    let (system, shop) = try system { _, _ in .failure(.rateLimited(retryAfter: nil, message: "slow")) }
    let trace = await (try await system.prepare(Self.space)).answer(Ask(id: "q", text: "What?"))
    guard case .unavailable = trace.outcome else {
      Issue.record("\(trace.outcome)")
      return
    }
    withExtendedLifetime(shop) {}
  }

  @Test func aPatchTouchesTheQuestionsWhosePromptChanges() async throws {
    let (system, shop) = try system(LLMSettings(examples: 1)) { _, _ in Self.reply("SELECT 1") }
    var changed = Self.space
    changed.document = JSON.object(
      JSONObject(
        (changed.document.objectValue ?? JSONObject()).map { ($0.name, $0.value) }))
    let (before, after) = (try await system.prepare(Self.space), try await system.prepare(Shop.space()))
    let ask = Ask(id: "q", text: "How many customers are in North?")
    let same = try await system.prepare(changed)
    let inputs = (await before.input(for: ask), await after.input(for: ask), await same.input(for: ask))
    #expect(inputs.0 != inputs.1 && inputs.0 == inputs.2)
    withExtendedLifetime(shop) {}
  }
}

@Suite struct LLMPartsTests {
  private let ask = Ask(id: "q", text: "How many customers are in North?")

  @Test func promptsOfTheSpaceAreUsedAndTouchEveryQuestion() async throws {
    let shop = try Shop()
    let warehouse = try SQLiteWarehouse(name: "shop", path: shop.path)
    let model = ScriptedModel { request, _ in
      guard request.messages.count > 2 else { return .reply(ChatReply(text: "SELECT x FROM y")) }
      #expect(request.messages.last?.text == "SELECT x FROM y: does not compile (no such table: y)")
      return .reply(ChatReply(text: "SELECT 4"))
    }
    let system = LLMSystem(model: model, warehouse: warehouse)
    let bare = Shop.space()
    let patches = [
      Patch(.set, .prompt, on: .element(id: "answer"), .text("Only {{tables}}")),
      Patch(.set, .prompt, on: .element(id: "question"), .text("Q: {{question}}")),
      Patch(.set, .prompt, on: .element(id: "repair"), .text("Wrong: {{sql}}")),
    ]
    #expect(throws: PatchError.prompt(.missingPlace(.repair))) { try patches[2].apply(to: bare) }
    let before = await (try await system.prepare(bare)).input(for: ask)
    for patch in patches.prefix(2) + [Patch(.set, .prompt, on: .element(id: "repair"), .text("{{error}}"))] {
      let after = await (try await system.prepare(try patch.apply(to: bare))).input(for: ask)
      #expect(after.fingerprint != before.fingerprint && after.parts.contains { $0.hasPrefix("prompt:") })
    }
    let repair = Patch(.set, .prompt, on: .element(id: "repair"), .text("{{sql}}: {{error}}"))
    let trace = await (try await system.prepare(try repair.apply(to: bare))).answer(ask)
    #expect(trace.result?.rows == [[4]])
    // A prompt that is never put touches nothing.
    let write = Patch(.set, .prompt, on: .element(id: "write"), .text("{{rows}}"))
    let written = await (try await system.prepare(try write.apply(to: bare))).input(for: ask)
    #expect(written.fingerprint == before.fingerprint)
    withExtendedLifetime(shop) {}
  }

  @Test(arguments: [
    ("There are 2 customers in North.", true), ("There are 3 customers in North.", false), ("", false),
  ])
  func wordsAreUsedWhereTheirFiguresStandInTheRows(words: String, isUsed: Bool) async throws {
    let shop = try Shop()
    let model = ScriptedModel { request, _ in
      request.messages.count == 1
        ? .reply(ChatReply(text: words))
        : .reply(ChatReply(text: "SELECT count(*) AS n FROM customer WHERE region_id = 1"))
    }
    let system = LLMSystem(
      model: model, warehouse: try SQLiteWarehouse(name: "shop", path: shop.path), settings: LLMSettings(writes: true))
    let trace = await (try await system.prepare(Shop.space())).answer(ask)
    #expect(trace.answer == (isUsed ? words : "2"))
    let writer = trace.spans.last { $0.node == .writer }
    #expect(writer?.checks.allSatisfy(\.passed) == isUsed)
    withExtendedLifetime(shop) {}
  }

  @Test func aTextThatIsNoQuestionCostsNothing() async throws {
    let shop = try Shop()
    let model = ScriptedModel { _, _ in
      Issue.record("the model was asked")
      return .reply(ChatReply(text: ""))
    }
    let system = LLMSystem(model: model, warehouse: try SQLiteWarehouse(name: "shop", path: shop.path))
    let trace = await (try await system.prepare(Shop.space())).answer(Ask(id: "q", text: "delete all customers"))
    #expect(trace.outcome == .declined(reason: "only questions are answered; nothing is changed"))
    #expect(trace.spans.map(\.node) == [.guard])
    withExtendedLifetime(shop) {}
  }

  @Test func valuesAreFoundWholeAndInPart() {
    let values = NamedValues("shop.name", ["North", "New York City", "Acme Holding Ltd", "York", "12", "the"])
    func found(_ question: String) -> [String] { values.matches(in: Words(question)).map(\.value) }
    #expect(found("How many sales in new york city?") == ["New York City"])
    #expect(found("sales of acme in north") == ["North", "Acme Holding Ltd"])
    #expect(found("what is the most in 12?") == ["12"])
    #expect(found("anything else") == [])
  }

  @Test func valuesAreFoundThoughTheyAreMisspelt() {
    let values = NamedValues("city.name", ["California", "Carolina", "Border Town", "Munich", "Q4-2024", "Boston"])
    func found(_ question: String, known: String = "") -> [String] {
      values.matches(in: Words(question), known: Set(Words(known).words.map(\.stem))).map(\.value)
    }
    #expect(found("how many rivers cross Calfornia?") == ["California"])
    #expect(found("people in munihc and Bostn") == ["Munich", "Boston"])
    #expect(found("the bordr town") == ["Border Town"])
    // What is a word of the schema, or holds a digit, is meant as it stands.
    #expect(found("which cities bordet another", known: "bordet") == [])
    #expect(found("orders in Bosto2") == [])
    #expect(found("how many colonies") == [])
  }

  @Test func whatExamplesCompareWithIsMasked() {
    let literals = MaskedQuestion.literals(of: "SELECT a FROM t WHERE s = 'new mexico' AND n = 'ohio'")
    let words = Words("what rivers cross new mexico and ohio")
    let masked = MaskedQuestion(words, named: MaskedQuestion.places(of: literals, in: words))
    #expect(masked.text == "what rivers cross _ and _")
  }
}

@Suite struct ExampleFinderTests {
  private static let examples = [
    ("How many rivers cross Texas?", "SELECT count(*) FROM river WHERE state = 'Texas'"),
    ("Who is the oldest customer?", "SELECT name FROM customer ORDER BY age DESC LIMIT 1"),
    ("What is the revenue in 2023?", "SELECT sum(amount) FROM purchase WHERE year = 2023"),
    ("How many rivers cross Ohio?", "SELECT count(*) FROM river WHERE state = 'Ohio'"),
    ("List all products", "SELECT * FROM product"),
  ].map { Example(question: $0, sql: $1) }

  @Test func questionsOfOneShapeAreNear() async throws {
    let finder = try ExampleFinder(Self.examples, schema: SchemaView(), dialect: .sqlite)
    func found(_ question: String, _ count: Int) async -> [Int] {
      await finder.nearest(to: Words(question), count: count)
    }
    let first = await found("How many rivers cross Nevada?", 1)
    #expect(first == [0] || first == [3])
    #expect(await found("What was the revenue in 2021?", 1) == [2])
    // The second of a kind gives way to another kind.
    #expect(await found("How many rivers cross Nevada?", 2).count { [0, 3].contains($0) } == 1)
    #expect(await found("x", 0).isEmpty)
    #expect(await found("", 9).count == 5)
    #expect(
      MaskedQuestion(Words("How many rivers cross New York in 2020?")).text == "how many rivers cross _ in _")
  }

  @Test(
    arguments: [
      ("```sql\nSELECT 1;\n```", "SELECT 1"),
      ("SELECT a FROM t WHERE x = ';';\nThat is it.", "SELECT a FROM t WHERE x = ';'"),
      ("Here: with x as (select 1) select * from x", "with x as (select 1) select * from x"), ("No idea", nil),
      ("```\nSELECT 1\n```\nor\n```\nSELECT 2\n```", "SELECT 1"), ("SELECT 1; DROP TABLE t", "SELECT 1; DROP TABLE t"),
      ("Selected rows", nil), ("```sql\nINSERT INTO t SELECT 1\n```", "INSERT INTO t SELECT 1"),
      ("DELETE FROM t WHERE x IN (SELECT 1)", "DELETE FROM t WHERE x IN (SELECT 1)"),
      ("SELECT 1;\nDROP TABLE t", "SELECT 1;\nDROP TABLE t"),
      ("SELECT 1 -- don't\n;\nDone, it's fine.", "SELECT 1 -- don't"),
      ("```sql\r\nSELECT 1;\r\n```", "SELECT 1"), ("```\n(SELECT 1)\n", "(SELECT 1)"),
    ] as [(String, String?)])
  func sqlIsFoundInWords(text: String, sql: String?) { #expect(statement(in: text) == sql) }
}
