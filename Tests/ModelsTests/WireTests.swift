import Basics
import HTTP
import Testing

@testable import Models

@Suite struct ReplyReaderTests {
  @Test(arguments: [
    (#"{"content": "a"}"#, "a", ""),
    (#"{"content": null, "refusal": "no"}"#, "no", ""),
    (#"{"content": "a", "reasoning_content": "r"}"#, "a", "r"),
    (#"{"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}"#, "ab", ""),
    (
      #"{"content": [{"type": "reasoning", "summary": [{"type": "summary_text", "text": "r"}]}, {"type": "text", "text": "a"}]}"#,
      "a", "r"
    ),
    (#"{"content": [{"type": "thinking", "thinking": "r"}, "a"]}"#, "a", "r"),
    (#"{"content": [{"type": "image_url"}, 7]}"#, "", ""),
  ])
  func readsContent(_ message: String, _ text: String, _ reasoning: String) throws {
    let content = ReplyReader.content(of: try JSON(parsing: message))
    #expect(content.text == text)
    #expect(content.reasoning == reasoning)
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"choices": []}"#, #"{"choices": [{"message": {"content": "a"}}]}"#, "{\"choices\"",
  ])
  func refusesWhatIsNoAnswer(_ body: String) {
    guard case .failure(.malformed) = ReplyReader.reply(Array(body.utf8), to: ChatRequest("q")) else {
      Issue.record("taken for an answer: \(body)")
      return
    }
  }

  @Test func countsWhereTheServerDoesNot() throws {
    let body = #"{"choices": [{"message": {"content": "12345678"}, "finish_reason": "stop"}]}"#
    let reply = try ReplyReader.reply(Array(body.utf8), to: ChatRequest("12345678")).get()
    #expect(reply.usage == Usage(promptTokens: 9, completionTokens: 2, isEstimate: true))
  }
}

@Suite struct ThoughtSplitterTests {
  private static let texts: [(String, String, String)] = [
    ("plain", "plain", ""), ("", "", ""), ("<think>a b</think>\n\nc", "c", "a b"), ("  <think>a</think>c", "c", "a"),
    ("<think></think>c", "c", ""), ("<think>never ends", "", "never ends"),
    ("a <think>b</think>", "a <think>b</think>", ""),
    ("<thin air", "<thin air", ""), ("<think>a</thi</think>四", "四", "a</thi"),
    ("<think>a</think>b</think>c", "b</think>c", "a"),
  ]

  @Test(arguments: texts)
  func splitsHoweverItComes(_ text: String, _ answer: String, _ thoughts: String) {
    for size in 1...max(1, text.count) {
      var splitter = ThoughtSplitter()
      var deltas: [ChatDelta] = []
      var rest = text[...]
      while !rest.isEmpty {
        deltas += splitter.feed(String(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      deltas += splitter.finish()
      var (seen, reasoned) = ("", "")
      for delta in deltas {
        if case .text(let piece) = delta { seen += piece }
        if case .reasoning(let piece) = delta { reasoned += piece }
      }
      #expect(seen == answer)
      #expect(reasoned == thoughts)
    }
  }

  @Test func knowsAnEndWithoutABeginning() {
    #expect(ThoughtSplitter.split("thoughts</think>\nanswer") == ("answer", "thoughts"))
  }
}

@Suite struct StreamAssemblerTests {
  private func piece(_ text: String) -> String { #"{"choices": [{"delta": {"content": "\#(text)"}}]}"# }
  private let end = #"{"choices": [{"delta": {}, "finish_reason": "stop"}]}"#

  private func assemble(_ events: [String]) -> Result<ChatReply, ModelFailure.Reason> {
    var assembler = StreamAssembler(ChatRequest("q"))
    for event in events {
      if case .failure(let reason) = assembler.feed(event) { return .failure(reason) }
    }
    return assembler.reply()
  }

  @Test func needsBothEnds() {
    #expect(assemble([piece("ab"), end]) == .failure(.cutStream(received: 2)))
    #expect(assemble([piece("ab"), "[DONE]"]) == .failure(.cutStream(received: 2)))
    #expect(assemble([]) == .failure(.cutStream(received: 0)))
    guard case .success(let reply) = assemble([piece("a"), piece("b"), end, "[DONE]"]) else {
      Issue.record("not whole")
      return
    }
    #expect(reply.text == "ab")
    #expect(reply.usage.isEstimate)
  }

  @Test func hearsOfFailuresInTheStream() {
    #expect(
      assemble([piece("a"), #"{"error": {"message": "out of memory", "code": 500}}"#])
        == .failure(.unavailable(status: 500, message: "out of memory")))
    #expect(assemble(["{"]) == .failure(.malformed("an event of the stream is not JSON")))
  }
}

@Suite struct FailureReaderTests {
  private func reason(_ status: Int, _ body: String, sent: [String] = []) -> ModelFailure.Reason {
    FailureReader.reason(status: status, body: Array(body.utf8), retryAfter: nil, sent: sent)
  }

  @Test(arguments: [
    (
      429, #"{"error_code": "REQUEST_LIMIT_EXCEEDED", "message": "m"}"#,
      ModelFailure.Reason.rateLimited(retryAfter: nil, message: "m")
    ),
    (503, "", .unavailable(status: 503, message: "")),
    (
      503, #"{"error": {"message": "Loading model", "type": "unavailable_error", "code": 503}}"#,
      .unavailable(status: 503, message: "Loading model")
    ),
    (401, #"{"error": "m"}"#, .unauthorized(status: 401, message: "m")),
    (400, #"{"error": {"message": "m", "code": "context_length_exceeded"}}"#, .contextOverflow(message: "m")),
    (
      400,
      #"{"error": {"code": 400, "message": "the request exceeds the available context size", "type": "exceed_context_size_error"}}"#,
      .contextOverflow(message: "the request exceeds the available context size")
    ),
    (413, "too large", .contextOverflow(message: "too large")),
    (400, #"{"error": {"message": "m", "code": "content_filter"}}"#, .filtered(message: "m")),
    (404, #"{"detail": "Not Found"}"#, .refused(status: 404, message: "Not Found")),
    (422, #"{"detail": [{"msg": "field required"}]}"#, .refused(status: 422, message: "field required")),
    (502, "<html><title>Bad Gateway</title></html>", .unavailable(status: 502, message: "Bad Gateway")),
  ])
  func reads(_ status: Int, _ body: String, _ expected: ModelFailure.Reason) {
    #expect(reason(status, body) == expected)
  }

  @Test(arguments: [
    ("Unsupported parameter: 'max_tokens' is not supported with this model.", "max_tokens"),
    ("Unsupported value: 'temperature' does not support 0.0 with this model.", "temperature"),
    ("json_schema is not supported by this model", "response_format"),
    ("Unrecognized request argument supplied: stream_options", "stream_options"),
  ])
  func knowsRefusedParameters(_ message: String, _ name: String) {
    let sent = ["model", "messages", "max_tokens", "temperature", "seed", "response_format", "stream_options"]
    let body = JSON.object(JSONObject([("error", JSON.object(JSONObject([("message", .string(message))])))]))
    #expect(reason(400, body.text, sent: sent) == .refusedParameter(name, message: message))
    #expect(reason(400, body.text, sent: ["model"]) == .refused(status: 400, message: message))
  }

  @Test func takesPlainWordsForWords() {
    let body = #"{"error": {"message": "Invalid messages: the seed of doubt must stop"}}"#
    guard case .refused = reason(400, body, sent: ["messages", "seed", "stop"]) else {
      Issue.record("a word taken for a parameter")
      return
    }
  }
}
