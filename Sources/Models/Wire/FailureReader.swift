internal import Basics

/// What an answer with a bad status means, in the forms that endpoints use.
enum FailureReader {
  /// The longest message shown; endpoints send whole pages and stack traces.
  private static let longest = 300

  static func reason(
    status: Int, body: [UInt8], retryAfter: Duration?, sent: [String]
  ) -> ModelFailure.Reason {
    let json = (try? JSON(parsing: body)) ?? .string(plain(String(decoding: body.prefix(4096), as: UTF8.self)))
    let message = message(in: json)
    if status == 429 { return .rateLimited(retryAfter: retryAfter, message: message) }
    if status == 400 || status == 422, let name = refusedParameter(json, message, sent) {
      return .refusedParameter(name, message: message)
    }
    return reason(status: status, message: message, code: code(in: json))
  }

  static func reason(status: Int, message: String, code: String = "") -> ModelFailure.Reason {
    let words = message.lowercased() + " " + code.lowercased()
    let marks = [
      "context_length", "context length", "context size", "context window", "exceed_context", "prompt is too long",
      "input is too long", "too many tokens", "maximum input length", "reduce the length",
    ]
    switch status {
    case 429: return .rateLimited(retryAfter: nil, message: message)
    case 401, 403: return .unauthorized(status: status, message: message)
    case 413: return .contextOverflow(message: message)
    case 400...499 where marks.contains { words.contains($0) }: return .contextOverflow(message: message)
    case 400 where words.contains("content_filter") || words.contains("content management policy"):
      return .filtered(message: message)
    case 500...599: return .unavailable(status: status, message: message)
    default: return .refused(status: status, message: message)
    }
  }

  /// The words for a person in an error's body, on one line.
  static func message(in json: JSON) -> String {
    let error = json["error"]
    let found =
      error?["message"]?.stringValue ?? error?.stringValue ?? json["message"]?.stringValue
      ?? json["detail"]?.stringValue ?? json["detail"]?.arrayValue?.first?["msg"]?.stringValue ?? json.stringValue
      ?? (json.objectValue == nil ? "" : json.text)
    let line = found.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > longest ? line.prefix(longest) + "…" : line
  }

  private static func code(in json: JSON) -> String {
    let error = json["error"]
    return [error?["code"], error?["type"], json["error_code"]].compactMap { $0?.stringValue }.joined(separator: " ")
  }

  /// The parameter of ours that a message says is not taken.
  private static func refusedParameter(_ json: JSON, _ message: String, _ sent: [String]) -> String? {
    if let name = json["error"]?["param"]?.stringValue {
      let base = name.prefix { $0 != "." && $0 != "[" }
      if sent.contains(String(base)), base != "messages", base != "model" { return String(base) }
    }
    let words = message.lowercased()
    let complaints = [
      "support", "unknown", "unrecognized", "unexpected", "not permitted", "extra", "invalid", "not allowed",
    ]
    guard complaints.contains(where: { words.contains($0) }) else { return nil }
    let names = sent.filter { $0 != "messages" && $0 != "model" && $0 != "stream" }
    if sent.contains("response_format"), words.contains("json_schema") || words.contains("response_format") {
      return "response_format"
    }
    return names.first { name in
      // A name that is also a plain word counts only in quotes.
      name.contains("_") ? words.contains(name) : ["'", "\"", "`"].contains { words.contains($0 + name + $0) }
    }
  }

  /// A page's text without its tags.
  private static func plain(_ page: String) -> String {
    guard page.contains("<") else { return page }
    var text = ""
    var isTag = false
    for character in page {
      if character == "<" {
        isTag = true
      } else if character == ">" {
        isTag = false; text += " "
      } else if !isTag {
        text.append(character)
      }
    }
    return text
  }
}
