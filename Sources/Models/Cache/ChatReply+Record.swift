package import Basics

extension ChatReply {
  /// All that is worth keeping, as JSON.
  package var record: JSON {
    var object = JSONObject()
    object["text"] = .string(text)
    if !reasoning.isEmpty { object["reasoning"] = .string(reasoning) }
    object["outcome"] = .string(outcome.word)
    object["usage"] = [
      "prompt": .int(usage.promptTokens), "cached": .int(usage.cachedTokens),
      "completion": .int(usage.completionTokens),
      "estimate": .bool(usage.isEstimate),
    ]
    object["nanodollars"] = .int(cost.nanodollars)
    if !servedModel.isEmpty { object["model"] = .string(servedModel) }
    if !ignored.isEmpty { object["ignored"] = .strings(ignored) }
    object["microseconds"] = .int(microseconds)
    return .object(object)
  }

  /// Reads what ``record`` wrote; `nil` for anything else. The reply counts as kept.
  package init?(record: JSON) {
    guard let text = record["text"]?.stringValue, let word = record["outcome"]?.stringValue,
      let usage = record["usage"]
    else { return nil }
    self.init(
      text: text, outcome: ReplyReader.outcome(word),
      usage: Usage(
        promptTokens: usage["prompt"]?.intValue ?? 0, cachedTokens: usage["cached"]?.intValue ?? 0,
        completionTokens: usage["completion"]?.intValue ?? 0, isEstimate: usage["estimate"]?.boolValue ?? true))
    reasoning = record["reasoning"]?.stringValue ?? ""
    cost = Money(nanodollars: record["nanodollars"]?.intValue ?? 0)
    servedModel = record["model"]?.stringValue ?? ""
    ignored = (record["ignored"]?.arrayValue ?? []).compactMap(\.stringValue)
    microseconds = record["microseconds"]?.intValue ?? 0
    attempts = 0
  }
}

extension ChatReply.Outcome {
  /// The word that chat completions use.
  package var word: String {
    switch self {
    case .stop: "stop"
    case .length: "length"
    case .contentFilter: "content_filter"
    case .toolCalls: "tool_calls"
    case .other(let word): word
    }
  }
}
