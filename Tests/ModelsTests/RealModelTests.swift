import Basics
import FoundationEssentials
import HTTP
import Models
import Platform
import Testing

/// The base URL of a small real model, such as llama.cpp's server gives.
private let url = ProcessInfo.processInfo.environment["CHAOS_LLAMA_MODEL_URL"]

/// A real model does what the stub only plays; runs where `CHAOS_LLAMA_MODEL_URL` names a server.
@Suite(.enabled(if: url != nil), .serialized, .timeLimit(.minutes(10))) struct RealModelTests {
  private let purse = RolePurse()
  private let model: any ChatModel

  init() {
    var spec = ModelSpec(name: "real", url: url ?? "", model: "any")
    spec.prices = Prices(input: Money(dollars: 1), output: Money(dollars: 2))
    spec.limits.replyTokens = 128
    // llama.cpp's own cache of prompts changes what a seed leads to.
    spec.extra["cache_prompt"] = false
    model = ModelProvider(client: HTTPClient(), purse: purse, cache: MemoryCache()).chatModel(spec, for: .answer)
  }

  private let question = "How many legs do two spiders have? Answer with a number."

  @Test func answersAndCounts() async throws {
    let reply = try await model.reply(to: ChatRequest(question, sampling: Sampling(temperature: 0, maxTokens: 40)))
    #expect(!reply.text.isEmpty)
    #expect(!reply.usage.isEstimate)
    #expect(reply.usage.promptTokens > 5 && reply.usage.completionTokens > 0)
    #expect(reply.cost > .zero)
    #expect(purse.spent(by: .answer) == Spend(calls: 1, tokens: reply.usage.tokens, money: reply.cost))
    let again = try await model.reply(to: ChatRequest(question, sampling: Sampling(temperature: 0, maxTokens: 40)))
    #expect(again.isKept && again.text == reply.text)
    #expect(purse.spent().calls == 1)
  }

  @Test func streamsTheSameWords() async throws {
    let pieces = Guarded<[String]>([])
    let reply = try await model.reply(to: ChatRequest(question, sampling: Sampling(temperature: 0, maxTokens: 40))) {
      if case .text(let text) = $0 { pieces.withLock { $0.append(text) } }
    }
    let seen = pieces.withLock { $0 }
    #expect(seen.count > 1)
    #expect(seen.joined() == reply.text)
    #expect(!reply.usage.isEstimate && reply.usage.completionTokens > 0)
  }

  @Test func aLimitCutsTheAnswer() async throws {
    let request = ChatRequest("Count from 1 to 100.", sampling: Sampling(temperature: 0, maxTokens: 5))
    let reply = try await model.reply(to: request)
    #expect(reply.outcome == .length)
    #expect(reply.usage.completionTokens == 5)
  }

  @Test func followsASchema() async throws {
    let schema: JSON = [
      "type": "object", "required": ["answer", "count"], "additionalProperties": false,
      "properties": ["answer": ["type": "string", "enum": ["yes", "no"]], "count": ["type": "integer"]],
    ]
    let request = ChatRequest(
      "Do spiders have eight legs?", sampling: Sampling(temperature: 0, maxTokens: 60),
      format: .json(name: "verdict", schema: schema))
    let native = try await model.reply(to: request)
    #expect(native.json?["answer"]?.stringValue.map { ["yes", "no"].contains($0) } == true)
    #expect(native.json?["count"]?.intValue != nil)
  }

  @Test func aSeedRepeats() async throws {
    var texts: [String] = []
    for sample in 0..<3 {
      let sampling = Sampling(temperature: 1, maxTokens: 30, seed: sample == 2 ? 8 : 7)
      texts.append(
        try await model.reply(to: ChatRequest("Invent a name for a llama.", sampling: sampling, sample: sample)).text)
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0] != texts[2])
  }

  @Test func tooLongAPromptIsItsOwnFailure() async throws {
    let long = String(repeating: "many words ", count: 20_000)
    let found = try #require(await failure(of: model, ChatRequest(long)))
    guard case .contextOverflow = found.reason else {
      Issue.record("\(found)")
      return
    }
    #expect(found.attempts == 1)
    #expect(purse.spent() == .none)
  }

  @Test func stopsAtOnce() async throws {
    let model = model
    let started = ContinuousClock.now
    let request = ChatRequest("Tell a very long story.", sampling: Sampling(maxTokens: 2000))
    let task = Task { await failure(of: model, request, isStream: true) }
    try await Task.sleep(for: .milliseconds(300))
    task.cancel()
    #expect(await task.value?.reason == .cancelled)
    #expect(started.duration(to: .now) < .seconds(10))
    #expect(purse.reserved == .none)
    #expect(purse.spent().tokens > 0)
  }
}
