internal import Basics

/// What chat completions answer, whole or in pieces, as text, thoughts and numbers.
enum ReplyReader {
  /// A message's or a delta's text and thoughts: a string or a list of parts, and fields beside it.
  static func content(of message: JSON) -> (text: String, reasoning: String) {
    var text = ""
    var reasoning = message["reasoning_content"]?.stringValue ?? message["reasoning"]?.stringValue ?? ""
    switch message["content"] {
    case .string(let value): text = value
    case .array(let parts):
      for part in parts {
        if let value = part.stringValue {
          text += value
        } else if let value = part["text"]?.stringValue, isAnswer(part) {
          text += value
        } else {
          reasoning += thoughts(in: part)
        }
      }
    default: break
    }
    if text.isEmpty, let refusal = message["refusal"]?.stringValue { text = refusal }
    return (text, reasoning)
  }

  private static func isAnswer(_ part: JSON) -> Bool {
    ["text", "output_text", nil].contains(part["type"]?.stringValue)
  }

  private static func thoughts(in part: JSON) -> String {
    if let text = part["thinking"]?.stringValue ?? part["text"]?.stringValue { return text }
    return (part["summary"]?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }.joined(separator: "\n")
  }

  static func outcome(_ word: String) -> ChatReply.Outcome {
    switch word {
    case "stop", "end_turn", "eos", "stop_sequence": .stop
    case "length", "max_tokens": .length
    case "content_filter": .contentFilter
    case "tool_calls", "function_call", "tool_use": .toolCalls
    default: .other(word)
    }
  }

  static func usage(_ value: JSON?) -> Usage? {
    guard let value, let prompt = value["prompt_tokens"]?.intValue else { return nil }
    let cached =
      value["prompt_tokens_details"]?["cached_tokens"]?.intValue ?? value["cache_read_input_tokens"]?.intValue
      ?? value["prompt_cache_hit_tokens"]?.intValue
    return Usage(
      promptTokens: prompt, cachedTokens: cached ?? 0, completionTokens: value["completion_tokens"]?.intValue ?? 0)
  }

  /// About what a call used, where the server does not say.
  static func estimate(_ request: ChatRequest, text: String, reasoning: String) -> Usage {
    Usage(
      promptTokens: request.estimatedTokens,
      completionTokens: sum(Usage.tokens(in: text), Usage.tokens(in: reasoning)), isEstimate: true)
  }

  /// A whole answer.
  static func reply(_ body: [UInt8], to request: ChatRequest) -> Result<ChatReply, ModelFailure.Reason> {
    guard let json = try? JSON(parsing: body) else { return .failure(.malformed("it is not JSON")) }
    return reply(json, to: request)
  }

  static func reply(_ json: JSON, to request: ChatRequest) -> Result<ChatReply, ModelFailure.Reason> {
    guard let choice = json["choices"]?.arrayValue?.first, let message = choice["message"] else {
      return .failure(.malformed("it has no choices with a message"))
    }
    guard let word = choice["finish_reason"]?.stringValue else {
      return .failure(.malformed("it does not say why the model stopped"))
    }
    var (text, reasoning) = content(of: message)
    let thoughts = ThoughtSplitter.split(text)
    text = thoughts.text
    reasoning += thoughts.reasoning
    var outcome = outcome(word)
    if message["refusal"]?.stringValue?.isEmpty == false { outcome = .contentFilter }
    var reply = ChatReply(
      text: text, outcome: outcome,
      usage: usage(json["usage"]) ?? estimate(request, text: text, reasoning: reasoning))
    reply.reasoning = reasoning
    reply.servedModel = json["model"]?.stringValue ?? ""
    return .success(reply)
  }
}
