internal import Basics

extension ModelFailure: CustomStringConvertible {
  /// One or two sentences for a user: what is wrong, and what to do.
  package var description: String { "\(model): \(reason.words)" }
}

extension ModelFailure.Reason {
  fileprivate var words: String {
    switch self {
    case .transport(let error): "\(error)"
    case .cancelled: "Stopped before the answer came."
    case .rateLimited(let after, let message):
      "The endpoint has had enough requests for now" + Self.said(message)
        + (after.map { " It asks to wait \(fixed($0.inSeconds, 0)) s." } ?? "")
        + " Lower the width or set a rate limit."
    case .unavailable(let status, let message):
      "The endpoint cannot answer now (status \(status))" + Self.said(message)
    case .unauthorized(let status, let message):
      "The endpoint does not accept the key (status \(status))" + Self.said(message)
    case .contextOverflow(let message): "The prompt is longer than the model can read" + Self.said(message)
    case .refusedParameter(let name, let message): "The endpoint does not take \(name)" + Self.said(message)
    case .filtered(let message): "The endpoint's content filter refused" + Self.said(message)
    case .refused(let status, let message): "The endpoint refused the request (status \(status))" + Self.said(message)
    case .malformed(let what): "The endpoint's answer cannot be read: \(what)."
    case .cutStream(let received): "The answer broke off after \(received) bytes of text."
    case .circuitOpen(let left):
      "The endpoint failed many times in a row and is left alone for \(fixed(max(1, left.inSeconds), 0)) s more."
    case .overBudget(let refusal): "\(refusal)"
    case .noKey(let error): "\(error)"
    case .notRecorded: "The recording holds no answer to this request; a replay asks nobody."
    case .notKept(let reason): "The answer came but could not be kept: \(reason)."
    case .notJSON(let reason): "Asked twice, the model gave no JSON of the form wanted: \(reason)."
    }
  }

  private static func said(_ message: String) -> String { message.isEmpty ? "." : ": \(message)" }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
  var inMicroseconds: Int { Int(min(max(inSeconds * 1e6, 0), 1e15)) }
}
