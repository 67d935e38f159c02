internal import Basics

/// A request's body as chat completions want it.
enum ChatBody {
  /// Parameters that an endpoint may refuse and that an answer can be had without.
  static let optional = ["temperature", "top_p", "seed", "stop", "stream_options", "max_tokens"]

  /// `refused` are names that the endpoint does not take; `max_tokens` has a newer name, the others are left out.
  static func json(_ request: ChatRequest, _ spec: ModelSpec, isStream: Bool, refused: Set<String>) -> JSON {
    var body = JSONObject()
    if spec.dialect == .openAI { body["model"] = .string(spec.model) }
    body["messages"] = .array(
      request.messages.map { ["role": .string($0.speaker.rawValue), "content": .string($0.text)] })
    let sampling = request.sampling
    func set(_ name: String, _ value: JSON?) {
      if let value, !refused.contains(name) { body[name] = value }
    }
    let maximum = JSON.int(sampling.maxTokens ?? spec.limits.replyTokens)
    body[refused.contains("max_tokens") ? "max_completion_tokens" : "max_tokens"] = maximum
    set("temperature", sampling.temperature.map(JSON.double))
    set("top_p", sampling.topP.map(JSON.double))
    set("seed", sampling.seed.map(JSON.int))
    set("stop", sampling.stop.isEmpty ? nil : .strings(sampling.stop))
    if case .json(let name, let schema) = request.format {
      body["response_format"] = [
        "type": "json_schema", "json_schema": ["name": .string(name), "schema": schema, "strict": true],
      ]
    }
    for member in spec.extra where body[member.name] == nil { body[member.name] = member.value }
    if isStream {
      body["stream"] = true
      set("stream_options", ["include_usage": true])
    }
    return .object(body)
  }
}
