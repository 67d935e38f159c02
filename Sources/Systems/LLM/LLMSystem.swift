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
  private let shelves = Shelves()

  package init(model: any ChatModel, warehouse: any Warehouse, settings: LLMSettings = LLMSettings()) {
    self.model = model
    self.warehouse = warehouse
    self.settings = settings
  }

  package func prepare(_ space: Space) async throws -> any PreparedSystem {
    let schema = SchemaView(try await warehouse.schema())
    let text = try await SpaceText(space, on: warehouse, shelves.values)
    let examples = ExampleShelfKey(examples: text.examples, schema: schema)
    let dialect = SQLDialect(of: warehouse)
    let finder = try shelves.examples.value(examples) {
      try ExampleFinder(text.examples, schema: schema, dialect: dialect)
    }
    let size = text.tables.reduce(0) { $0 + $1.text.utf8.count }
    let schemaFinder =
      size <= settings.schemaBudget ? nil : try shelves.schemas.value(text.tables) { try SchemaFinder(text.tables) }
    let prompt = LLMPrompt(text, settings, dialect: warehouse.dialect, finder, schemaFinder)
    return PreparedLLM(prompt: prompt, model: model, warehouse: warehouse, settings: settings)
  }

  private struct ExampleShelfKey: Hashable {
    var examples: [Example]
    var schema: SchemaView
  }

  /// What spaces share whose parts are the same.
  private struct Shelves {
    let values = Shelf<String, NamedValues>()
    let examples = Shelf<ExampleShelfKey, ExampleFinder>(most: 20)
    let schemas = Shelf<[TableText], SchemaFinder>(most: 20)
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
    input(await prompt.render(ask))
  }

  func input(_ rendering: LLMPrompt.Rendering) -> SystemInput {
    var bytes = Array(
      """
      \(model.name) \(settings.temperature) \(settings.maxTokens) \(settings.repairs) \(settings.writes)
      \(prompt.later)
      """.utf8)
    for message in rendering.messages {
      bytes += [0] + Array(message.speaker.rawValue.utf8) + [0] + Array(message.text.utf8)
    }
    return SystemInput(parts: rendering.parts, fingerprint: ContentHash(of: bytes))
  }

  func answer(_ ask: Ask) async -> Trace {
    var run = LLMRun(prepared: self, ask: ask)
    return await run.trace()
  }
}
