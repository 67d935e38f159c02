import Basics
import HostileSQL
import Models
import Spaces
import Testing
import Warehouses

@testable import Systems

/// Hostile statements in a model's mouth, in its correction, and in the examples of a space.
@Suite(.serialized) struct HostileAnswerTests {
  static let fort = Result { try Stronghold() }
  private static let space = Space.bare(tables: ["main.inn.guest", "main.inn.stay", "main.inn.many"])

  private func answer(_ settings: LLMSettings, _ replies: [String], _ seconds: Double) async throws -> Trace {
    let model = ScriptedModel { request, _ in
      .reply(ChatReply(text: replies[min(replies.count - 1, request.messages.count / 3)]))
    }
    let warehouse = try Self.fort.get().warehouse(seconds: seconds)
    let system = LLMSystem(model: model, warehouse: warehouse, settings: settings)
    return await (try await system.prepare(Self.space)).answer(Ask(id: "q", text: "How many guests?"))
  }

  private func check(_ trace: Trace, _ statement: HostileStatement) throws {
    switch trace.outcome {
    case .answered: #expect(statement.fate == .harmless, "\(trace.sql ?? "")")
    case .failed(let reason):
      #expect(statement.fate != .harmless, "\(reason)")
      #expect(!reason.isEmpty && reason.utf8.count < 400)
    default: Issue.record("\(trace.outcome)")
    }
    #expect(try Self.fort.get().isUntouched())
  }

  @Test(arguments: HostileStatement.brief)
  func asAnAnswer(_ statement: HostileStatement) async throws {
    let seconds = statement.fate == .stopped ? 0.05 : 20
    let fenced = "Here it is:\n```sql\n\(statement.sql)\n```\nAnything else?"
    try check(try await answer(LLMSettings(repairs: 0), [fenced], seconds), statement)
  }

  @Test(arguments: HostileStatement.brief.filter { $0.fate == .refused })
  func withoutAFenceAndAsACorrection(_ statement: HostileStatement) async throws {
    try check(try await answer(LLMSettings(repairs: 0), [statement.sql], 1), statement)
    let replies = ["```sql\nSELECT nothing FROM nowhere\n```", "```sql\n\(statement.sql)\n```"]
    let trace = try await answer(LLMSettings(repairs: 1), replies, 1)
    #expect(trace.spans.count { $0.node == .generator } == 2)
    try check(trace, statement)
  }

  @Test(arguments: HostileStatement.brief)
  func asWhatGenieWrote(_ statement: HostileStatement) async throws {
    let empty = SystemInput(parts: [], fingerprint: ContentHash(of: ""))
    var trace = Trace(ask: Ask(id: "q", text: "How many?"), input: empty, outcome: .answered)
    let warehouse = try Self.fort.get().warehouse(seconds: statement.fate == .stopped ? 0.05 : 20)
    await trace.run(statement.sql, on: warehouse, within: ExecutionLimits())
    try check(trace, statement)
  }

  @Test(arguments: HostileStatement.brief)
  func asAnExampleOfTheSpace(_ statement: HostileStatement) async throws {
    let fort = try Self.fort.get()
    var space = Self.space
    let question = "Which guests are the quiet ones?"
    space.examples = [Example(id: String(repeating: "1", count: 32), question: question, sql: statement.sql)]
    let seconds = statement.fate == .stopped ? 0.05 : 20
    let system = EmbeddedSystem(warehouse: fort.warehouse(seconds: seconds))
    let trace = await (try await system.prepare(space)).answer(Ask(id: "q", text: question))
    if trace.outcome == .answered, trace.sql == statement.sql { #expect(statement.fate == .harmless) }
    if case .unavailable(let reason) = trace.outcome { Issue.record("\(reason)") }
    #expect(try fort.isUntouched())
  }
}
