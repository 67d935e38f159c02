internal import Basics
internal import HTTP
internal import Platform

/// Sends bodies to one endpoint: key, attempts, waiting, and what bad answers mean.
final class Caller: Sendable {
  let spec: ModelSpec
  /// All that is the same in every request.
  private let pattern: HTTPRequest
  let credential: (any Credential)?
  let client: HTTPClient
  let traffic: Traffic
  let retries: RetryPolicy
  let time: any Timekeeper
  /// Parameters that the endpoint was found not to take.
  let refused = Guarded<Set<String>>([])

  init(
    spec: ModelSpec, url: String, credential: (any Credential)?, client: HTTPClient, traffic: Traffic,
    retries: RetryPolicy, time: any Timekeeper
  ) {
    self.spec = spec
    var pattern = HTTPRequest(.post, url, fields: [("Content-Type", "application/json")])
    pattern.timeouts = spec.limits.timeouts
    self.pattern = pattern
    self.credential = credential
    self.client = client
    self.traffic = traffic
    self.retries = retries
    self.time = time
  }

  /// One attempt's outcome: the value and the tokens it used, or the failure and what it used nevertheless.
  typealias Outcome<Value> = Result<(value: Value, tokens: Int), ModelFailure>

  /// Makes attempts until one succeeds or nothing speaks for another; `estimate` is for the rate limit.
  func call<Value: Sendable>(
    estimate: Int, seed: UInt64, _ attempt: (Set<String>) async -> Outcome<Value>
  ) async throws(ModelFailure) -> (value: Value, attempts: Int) {
    do throws(ModelFailure.Reason) { try traffic.open() } catch { throw ModelFailure(spec.name, error, attempts: 0) }
    var jitter = SeededGenerator(seed: retries.seed ^ seed, purpose: "retry")
    var attempts = 0
    var dropped = 0
    while true {
      let pass: Traffic.Pass
      do throws(ModelFailure.Reason) { pass = try await traffic.begin(tokens: estimate) } catch {
        traffic.close(.unknown)
        throw ModelFailure(spec.name, error, attempts: attempts)
      }
      attempts += 1
      switch await attempt(refused.withLock { $0 }) {
      case .success(let success):
        traffic.end(pass, .good, tokens: success.tokens)
        traffic.close(.answered)
        return (success.value, attempts)
      case .failure(var failure):
        failure.attempts = attempts
        traffic.end(pass, Self.ending(of: failure.reason), tokens: failure.spent.tokens)
        if case .refusedParameter(let name, _) = failure.reason, ChatBody.optional.contains(name),
          dropped < ChatBody.optional.count
        {
          refused.withLock { _ = $0.insert(name) }
          dropped += 1
          attempts -= 1
          continue
        }
        if let wait = retries.wait(after: attempts, failure.reason, jitter: &jitter) {
          if (try? await time.pause(wait)) != nil { continue }
          failure.reason = .cancelled
        }
        traffic.close(Self.closing(of: failure.reason))
        throw failure
      }
    }
  }

  private static func ending(of reason: ModelFailure.Reason) -> Traffic.AttemptEnding {
    if case .rateLimited(let after, _) = reason { .tooMuch(after) } else { .neutral }
  }

  private static func closing(of reason: ModelFailure.Reason) -> Traffic.CallEnding {
    switch reason {
    case .cancelled, .noKey, .transport(.badURL), .transport(.badField), .transport(.cancelled), .circuitOpen: .unknown
    case .transport, .unavailable, .cutStream, .malformed: .failed
    default: .answered
    }
  }

  /// The request for a body, with the key as it is at this moment.
  func request(_ body: JSON) async -> Result<(HTTPRequest, Secret?), ModelFailure> {
    var request = pattern
    request.body = body.bytes
    guard let credential else { return .success((request, nil)) }
    do throws(CredentialError) {
      let secret = try await credential.secret()
      if spec.dialect == .azure {
        request.secretFields.append(HTTPRequest.SecretField(name: "api-key", secret: secret))
      } else {
        request = request.bearing(secret)
      }
      return .success((request, secret))
    } catch { return .failure(ModelFailure(spec.name, .noKey(error), attempts: 0)) }
  }

  func failure(_ error: HTTPError, spent: Usage) -> ModelFailure {
    ModelFailure(
      spec.name, error == .cancelled ? .cancelled : .transport(error), spent: error.nothingWasSent ? .none : spent)
  }

  /// What a bad status means; such answers cost nothing.
  func failure(
    status: Int, headers: HTTPHeaders, body: [UInt8], secret: Secret?, sent: JSON
  ) -> ModelFailure {
    let body = secret?.redacted(from: body) ?? body
    let after = headers.retryAfter(now: time.now.microseconds)
    return ModelFailure(
      spec.name,
      FailureReader.reason(
        status: status, body: body, retryAfter: after, sent: sent.objectValue?.names ?? []))
  }
}
