package import HTTP

internal import Basics

/// A chat model behind an endpoint that speaks chat completions.
package final class RemoteChatModel: ChatModel {
  private let caller: Caller

  /// `credential` is where the key comes from; `nil` is the variable that the spec names, if it names one.
  package init(
    _ spec: ModelSpec, client: HTTPClient, traffic: Traffic? = nil, credential: (any Credential)? = nil,
    retries: RetryPolicy = RetryPolicy(), time: any Timekeeper = SystemTimekeeper()
  ) {
    caller = Caller(
      spec: spec, url: spec.chatURL,
      credential: credential ?? spec.keyVariable.map { EnvironmentCredential(variable: $0) }, client: client,
      traffic: traffic ?? Traffic(spec.limits, time: time), retries: retries, time: time)
  }

  package var name: String { caller.spec.name }

  package func reply(
    to request: ChatRequest, watch: (@Sendable (ChatDelta) -> Void)?
  ) async throws(ModelFailure) -> ChatReply {
    let started = caller.time.now
    let estimate = sum(
      request.estimatedTokens, request.sampling.maxTokens ?? min(caller.spec.limits.replyTokens, 256))
    var (reply, attempts) = try await caller.call(estimate: estimate, seed: UInt64(truncatingIfNeeded: request.sample))
    {
      refused in await attempt(request, watch, refused)
    }
    reply.attempts = attempts
    reply.microseconds = max(0, caller.time.now.microseconds - started.microseconds)
    return reply
  }

  private func attempt(
    _ request: ChatRequest, _ watch: (@Sendable (ChatDelta) -> Void)?, _ refused: Set<String>
  ) async -> Caller.Outcome<ChatReply> {
    let body = ChatBody.json(request, caller.spec, isStream: watch != nil, refused: refused)
    switch await caller.request(body) {
    case .failure(let failure): return .failure(failure)
    case .success((var message, let secret)):
      do throws(HTTPError) {
        guard let watch else {
          // The first byte of a whole answer comes when all of it has been written, which may take long.
          message.timeouts.firstByte = message.timeouts.total
          return outcome(read(try await caller.client.send(message), request, body, secret), refused)
        }
        return outcome(try await stream(message, request, body, secret, watch), refused)
      } catch {
        // Whether a call that broke off is charged for, only the server knows.
        return .failure(caller.failure(error, spent: spent(on: request)))
      }
    }
  }

  // What does not wait stays out of functions that do: a task keeps room for all that is in them, for the whole call.

  @inline(never)
  private func outcome(
    _ result: Result<ChatReply, ModelFailure>, _ refused: Set<String>
  ) -> Caller.Outcome<ChatReply> {
    result.map { reply in
      var reply = reply
      if !refused.isEmpty { reply.ignored = refused.sorted().filter { $0 != "stream_options" && $0 != "max_tokens" } }
      return (reply, reply.usage.tokens)
    }
  }

  @inline(never)
  private func read(
    _ response: HTTPResponse, _ request: ChatRequest, _ body: JSON, _ secret: Secret?
  ) -> Result<ChatReply, ModelFailure> {
    guard response.isSuccess else {
      return .failure(
        caller.failure(
          status: response.status, headers: response.headers, body: response.body, secret: secret, sent: body))
    }
    return ReplyReader.reply(secret?.redacted(from: response.body) ?? response.body, to: request)
      .mapError { ModelFailure(name, $0, spent: spent(on: request)) }
  }

  private func stream(
    _ message: HTTPRequest, _ request: ChatRequest, _ body: JSON, _ secret: Secret?,
    _ watch: @Sendable (ChatDelta) -> Void
  ) async throws(HTTPError) -> Result<ChatReply, ModelFailure> {
    let response = try await caller.client.stream(message)
    guard response.isSuccess else {
      return .failure(
        caller.failure(
          status: response.status, headers: response.headers, body: try await response.body.collect(upTo: 1 << 16),
          secret: secret, sent: body))
    }
    // Some endpoints answer whole whatever is asked.
    guard response.headers["Content-Type"]?.lowercased().hasPrefix("application/json") != true else {
      let bytes = try await response.body.collect()
      let reply = ReplyReader.reply(secret?.redacted(from: bytes) ?? bytes, to: request)
      if case .success(let reply) = reply { watch(.text(reply.text)) }
      return reply.mapError { ModelFailure(name, $0, spent: spent(on: request)) }
    }
    var assembler = StreamAssembler(request)
    do throws(HTTPError) {
      for try await event in response.events {
        switch assembler.feed(secret?.redacted(from: event.data) ?? event.data) {
        case .success(let deltas): for delta in deltas { watch(delta) }
        case .failure(let reason): return .failure(ModelFailure(name, reason, spent: assembler.spent))
        }
        guard !assembler.isDone else { break }
      }
    } catch {
      switch error {
      case .cut: break
      case .cancelled: return .failure(ModelFailure(name, .cancelled, spent: assembler.spent))
      default: return .failure(ModelFailure(name, .transport(error), spent: assembler.spent))
      }
    }
    // What ends the body is still on its way, and the connection can be used again behind it.
    let body = response.body
    Task { _ = try? await body.collect(upTo: 1 << 16) }
    return assembler.reply().mapError { ModelFailure(name, $0, spent: assembler.spent) }
  }

  private func spent(on request: ChatRequest) -> Usage {
    Usage(promptTokens: request.estimatedTokens, isEstimate: true)
  }
}
