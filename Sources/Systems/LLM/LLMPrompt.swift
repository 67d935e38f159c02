internal import Basics
internal import Glibc
internal import Models
internal import SQLText
internal import Spaces

/// What the model is asked, rendered by the prompts of a space from those of its parts that matter to a question.
struct LLMPrompt: Sendable {
  private let text: SpaceText
  private let similarity: QuestionSimilarity
  /// What the examples' SQL compares with, so that questions that name the same are recognised.
  private let literals: Set<[UInt64]>
  private let frequencies: [UInt64: Int]
  private let settings: LLMSettings
  private let dialect: String
  private let templates: [Prompt: PromptTemplate]

  /// Beyond so many characters only the tables that a question seems to be about are shown.
  private static let schemaBudget = 12_000
  private static let shownValues = 20

  init(_ text: SpaceText, _ settings: LLMSettings, dialect: String, schema: SchemaView, language: SQLDialect) {
    self.text = text
    self.settings = settings
    self.dialect = dialect
    templates = text.prompts
    let own = text.examples.map { MaskedQuestion.literals(of: $0.sql) }
    literals = own.reduce(into: []) { $0.formUnion($1) }
    similarity = QuestionSimilarity(
      zip(text.examples, own).map { example, literals in
        let words = Words(example.question)
        return QuestionSimilarity.Question(words, named: MaskedQuestion.places(of: literals, in: words))
      },
      kinds: text.examples.map { example in
        let parsed = try? SelectStatement(parsing: example.sql, dialect: language)
        return parsed?.skeleton(schema: schema) ?? example.sql
      })
    var frequencies: [UInt64: Int] = [:]
    for table in text.tables { for stem in table.stems { frequencies[stem, default: 0] += 1 } }
    self.frequencies = frequencies
  }

  /// The messages, and which parts of the space are in them.
  func render(_ ask: Ask) -> (messages: [ChatMessage], parts: [String]) {
    let words = Words(ask.text + " " + (ask.context ?? ""))
    let values = values(named: words)
    let examples = examples(like: ask, values)
    let tables = tables(for: words, values, examples)
    let system = filled(
      .answer,
      [
        .tables: "# Tables\n" + tables.map(\.text).joined(separator: "\n\n"), .joins: Self.section("Joins", text.joins),
        .terms: Self.section("Terms", text.snippets),
        .instructions: text.instruction.map { "# Instructions\n" + $0 } ?? "", .dialect: dialect,
      ])
    // The likest example stands nearest to the question.
    let shown = examples.reversed().flatMap { example -> [ChatMessage] in
      let guidance = example.usageGuidance.map { "\n(\($0))" } ?? ""
      return [.user(example.question + guidance), .assistant("```sql\n\(example.sql)\n```")]
    }
    let named = values.map { "\($0.column) holds '\($0.match.value.replacing("'", with: "''"))'" }
    let question = filled(
      .question,
      [
        .question: ask.text, .context: ask.context ?? "",
        .values: named.isEmpty ? "" : "Values: " + named.joined(separator: "; "),
      ])
    let parts =
      tables.map(\.name) + text.joins.map(\.name) + text.snippets.map(\.name) + examples.map { "example:\($0.id)" }
      + (text.instruction == nil ? [] : ["text"]) + text.ownPrompts.map { "prompt:\($0.rawValue)" }
    return ([.system(system)] + shown + [.user(question)], parts.sorted())
  }

  /// What the model is told after SQL that does not run.
  func repair(_ sql: String, _ error: String, of ask: Ask) -> String {
    filled(.repair, [.error: error, .sql: sql, .question: ask.text])
  }

  /// How it is asked to put rows into words.
  func write(_ sql: String, rows: String, of ask: Ask) -> String {
    filled(.write, [.rows: rows, .sql: sql, .question: ask.text, .context: ask.context ?? ""])
  }

  /// The prompts that an answer depends on beyond the first messages.
  var later: String {
    let used: [Prompt] = (settings.repairs > 0 ? [.repair] : []) + (settings.writes ? [.write] : [])
    return used.compactMap { templates[$0]?.text }.joined(separator: "\u{0}")
  }

  private func filled(_ prompt: Prompt, _ values: [Prompt.Place: String]) -> String {
    templates[prompt]?.rendered(values) ?? ""
  }

  private static func section(_ title: String, _ parts: [SpaceText.Part]) -> String {
    parts.isEmpty ? "" : "# \(title)\n" + parts.map(\.text).joined(separator: "\n")
  }

  private typealias Named = (column: String, match: NamedValues.Match)

  /// The values that a question names, those that it names whole first.
  private func values(named question: Words) -> [Named] {
    let found = text.values.flatMap { values in values.matches(in: question).map { (values.column, $0) } }
    let whole = found.filter { $0.1.share == 1 }
    let known = whole.reduce(into: Set<Int>()) { $0.formUnion($1.1.words) }
    // Words that name a value whole name no other one in part.
    let partly = found.filter { $0.1.share < 1 && !$0.1.words.isSubset(of: known) }
    return Array((whole + partly).prefix(Self.shownValues))
  }

  private func examples(like ask: Ask, _ values: [Named]) -> [Example] {
    let words = Words(ask.text)
    let named = values.reduce(into: MaskedQuestion.places(of: literals, in: words)) { $0.formUnion($1.match.words) }
    return similarity.nearest(to: QuestionSimilarity.Question(words, named: named), count: settings.examples)
      .map { text.examples[$0] }
  }

  /// All tables where they fit; otherwise those that share rarer words with the question, hold what it names, or stand
  /// in the SQL of its examples, the likeliest first.
  private func tables(for question: Words, _ values: [Named], _ examples: [Example]) -> [SpaceText.Part] {
    guard text.tables.reduce(0, { $0 + $1.text.utf8.count }) > Self.schemaBudget else { return text.tables }
    let stems = question.contentStems.sorted()
    let count = Double(text.tables.count)
    let scores = text.tables.map { table -> Double in
      let shared = stems.filter(table.stems.contains).reduce(0) { sum, stem in
        sum + Glibc.log(1 + count / Double(frequencies[stem] ?? 1))
      }
      let name = table.name.dropFirst("table:".count).lowercased()
      let holds = values.contains { $0.column.lowercased().hasPrefix(name + ".") }
      let isUsed = examples.contains { example in
        SQLLexer.tokens(of: example.sql).contains { $0.text.lowercased() == name }
      }
      return shared + (holds ? 2 : 0) + (isUsed ? 2 : 0)
    }
    var budget = Self.schemaBudget
    var chosen: Set<Int> = []
    for index in text.tables.indices.sorted(by: { (scores[$1], $0) < (scores[$0], $1) }) {
      let size = text.tables[index].text.utf8.count
      guard chosen.isEmpty || size <= budget else { continue }
      chosen.insert(index)
      budget -= size
    }
    return chosen.sorted().map { text.tables[$0] }
  }
}
