package import Basics

extension GenieMessage {
  /// What ``init(_:)`` reads back: the platform's own shape, and of it only what is used here.
  package var record: JSON {
    var object = JSONObject([
      ("message_id", .string(id)), ("conversation_id", .string(conversation)), ("status", .string(status.word)),
      ("attachments", .array(attachments)),
    ])
    if let error { object["error"] = ["type": .string(error.kind), "error": .string(error.message)] }
    if wasRunAgain { object["run_again"] = true }
    return .object(object)
  }

  private var attachments: [JSON] {
    var all = queries.map { query -> JSON in
      let thoughts = query.thoughts.map { thought -> JSON in
        ["thought_type": .string(thought.kind), "content": .string(thought.text)]
      }
      return [
        "attachment_id": .string(query.attachment),
        "query": [
          "query": .string(query.sql), "title": .string(query.title), "description": .string(query.description),
          "thoughts": .array(thoughts),
        ],
      ]
    }
    if let text { all.append(["text": ["content": .string(text)]]) }
    if let clarification {
      all.append(["text": ["content": .string(clarification), "purpose": "FOLLOW_UP_QUESTION"]])
    }
    if !suggestions.isEmpty { all.append(["suggested_questions": ["questions": .strings(suggestions)]]) }
    return all
  }
}

extension GenieMessage.Status {
  fileprivate var word: String {
    switch self {
    case .completed: "COMPLETED"
    case .failed: "FAILED"
    case .cancelled: "CANCELLED"
    case .expired: "QUERY_RESULT_EXPIRED"
    case .running(let word): word
    }
  }
}
