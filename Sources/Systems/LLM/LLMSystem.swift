internal import Basics
package import Models
package import Spaces
internal import SQLText
package import Warehouses

/// A language model as the system under test: what matters of the space goes into its prompt, its SQL runs guarded.
package struct LLMSystem: System {
  package let name = "llm"
  private let model: any ChatModel
  private let warehouse: any Warehouse
  private let settings: LLMSettings
  private let shelf = ValueShelf()

  package init(model: any ChatModel, warehouse: any Warehouse, settings: LLMSettings = LLMSettings()) {
    self.model = model
    self.warehouse = warehouse
    self.settings = settings
  }

  package func prepare(_ space: Space) async throws -> any PreparedSystem {
    let schema = SchemaView(try await warehouse.schema())
    let prompt = LLMPrompt(
      try await SpaceText(space, on: warehouse, shelf), settings, dialect: warehouse.dialect, schema: schema,
      language: SQLDialect(of: warehouse))
    return PreparedLLM(prompt: prompt, model: model, warehouse: warehouse, settings: settings)
  }
}

struct PreparedLLM: PreparedSystem {
  let prompt: LLMPrompt
  let model: any ChatModel
  let warehouse: any Warehouse
  let settings: LLMSettings

  /// What can be said of a statement before it runs.
  func checks(of sql: String) -> [Span.Check] {
    let dialect = SQLDialect(of: warehouse)
    let change = readOnlyViolation(in: sql, dialect: dialect)
    let statement = try? SelectStatement(parsing: sql, dialect: dialect)
    return [
      Span.Check(name: "only reads", passed: change == nil), Span.Check(name: "parses", passed: statement != nil),
    ]
  }

  /// The rendered messages are all that an answer depends on, so the questions that a patch affects are known exactly.
  func input(for ask: Ask) async -> SystemInput {
    let (messages, parts) = prompt.render(ask)
    return input(messages, parts)
  }

  func input(_ messages: [ChatMessage], _ parts: [String]) -> SystemInput {
    var bytes = Array(
      """
      \(model.name) \(settings.temperature) \(settings.maxTokens) \(settings.repairs) \(settings.writes)
      \(prompt.later)
      """.utf8)
    for message in messages { bytes += [0] + Array(message.speaker.rawValue.utf8) + [0] + Array(message.text.utf8) }
    return SystemInput(parts: parts, fingerprint: ContentHash(of: bytes))
  }

  func answer(_ ask: Ask) async -> Trace {
    var run = LLMRun(prepared: self, ask: ask)
    return await run.trace()
  }
}
