internal import Basics
internal import Models
internal import SQLText
internal import Spaces

/// What the model is asked, rendered from the parts of a space that matter to a question.
struct LLMPrompt: Sendable {
  private let text: SpaceText
  private let similarity: QuestionSimilarity
  private let settings: LLMSettings
  private let dialect: String

  /// Beyond so many characters only the tables that a question seems to be about are shown.
  private static let schemaBudget = 12_000

  init(_ text: SpaceText, _ settings: LLMSettings, dialect: String, schema: SchemaView, language: SQLDialect) {
    self.text = text
    self.settings = settings
    self.dialect = dialect
    similarity = QuestionSimilarity(
      text.examples.map(\.question),
      kinds: text.examples.map { example in
        let parsed = try? SelectStatement(parsing: example.sql, dialect: language)
        return parsed?.skeleton(schema: schema) ?? example.sql
      })
  }

  /// The messages, and which parts of the space are in them.
  func render(_ ask: Ask) -> (messages: [ChatMessage], parts: [String]) {
    let tables = tables(for: ask)
    let examples = similarity.nearest(to: ask.text, count: settings.examples).map { text.examples[$0] }
    var sections = [Self.task(dialect), "# Tables\n" + tables.map(\.text).joined(separator: "\n\n")]
    if !text.joins.isEmpty { sections.append("# Joins\n" + text.joins.map(\.text).joined(separator: "\n")) }
    if !text.snippets.isEmpty { sections.append("# Terms\n" + text.snippets.map(\.text).joined(separator: "\n")) }
    if let instruction = text.instruction { sections.append("# Instructions\n" + instruction) }
    let system = ChatMessage.system(sections.joined(separator: "\n\n"))
    // The likest example stands nearest to the question.
    let shown = examples.reversed().flatMap { example -> [ChatMessage] in
      let guidance = example.usageGuidance.map { "\n(\($0))" } ?? ""
      return [.user(example.question + guidance), .assistant("```sql\n\(example.sql)\n```")]
    }
    let matches = matches(in: ask.text + " " + (ask.context ?? ""))
    var question = ask.text
    if let context = ask.context { question += "\n" + context }
    if !matches.isEmpty { question += "\nValues: " + matches.joined(separator: "; ") }
    let parts =
      tables.map(\.name) + text.joins.map(\.name) + text.snippets.map(\.name) + examples.map { "example:\($0.id)" }
      + (text.instruction == nil ? [] : ["text"])
    return ([system] + shown + [.user(question)], parts.sorted())
  }

  private static func task(_ dialect: String) -> String {
    """
    You translate questions into SQL (dialect: \(dialect)). Answer with one SELECT statement in a ```sql block and \
    nothing else. Use the tables, columns and terms below and no others; return the columns that were asked for and no \
    more. Where the tables cannot answer, say CANNOT ANSWER: and why.
    """
  }

  /// All tables where they fit; otherwise those that share words with the question, the most first.
  private func tables(for ask: Ask) -> [SpaceText.Part] {
    guard text.tables.reduce(0, { $0 + $1.text.utf8.count }) > Self.schemaBudget else { return text.tables }
    let stems = Words(ask.text + " " + (ask.context ?? "")).contentStems
    let scores = text.tables.map { $0.stems.intersection(stems).count }
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

  /// Values of matched columns that the question names.
  private func matches(in question: String) -> [String] {
    let words = question.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "'" || $0 == "&") }
    var found: [String] = []
    for values in text.values {
      var start = 0
      while start < words.count {
        let longest = (1...5).reversed().first { length in
          start + length <= words.count && values.texts[words[start..<(start + length)].joined(separator: " ")] != nil
        }
        if let longest, let value = values.texts[words[start..<(start + longest)].joined(separator: " ")] {
          found.append("\(values.column) holds '\(value.replacing("'", with: "''"))'")
        }
        start += longest ?? 1
      }
    }
    return Array(found.prefix(20))
  }
}
