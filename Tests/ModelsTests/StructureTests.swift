import Basics
import HTTP
import Stubs
import Testing

@testable import Models

private let schema: JSON = [
  "type": "object", "required": ["answer"], "additionalProperties": false,
  "properties": [
    "answer": ["type": "string", "enum": ["yes", "no"]], "reason": ["type": ["string", "null"]],
    "scores": ["type": "array", "items": ["type": "integer"], "maxItems": 2],
  ],
]

@Suite struct JSONAnswerTests {
  @Test(arguments: [
    #"{"answer": "yes"}"#, " \n{\"answer\": \"yes\"}\n", "```json\n{\"answer\": \"yes\"}\n```",
    "Sure! ```\n{\"answer\": \"yes\"}\n``` Anything else?", "The answer is {\"answer\": \"yes\"}, I think {so}.",
    "```json\n{\"answer\": \"yes\"}",
  ])
  func isFound(_ text: String) {
    #expect(JSONAnswer.find(in: text, schema: schema) == .success(["answer": "yes"]))
  }

  @Test(arguments: [
    ("", "the answer is empty"), ("no", "unexpected 'o' at byte 1"),
    (#"{"answer": "maybe"}"#, #"$.answer should be one of "yes", "no""#),
    (#"{"reason": "r"}"#, #"$ lacks the member "answer""#), (#"{"answer": 1}"#, "$.answer should be of type string"),
    (#"{"answer": "no", "x": 1}"#, #"$ has a member "x" too many"#), ("[]", "$ should be of type object"),
    (#"{"answer": "no", "reason": 1}"#, "$.reason should be of type string or null"),
    (#"{"answer": "no", "scores": [1, 2.5]}"#, "$.scores[1] should be of type integer"),
    (#"{"answer": "no", "scores": [1, 2, 3]}"#, "$.scores may have 2 items at most"),
    (#"{"answer": "no""#, "the text ends too soon at byte 15"),
  ])
  func flawsAreNamed(_ text: String, _ reason: String) {
    #expect(JSONAnswer.find(in: text, schema: schema) == .failure(JSONAnswer.Flaw(reason: reason)))
  }
}

@Suite(.timeLimit(.minutes(10))) struct StructuredModelTests {
  private let request = ChatRequest([.user("q")], format: .json(name: "verdict", schema: schema))

  private func model(_ name: String) async throws -> StructuredModel {
    StructuredModel(
      RemoteChatModel(
        stubSpec(try await StubServer.shared(), name), client: HTTPClient(), credential: stubKey, time: ManualTime()))
  }

  @Test(arguments: [
    (#"{"url": "https://h"}"#, ModelSpecError.missing(field: "model")),
    (#"{"model": "m"}"#, .missing(field: "url")),
    (#"{"model": "m", "url": "h"}"#, .wrong(field: "url", expected: "a URL that starts with https:// or http://")),
    (#"{"model": "m", "url": "https://h", "modle": 1}"#, .unknown(field: "modle", nearest: "model")),
    (
      #"{"model": "m", "url": "https://h", "dialect": "x"}"#,
      .wrong(field: "dialect", expected: "openai, databricks, azure")
    ),
    (
      #"{"model": "m", "url": "https://h", "limits": {"concurrency": 0}}"#,
      .wrong(field: "limits.concurrency", expected: "a whole number from 1 up")
    ),
    (#"{"model": "m", "url": "https://h", "prices": {"output": 1}}"#, .missing(field: "prices.input")),
    (#"{"model": "m", "url": "https://h", "prices": 3}"#, .wrong(field: "prices", expected: "an object")),
    ("[]", .notAnObject),
  ])
  func refuses(_ text: String, _ error: ModelSpecError) {
    #expect(throws: error) { try ModelSpec(json: try JSON(parsing: text)) }
  }

  @Test(arguments: [
    (Dialect.openAI, "http://h/v1/", "http://h/v1/chat/completions"),
    (.databricks, "https://h/serving-endpoints", "https://h/serving-endpoints/m/invocations"),
    (.databricks, "https://h/serving-endpoints/m/invocations", "https://h/serving-endpoints/m/invocations"),
    (.azure, "https://h/openai/", "https://h/openai/deployments/m/chat/completions?api-version=2024-10-21"),
  ])
  func knowsWhereToAsk(_ dialect: Dialect, _ url: String, _ chat: String) {
    #expect(ModelSpec(name: "n", dialect: dialect, url: url, model: "m").chatURL == chat)
  }
}
