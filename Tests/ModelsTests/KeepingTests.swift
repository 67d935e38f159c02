import Basics
import FoundationEssentials
import HTTP
import Platform
import Stubs
import Testing

@testable import Models

private let spec = ModelSpec(name: "m", url: "https://h/v1", model: "x")

@Suite struct RequestKeyTests {
  @Test func everyPartCounts() {
    let sampling = Sampling(temperature: 0, topP: 1, maxTokens: 10, seed: 1, stop: ["a"])
    let request = ChatRequest([.system("s"), .user("u")], sampling: sampling)
    var others: [ChatRequest] = []
    func add(_ change: (inout ChatRequest) -> Void) {
      var other = request
      change(&other)
      others.append(other)
    }
    add { $0.messages[0].text = "t" }
    add { $0.messages = [.system("su"), .user("")] }
    add { $0.messages[0].speaker = .user }
    add { $0.sampling.temperature = 0.1 }
    add { $0.sampling.topP = nil }
    add { $0.sampling.maxTokens = 11 }
    add { $0.sampling.seed = nil }
    add { $0.sampling.stop = [] }
    add { $0.format = .json(name: "n", schema: ["type": "object"]) }
    add { $0.sample = 1 }
    var keys = Set(others.map { RequestKey($0, spec) })
    #expect(keys.count == others.count)
    var (there, other, extra) = (spec, spec, spec)
    extra.extra["cache_prompt"] = false
    there.url = "https://h2/v1"
    other.model = "y"
    keys.formUnion([spec, there, other, extra].map { RequestKey(request, $0) })
    #expect(keys.count == others.count + 4)
  }

  @Test func aNameAndAKeyDoNotCount() {
    var other = spec
    other.name = "n"
    other.keyVariable = "KEY"
    #expect(RequestKey(ChatRequest("q"), spec) == RequestKey(ChatRequest("q"), other))
  }

  /// A change of this value makes every cache and recording worthless.
  @Test func staysTheSameForEver() {
    #expect(
      RequestKey(ChatRequest("q"), spec).hash.hex
        == "b7e1ed60ac8c8d38c604dae0a0bd62e2b2d228fd77537622fa64470f600ab784")
  }
}

@Suite(.timeLimit(.minutes(10))) struct CachedModelTests {
  @Test func whatWasPaidForIsPaidOnce() async throws {
    let base = ScriptedModel { _, number in .after(.milliseconds(20), .text("answer \(number)")) }
    let model = CachedModel(base, spec: spec, cache: MemoryCache())
    let texts = try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<40 {
        group.addTask { try await model.reply(to: ChatRequest("q", sample: index % 2)).text }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(base.requests.count == 2)
    #expect(texts.count == 2)
    #expect(try await model.reply(to: ChatRequest("q", sample: 1)).isKept)
  }

  @Test func aFailureIsNotKept() async throws {
    let base = ScriptedModel { _, number in number == 1 ? .failure(.unavailable(status: 503, message: "")) : .text("b")
    }
    let model = CachedModel(base, spec: spec, cache: MemoryCache())
    #expect(await failure(of: model, ChatRequest("q")) != nil)
    #expect(try await model.reply(to: ChatRequest("q")).text == "b")
  }

  @Test func theNextInLineAsksWhereTheFirstWasCancelled() async throws {
    let base = ScriptedModel { _, number in number == 1 ? .after(.seconds(20), .text("a")) : .text("b") }
    let model = CachedModel(base, spec: spec, cache: MemoryCache())
    let first = Task { await failure(of: model, ChatRequest("q")) }
    while base.requests.isEmpty { await Task.yield() }
    let second = Task { try await model.reply(to: ChatRequest("q")).text }
    let third = Task { await failure(of: model, ChatRequest("q")) }
    try await Task.sleep(for: .milliseconds(20))
    third.cancel()
    #expect(await third.value?.reason == .cancelled)
    first.cancel()
    #expect(await first.value?.reason == .cancelled)
    #expect(try await second.value == "b")
  }

  @Test func whatCannotBeKeptIsSaid() async throws {
    struct FullCache: ResponseCache {
      func lookUp(_ key: RequestKey) -> JSON? { nil }
      func keep(_ reply: JSON, for key: RequestKey) throws(CacheError) { throw CacheError(reason: "disk full") }
    }
    let model = CachedModel(ScriptedModel(table: [], otherwise: "a"), spec: spec, cache: FullCache())
    let found = await failure(of: model, ChatRequest("q"))
    #expect(found?.reason == .notKept("disk full"))
  }

  @Test func recordsReadBackAsTheyWere() throws {
    var reply = ChatReply(
      text: "四\u{0}\"", outcome: .other("odd"),
      usage: Usage(promptTokens: 5, cachedTokens: 2, completionTokens: 3, isEstimate: true))
    reply.reasoning = "r"
    reply.cost = Money(nanodollars: 123)
    reply.servedModel = "s"
    reply.ignored = ["seed"]
    reply.microseconds = 9
    reply.attempts = 0
    #expect(ChatReply(record: try JSON(parsing: reply.record.bytes)) == reply)
    #expect(ChatReply(record: ["text": "a"]) == nil)
  }
}

@Suite(.timeLimit(.minutes(10))) struct RecordingTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/models-" + UUID().uuidString

  @Test func aReplayAsksNobody() async throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/session.jsonl"
    let recorder = try SessionRecorder(path: path)
    let live = StructuredModel(
      RecordingModel(
        ScriptedModel { request, _ in .text(request.messages.last?.text.uppercased() ?? "") }, spec: spec,
        recorder: recorder))
    for text in ["a", "b", "a"] { _ = try await live.reply(to: ChatRequest(text)) }
    // A session that was killed ends in the middle of a line.
    let bytes = try FileReader.contents(of: path) + Array("{\"key\": \"abc".utf8)
    try Data(bytes).write(to: URL(filePath: path))
    let session = try RecordedSession(path: path)
    #expect(session.count == 2)
    #expect(session.unreadableLines == [4])
    let provider = ModelProvider(client: HTTPClient(), replay: session)
    let model = provider.chatModel(spec, for: .answer)
    #expect(try await model.reply(to: ChatRequest("b")).text == "B")
    let missing = try #require(
      await failure(of: model, ChatRequest("c")))
    #expect(missing.reason == .notRecorded)
    #expect("\(missing)" == "m: The recording holds no answer to this request; a replay asks nobody.")
  }
}

