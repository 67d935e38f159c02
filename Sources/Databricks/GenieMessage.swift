package import Basics

/// A question put to Genie, and what it has become so far.
package struct GenieMessage: Sendable, Hashable {
  package enum Status: Sendable, Hashable {
    case completed, failed, cancelled
    /// There is an answer, but its rows are gone.
    case expired
    /// In the platform's own word; words that are not known yet are this too.
    case running(String)
  }

  package struct Query: Sendable, Hashable {
    package var attachment: String
    package var sql: String
    package var title: String
    package var description: String
    /// What Genie says of its own reasoning, by kind: `THOUGHT_TYPE_INSTRUCTIONS` names the instructions it used.
    package var thoughts: [Thought]
  }

  package struct Thought: Sendable, Hashable {
    package var kind: String
    package var text: String
  }

  package var id: String
  package var conversation: String
  package var status: Status
  package var queries: [Query] = []
  package var text: String?
  /// What Genie asked back instead of answering.
  package var clarification: String?
  package var suggestions: [String] = []
  /// The platform's word for what went wrong, and its message.
  package var error: Failure?
  /// Whether its rows were gone and its statements were run again.
  package var wasRunAgain = false

  package struct Failure: Sendable, Hashable {
    package var kind: String
    package var message: String
  }

  package init(_ json: JSON) throws(WorkspaceError) {
    guard let id = json["message_id"]?.stringValue ?? json["id"]?.stringValue,
      let conversation = json["conversation_id"]?.stringValue
    else { throw .malformed(what: "a message without its ids") }
    self.id = id
    self.conversation = conversation
    status =
      switch json["status"]?.stringValue ?? "" {
      case "COMPLETED": .completed
      case "FAILED": .failed
      case "CANCELLED": .cancelled
      case "QUERY_RESULT_EXPIRED": .expired
      case let other: .running(other)
      }
    if let error = json["error"], error != .null {
      let kind = error["type"]?.stringValue ?? ""
      self.error = Failure(kind: kind, message: error["error"]?.stringValue ?? error["message"]?.stringValue ?? kind)
    }
    for attachment in json["attachments"]?.arrayValue ?? [] { read(attachment) }
    wasRunAgain = json["run_again"]?.boolValue ?? false
  }

  private mutating func read(_ attachment: JSON) {
    if let query = attachment["query"], let sql = query["query"]?.stringValue, !sql.isEmpty {
      let thoughts = (query["thoughts"]?.arrayValue ?? []).map { thought in
        Thought(kind: thought["thought_type"]?.stringValue ?? "", text: thought["content"]?.stringValue ?? "")
      }
      queries.append(
        Query(
          attachment: attachment["attachment_id"]?.stringValue ?? query["id"]?.stringValue ?? "", sql: sql,
          title: query["title"]?.stringValue ?? "", description: query["description"]?.stringValue ?? "",
          thoughts: thoughts))
    }
    if let words = attachment["text"], let content = words["content"]?.stringValue, !content.isEmpty {
      if words["purpose"]?.stringValue == "FOLLOW_UP_QUESTION" {
        clarification = content
      } else {
        text = [text, content].compactMap { $0 }.joined(separator: "\n")
      }
    }
    suggestions += (attachment["suggested_questions"]?["questions"]?.arrayValue ?? []).compactMap(\.stringValue)
  }

  package var isFinal: Bool { if case .running = status { false } else { true } }

  /// Whether it is no answer of Genie's: asking again may help, and nothing counts as wrong.
  package var isInfrastructure: Bool {
    if let error { return error.blame == .infrastructure }
    return status == .cancelled || status == .expired && queries.isEmpty
  }
}

extension GenieMessage.Failure {
  /// Whose fault it is.
  package enum Blame: Sendable, Hashable {
    /// Rate limits, networks, missing rights: the question may be asked again and never counts as wrong.
    case infrastructure
    /// The space is too large or names what is not there: a lever did that.
    case configuration
    case answer
  }

  /// By the platform's own words; one that is not known counts as an answer that went wrong.
  package var blame: Blame {
    if Self.infrastructure.contains(kind) || kind.hasPrefix("RATE_LIMIT") { return .infrastructure }
    return Self.configuration.contains(kind) ? .configuration : .answer
  }

  private static let infrastructure: Set = [
    "RETRYABLE_PROCESSING_EXCEPTION", "CHAT_COMPLETION_NETWORK_EXCEPTION", "CHAT_COMPLETION_CLIENT_TIMEOUT_EXCEPTION",
    "REPLY_PROCESS_TIMEOUT_EXCEPTION", "DESCRIBE_QUERY_TIMEOUT", "STOP_PROCESS_DUE_TO_AUTO_REGENERATE",
    "WAREHOUSE_ACCESS_MISSING_EXCEPTION", "WAREHOUSE_NOT_FOUND_EXCEPTION", "COULD_NOT_GET_UC_SCHEMA_EXCEPTION",
    "CONTENT_FILTER_EXCEPTION",
  ]
  private static let configuration: Set = [
    "CONTEXT_EXCEEDED_EXCEPTION", "LOCAL_CONTEXT_EXCEEDED_EXCEPTION", "EXCEEDED_MAX_TOKEN_LENGTH_EXCEPTION",
    "GENERATED_SQL_QUERY_TOO_LONG_EXCEPTION", "TOO_MANY_TABLES_EXCEPTION", "TOO_MANY_CERTIFIED_ANSWERS_EXCEPTION",
    "NO_TABLES_TO_QUERY_EXCEPTION", "TABLES_MISSING_EXCEPTION", "INVALID_TABLE_IDENTIFIER_EXCEPTION",
    "INVALID_CERTIFIED_ANSWER_FUNCTION_EXCEPTION", "INVALID_CERTIFIED_ANSWER_IDENTIFIER_EXCEPTION",
    "FUNCTIONS_NOT_AVAILABLE_EXCEPTION", "ILLEGAL_PARAMETER_DEFINITION_EXCEPTION",
  ]
}
