internal import Basics
internal import Models
internal import SQLText
internal import Spaces

/// What the model is asked, rendered by the prompts of a space from those of its parts that matter to a question.
struct LLMPrompt: Sendable {
  /// What was found for a question.
  struct Rendering: Sendable {
    var messages: [ChatMessage]
    /// Which parts of the space are in them, sorted.
    var parts: [String]
    var tables: [String]
    /// `table.column` of all that is shown.
    var columns: [String]
    /// The values that the question names, as `table.column holds 'value'`.
    var values: [String]
  }

  private let text: SpaceText
  private let finder: ExampleFinder
  /// Where the tables are more than a prompt holds.
  private let schemaFinder: SchemaFinder?
  private let settings: LLMSettings
  private let dialect: String
  private let templates: [Prompt: PromptTemplate]

  private static let shownValues = 20

  init(
    _ text: SpaceText, _ settings: LLMSettings, dialect: String, _ finder: ExampleFinder, _ schemaFinder: SchemaFinder?
  ) {
    self.text = text
    self.settings = settings
    self.dialect = dialect
    self.finder = finder
    self.schemaFinder = schemaFinder
    templates = text.prompts
  }

  func render(_ ask: Ask) async -> Rendering {
    let words = Words(ask.text + " " + (ask.context ?? ""))
    let values = values(named: words)
    let examples = await examples(like: ask, values)
    let found = await tables(for: words, values, examples)
    let shown = text.tables.indices.compactMap { table in found[table].map { (text.tables[table], $0) } }
    let system = filled(
      .answer,
      [
        .tables: "# Tables\n" + shown.map { $0.text($1) }.joined(separator: "\n\n"),
        .joins: Self.section("Joins", text.joins), .terms: Self.section("Terms", text.snippets),
        .instructions: text.instruction.map { "# Instructions\n" + $0 } ?? "", .dialect: dialect,
      ])
    // The likest example stands nearest to the question.
    let answered = examples.reversed().flatMap { example -> [ChatMessage] in
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
      shown.map(\.0.part) + text.joins.map(\.name) + text.snippets.map(\.name) + examples.map { "example:\($0.id)" }
      + (text.instruction == nil ? [] : ["text"]) + text.ownPrompts.map { "prompt:\($0.rawValue)" }
    return Rendering(
      messages: [.system(system)] + answered + [.user(question)], parts: parts.sorted(), tables: shown.map(\.0.name),
      columns: shown.flatMap { table, columns in columns.sorted().map { "\(table.name).\(table.columns[$0].name)" } },
      values: named)
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
    let found = text.values.flatMap { values in
      values.matches(in: question, known: text.vocabulary).map { (values.column, $0) }
    }
    let whole = found.filter { $0.1.share == 1 }
    let known = whole.reduce(into: Set<Int>()) { $0.formUnion($1.1.words) }
    // Words that name a value whole name no other one in part.
    let partly = found.filter { $0.1.share < 1 && !$0.1.words.isSubset(of: known) }
    return Array((whole + partly).prefix(Self.shownValues))
  }

  private func examples(like ask: Ask, _ values: [Named]) async -> [Example] {
    let named = values.reduce(into: Set<Int>()) { $0.formUnion($1.match.words) }
    return await finder.nearest(to: Words(ask.text), named: named, count: settings.examples).map { text.examples[$0] }
  }

  /// The columns to show of each table to show; all where they fit.
  private func tables(for question: Words, _ values: [Named], _ examples: [Example]) async -> [Int: Set<Int>] {
    guard let schemaFinder else {
      return Dictionary(uniqueKeysWithValues: text.tables.indices.map { ($0, Set(text.tables[$0].columns.indices)) })
    }
    let hints = SchemaFinder.Hints(
      values: Set(values.map { $0.column.lowercased() }),
      names: examples.reduce(into: []) { $0.formUnion(SQLLexer.names(in: $1.sql)) })
    return await schemaFinder.found(for: question, hints, budget: settings.schemaBudget)
  }
}