@Suite(.timeLimit(.minutes(10))) struct KeptEmbeddingTests {
  /// A model that counts what it is asked.
  private final class Counting: EmbeddingModel {
    let name = "counting"
    let asked = Guarded<[String]>([])

    func embed(_ texts: [String]) async throws(ModelFailure) -> Embeddings {
      asked.withLock { $0 += texts }
      return Embeddings(vectors: texts.map { [Float($0.utf8.count), 0.1] }, usage: Usage(promptTokens: texts.count))
    }
  }

  @Test func noTextIsAskedTwiceAndARecordingSuffices() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/embeddings-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    let base = Counting()
    let model = KeptEmbeddingModel(
      base, spec: spec, cache: MemoryCache(), recorder: try SessionRecorder(path: path))
    #expect(try await model.embed(["a", "bb", "a"]).vectors == [[1, 0.1], [2, 0.1], [1, 0.1]])
    #expect(try await model.embed(["bb", "ccc"]).usage.promptTokens == 1)
    #expect(base.asked.withLock { $0 } == ["a", "bb", "ccc"])
    let replaying = KeptEmbeddingModel(nil, spec: spec, replay: try RecordedSession(path: path))
    #expect(try await replaying.embed(["ccc", "a"]).vectors == [[3, 0.1], [1, 0.1]])
    await #expect(throws: ModelFailure("m", .notRecorded, attempts: 0)) { try await replaying.embed(["d"]) }
  }
}

@Suite(.timeLimit(.minutes(10))) struct SecrecyTests {
  private let key = "sk-Zx81-hunter2"

  /// Even an endpoint that says the key back gets it into no output.
  @Test func theKeyIsNowhere() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/models-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let server = try await StubServer.start()
    let cache = MemoryCache()
    let recorder = try SessionRecorder(path: folder + "/session.jsonl")
    let provider = ModelProvider(
      client: HTTPClient(), cache: cache, recorder: recorder, retries: RetryPolicy(attempts: 2), time: ManualTime())
    var outputs: [String] = []
    for dialect in Dialect.allCases {
      for name in ["plain", "echoes-key:401", "echoes-key:400", "echoes-key:429", "echoes-key:503", "cut"] {
        let spec = stubSpec(server, name, dialect)
        let model = provider.chatModel(spec, for: .answer, credential: stubKey)
        for isStream in [false, true] {
          let watched = Guarded<[ChatDelta]>([])
          let watch = watcher(isStream) { delta in watched.withLock { $0.append(delta) } }
          let request = ChatRequest("\(isStream)")
          do throws(ModelFailure) {
            let reply = try await model.reply(to: request, watch: watch)
            outputs += ["\(reply)", reply.record.text, "\(cache.lookUp(RequestKey(request, spec)) ?? .null)"]
          } catch {
            outputs += ["\(error)", String(reflecting: error)]
            var dumped = ""
            dump(error, to: &dumped)
            outputs.append(dumped)
          }
          outputs += ["\(watched.withLock { $0 })", "\(model)", String(reflecting: model), "\(spec)"]
        }
      }
    }
    outputs.append(String(decoding: try FileReader.contents(of: folder + "/session.jsonl"), as: UTF8.self))
    #expect(outputs.count > 100)
    for output in outputs { #expect(!output.contains(key)) }
    #expect(outputs.contains { $0.contains("[secret]") })
    let seen = try await HTTPClient().send(HTTPRequest(.get, server.url("/seen"))).text
    #expect(seen.contains(key), "the server did get the key")
  }

  @Test func aSpecTakesNoKey() {
    #expect(throws: ModelSpecError.holdsKey(field: "api_key")) {
      try ModelSpec(json: ["model": "m", "url": "https://h", "api_key": .string(key)])
    }
    #expect(throws: ModelSpecError.wrong(field: "key_env", expected: "the name of an environment variable")) {
      try ModelSpec(json: ["model": "m", "url": "https://h", "key_env": .string(key)])
    }
    for url in ["https://user:\(key)@h", "https://h?key=\(key)"] {
      #expect(throws: ModelSpecError.holdsKey(field: "url")) {
        try ModelSpec(json: ["model": "m", "url": .string(url)])
      }
    }
  }
}
