internal import Basics

/// Puts a streamed answer together; complete is only what has a finish reason and the end mark `[DONE]`.
struct StreamAssembler {
  private let request: ChatRequest
  private var splitter = ThoughtSplitter()
  private var raw = ""
  private var reasoning = ""
  private var finish: String?
  private var usage: Usage?
  private var servedModel = ""
  private(set) var isDone = false

  init(_ request: ChatRequest) { self.request = request }

  /// The pieces of text in an event's data; a failure that the server tells of in the stream ends it.
  mutating func feed(_ data: String) -> Result<[ChatDelta], ModelFailure.Reason> {
    guard data != "[DONE]" else {
      isDone = true
      return .success(splitter.finish())
    }
    guard let json = try? JSON(parsing: data) else { return .failure(.malformed("an event of the stream is not JSON")) }
    if let error = json["error"], !error.isNull {
      let status = error["code"]?.intValue ?? 500
      return .failure(FailureReader.reason(status: status, message: FailureReader.message(in: json)))
    }
    if let found = ReplyReader.usage(json["usage"]) { usage = found }
    if servedModel.isEmpty { servedModel = json["model"]?.stringValue ?? "" }
    guard let choice = json["choices"]?.arrayValue?.first else { return .success([]) }
    if let word = choice["finish_reason"]?.stringValue { finish = word }
    guard let delta = choice["delta"] ?? choice["message"] else { return .success([]) }
    let (text, thoughts) = ReplyReader.content(of: delta)
    var deltas: [ChatDelta] = []
    if !thoughts.isEmpty {
      reasoning += thoughts
      deltas.append(.reasoning(thoughts))
    }
    raw += text
    return .success(deltas + splitter.feed(text))
  }

  /// What an answer that broke off has used up, about.
  var spent: Usage { usage ?? ReplyReader.estimate(request, text: raw, reasoning: reasoning) }

  /// The whole answer, or that it broke off.
  func reply() -> Result<ChatReply, ModelFailure.Reason> {
    guard isDone, let finish else { return .failure(.cutStream(received: raw.utf8.count)) }
    let (text, thoughts) = ThoughtSplitter.split(raw)
    var reply = ChatReply(
      text: text, outcome: ReplyReader.outcome(finish),
      usage: usage ?? ReplyReader.estimate(request, text: text, reasoning: reasoning + thoughts))
    reply.reasoning = reasoning + thoughts
    reply.servedModel = servedModel
    return .success(reply)
  }
}
