import Basics
import HTTP
import Models
import Platform
import Stubs
import Testing

/// A spec for the stub server, whose behaviour goes by the model's name.
func stubSpec(_ server: StubServer, _ model: String, _ dialect: Dialect = .openAI) -> ModelSpec {
  var spec = ModelSpec(
    name: "stub", dialect: dialect, url: server.url(dialect == .openAI ? "/v1" : ""), model: model,
    keyVariable: "STUB_KEY")
  spec.prices = Prices(input: Money(dollars: 1), cachedInput: Money(dollars: 0.5), output: Money(dollars: 4))
  return spec
}

/// A key that is searched for in all that comes out.
let stubKey = EnvironmentCredential(variable: "STUB_KEY") { _ in " sk-Zx81-hunter2\n" }

@Suite(.timeLimit(.minutes(10))) struct RemoteModelTests {
  private let client = HTTPClient()

  private func model(
    _ name: String, _ dialect: Dialect = .openAI, time: any Timekeeper = ManualTime(), on server: StubServer? = nil
  ) async throws -> RemoteChatModel {
    let stub = if let server { server } else { try await StubServer.shared() }
    return RemoteChatModel(stubSpec(stub, name, dialect), client: client, credential: stubKey, time: time)
  }

  /// What the server saw of calls to a model.
  private func seen(_ model: String, at server: StubServer) async throws -> [JSON] {
    let all = try JSON(parsing: try await client.send(HTTPRequest(.get, server.url("/seen"))).body).arrayValue ?? []
    return all.filter { request in
      let body = (try? JSON(parsing: request["body"]?.stringValue ?? "")) ?? .null
      return request["path"]?.stringValue?.contains(model) == true || body["model"]?.stringValue == model
    }
  }

  @Test func answers() async throws {
    let server = try await StubServer.start()
    let request = ChatRequest(
      "hi", sampling: Sampling(temperature: 0.5, topP: 0.9, maxTokens: 50, seed: 7, stop: [";"]))
    let reply = try await model("plain", on: server).reply(to: request)
    #expect(reply.text == "You said: hi")
    #expect(reply.outcome == .stop)
    #expect(reply.usage == Usage(promptTokens: 11, cachedTokens: 4, completionTokens: 7))
    #expect(reply.servedModel == "served-plain")
    let body = try JSON(parsing: try #require(try await seen("plain", at: server).first?["body"]?.stringValue))
    #expect(
      body == [
        "model": "plain", "messages": [["role": "user", "content": "hi"]], "max_tokens": 50,
        "temperature": .double(0.5),
        "top_p": .double(0.9), "seed": 7, "stop": [";"],
      ])
  }

  @Test(arguments: [
    (Dialect.openAI, "/v1/chat/completions", "authorization", "Bearer sk-Zx81-hunter2"),
    (.databricks, "/serving-endpoints/plain-one/invocations", "authorization", "Bearer sk-Zx81-hunter2"),
    (.azure, "/openai/deployments/plain-one/chat/completions", "api-key", "sk-Zx81-hunter2"),
  ])
  func speaksEachDialect(_ dialect: Dialect, _ path: String, _ field: String, _ value: String) async throws {
    let server = try await StubServer.start()
    #expect(try await model("plain-one", dialect, on: server).reply(to: ChatRequest("hi")).text == "You said: hi")
    let seen = try #require(try await seen("plain-one", at: server).first)
    #expect(seen["path"]?.stringValue == path)
    #expect(seen["fields"]?[field]?.stringValue == value)
    #expect(seen["query"]?["api-version"]?.stringValue == (dialect == .azure ? "2024-10-21" : nil))
  }

  @Test(arguments: [
    ("length", ChatReply.Outcome.length), ("filtered", .contentFilter), ("tools", .toolCalls), ("plain", .stop),
  ])
  func tellsOutcomesApart(_ name: String, _ outcome: ChatReply.Outcome) async throws {
    #expect(try await model(name).reply(to: ChatRequest("hi")).outcome == outcome)
  }

  @Test(arguments: ["reasons", "parts", "thinks"], [false, true])
  func keepsThoughtsFromAnswers(_ name: String, _ isStream: Bool) async throws {
    // The stub streams no parts.
    guard name != "parts" || !isStream else { return }
    let reply = try await model(name).reply(to: ChatRequest("hi"), watch: watcher(isStream))
    #expect(reply.reasoning.split { $0.isWhitespace }.joined(separator: " ") == "Let me think.")
    #expect(reply.text == (name == "thinks" ? "Forty-two." : "You said: hi"))
  }

  @Test func streams() async throws {
    let pieces = Guarded<[ChatDelta]>([])
    let reply = try await model("plain").reply(to: ChatRequest("四 🦙")) { delta in pieces.withLock { $0.append(delta) } }
    let seen = pieces.withLock { $0 }
    #expect(seen.count > 2)
    #expect(seen.map { if case .text(let text) = $0 { text } else { "?" } }.joined() == "You said: 四 🦙")
    #expect(reply.text == "You said: 四 🦙")
    #expect(reply.usage == Usage(promptTokens: 11, cachedTokens: 4, completionTokens: 7))
    let estimated = try await model("no-usage").reply(to: ChatRequest("hi")) { _ in }
    #expect(estimated.usage.isEstimate)
  }

  @Test(arguments: ["cut", "no-done", "no-finish"])
  func aStreamWithoutItsEndsIsCut(_ name: String) async throws {
    let model = try await model(name)
    let failure = try #require(
      await failure(of: model, ChatRequest("hi"), isStream: true))
    #expect(failure.reason == .cutStream(received: 12))
    #expect(failure.spent.completionTokens == (name == "cut" ? 3 : 7))
    #expect(failure.spent.isEstimate == (name == "cut"))
    #expect(failure.isRetryable)
  }

  @Test(arguments: [("fails:429", 2), ("fails:503,429", 3), ("fails:429+3", 2)])
  func asksAgainWhereThatIsSafe(_ name: String, _ attempts: Int) async throws {
    let time = ManualTime()
    let server = try await StubServer.shared()
    #expect(try await model(name, time: time, on: server).reply(to: ChatRequest("hi")).attempts == attempts)
    #expect(try await seen(name, at: server).count == attempts)
    if name == "fails:429+3" { #expect(time.pauses.first.map { $0 >= .seconds(3) && $0 < .seconds(4) } == true) }
  }

  @Test(arguments: [
    ("fails:400", 1), ("fails:500", 1), ("fails:502", 1), ("fails:404", 1), ("overflow", 1), ("html", 1),
    ("malformed", 1), ("empty", 1), ("fails:503,503,503,503,503,503,503", 6), ("fails:429+500", 1),
  ])
  func asksNoMoreThanItMay(_ name: String, _ attempts: Int) async throws {
    let server = try await StubServer.shared()
    let model = try await model(name, on: server)
    let failure = try #require(
      await failure(of: model, ChatRequest("hi")))
    #expect(failure.attempts == attempts)
    #expect(try await seen(name, at: server).count == attempts)
    if name == "overflow" {
      #expect(failure.reason == .contextOverflow(message: "This model's maximum context length is 10 tokens."))
      #expect(!failure.isInfrastructure)
    }
  }

  @Test(arguments: ["temperature", "seed", "stop", "max_tokens", "top_p"])
  func doesWithoutWhatTheEndpointRefuses(_ name: String) async throws {
    let server = try await StubServer.shared()
    let model = try await model("refuses:" + name, on: server)
    let request = ChatRequest(
      "hi", sampling: Sampling(temperature: 0, topP: 1, maxTokens: 9, seed: 1, stop: ["x"]))
    let reply = try await model.reply(to: request)
    #expect(reply.attempts == 1)
    #expect(reply.ignored == (name == "max_tokens" ? [] : [name]))
    _ = try await model.reply(to: request)
    #expect(try await seen("refuses:" + name, at: server).count == 3)
    let last = try #require(try await seen("refuses:" + name, at: server).last?["body"]?.stringValue)
    #expect(last.contains("max_completion_tokens") == (name == "max_tokens"))
  }

  @Test func manyFailuresOpenTheCircuit() async throws {
    let server = try await StubServer.start()
    let spec = stubSpec(server, "plain")
    server.stop()
    let time = ManualTime()
    let traffic = Traffic(spec.limits, time: time, failures: 3, rest: .seconds(60))
    let model = RemoteChatModel(
      spec, client: client, traffic: traffic, credential: stubKey, retries: RetryPolicy(attempts: 2), time: time)
    for _ in 0..<3 {
      let failure = try #require(
        await failure(of: model, ChatRequest("hi")))
      guard case .transport(.refused) = failure.reason else {
        Issue.record("\(failure)")
        return
      }
      #expect(failure.attempts == 2)
    }
    let blocked = try #require(
      await failure(of: model, ChatRequest("hi")))
    #expect(blocked.reason == .circuitOpen(.seconds(60)))
    time.advance(by: .seconds(61))
    let tried = try #require(
      await failure(of: model, ChatRequest("hi")))
    #expect(tried.attempts == 2)
  }

  @Test func refusalsNarrowTheWidth() async throws {
    let server = try await StubServer.shared()
    var spec = stubSpec(server, "fails:429,429")
    spec.limits.startConcurrency = 8
    let time = ManualTime()
    let traffic = Traffic(spec.limits, time: time)
    let model = RemoteChatModel(spec, client: client, traffic: traffic, credential: stubKey, time: time)
    _ = try await model.reply(to: ChatRequest("hi"))
    #expect(traffic.width == 2)
    #expect(traffic.inFlight == 0)
  }

  /// The first byte of a whole answer comes at its end, that of a stream when the model begins to write.
  @Test func aWholeAnswerMayTakeAllItsTime() async throws {
    let server = try await StubServer.shared()
    var spec = stubSpec(server, "slow:1.2")
    spec.limits.timeouts.firstByte = .milliseconds(200)
    let patient = RemoteChatModel(spec, client: client, credential: stubKey, time: ManualTime())
    #expect(try await patient.reply(to: ChatRequest("hi")).text == "You said: hi")
    let late = await failure(of: patient, ChatRequest("hi"), isStream: true)?.reason
    guard case .transport(.timeout(.firstByte, _)) = late else {
      Issue.record("a stream that does not begin is given up: \(String(describing: late))")
      return
    }
    spec.limits.timeouts.total = .milliseconds(200)
    let hasty = RemoteChatModel(spec, client: client, credential: stubKey, time: ManualTime())
    let tooLong = await failure(of: hasty, ChatRequest("hi"))?.reason
    guard case .transport(.timeout) = tooLong else {
      Issue.record("an answer that takes too long is given up: \(String(describing: tooLong))")
      return
    }
  }

  @Test func stopsAtOnce() async throws {
    let model = try await model("slow:20")
    let task = Task { await failure(of: model, ChatRequest("hi")) }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    #expect(await task.value?.reason == .cancelled)
  }

  @Test func noKeyIsSaidBeforeSending() async throws {
    let server = try await StubServer.start()
    let model = RemoteChatModel(
      stubSpec(server, "plain"), client: client, credential: EnvironmentCredential(variable: "STUB_KEY") { _ in " " })
    let failure = try #require(
      await failure(of: model, ChatRequest("hi")))
    #expect(failure.reason == .noKey(.unset(variable: "STUB_KEY")))
    #expect(try await seen("plain", at: server).isEmpty)
  }

  @Test(arguments: [Dialect.openAI, .databricks, .azure])
  func embedsInOrder(_ dialect: Dialect) async throws {
    let server = try await StubServer.shared()
    let model = RemoteEmbeddingModel(
      stubSpec(server, "plain", dialect), client: client, credential: stubKey, purse: RolePurse(), batch: 2)
    let result = try await model.embed(["a", "bbb", "cc"])
    #expect(result.vectors == [[1, 1], [3, 1], [2, 1]])
    #expect(result.usage.promptTokens == 22)
    #expect(result.cost > .zero)
  }
}
