package import HTTP

/// Why a model gave no answer, and what that cost nevertheless.
package struct ModelFailure: Error, Sendable, Hashable {
  package enum Reason: Error, Sendable, Hashable {
    case transport(HTTPError)
    case cancelled
    /// Too many requests, after all retries; the time is the server's.
    case rateLimited(retryAfter: Duration?, message: String)
    /// The endpoint is there but cannot answer now.
    case unavailable(status: Int, message: String)
    case unauthorized(status: Int, message: String)
    case contextOverflow(message: String)
    /// The endpoint does not know a parameter.
    case refusedParameter(String, message: String)
    /// The endpoint will not speak of it.
    case filtered(message: String)
    case refused(status: Int, message: String)
    /// The answer is not what the dialect promises.
    case malformed(String)
    /// The stream ended without a finish reason, or without its end mark.
    case cutStream(received: Int)
    /// After many failures the endpoint is left alone for a while.
    case circuitOpen(Duration)
    case overBudget(SpendRefusal)
    case noKey(CredentialError)
    /// A replay knows only what was recorded.
    case notRecorded
    /// The answer was paid for and could not be kept.
    case notKept(String)
    /// Asked for JSON twice and got none.
    case notJSON(String)
  }

  package var model: String
  package var reason: Reason
  /// Tokens of an answer that broke off; the server may charge for them.
  package var spent: Usage
  package var attempts: Int

  package init(_ model: String, _ reason: Reason, spent: Usage = .none, attempts: Int = 1) {
    self.model = model
    self.reason = reason
    self.spent = spent
    self.attempts = attempts
  }

  /// Whether the outside world failed rather than the model or the question: such a call says nothing about quality.
  package var isInfrastructure: Bool {
    switch reason {
    case .contextOverflow, .filtered, .notJSON: false
    default: true
    }
  }

  /// Whether asking again may help without changing anything.
  package var isRetryable: Bool {
    switch reason {
    case .transport(.refused), .transport(.timeout), .transport(.cut), .rateLimited, .unavailable, .cutStream,
      .circuitOpen:
      true
    default: false
    }
  }
}
