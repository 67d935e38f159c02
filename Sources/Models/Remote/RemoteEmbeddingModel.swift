package import HTTP

internal import Basics

/// An embedding model behind an endpoint that speaks as OpenAI's does.
package struct RemoteEmbeddingModel: EmbeddingModel {
  private let caller: Caller
  private let role: ModelRole
  private let purse: (any Purse)?
  private let ledger: (any SpendLedger)?
  /// Texts in one request.
  private let batch: Int

  package init(
    _ spec: ModelSpec, client: HTTPClient, traffic: Traffic? = nil, credential: (any Credential)? = nil,
    retries: RetryPolicy = RetryPolicy(), time: any Timekeeper = SystemTimekeeper(), role: ModelRole = .answer,
    purse: (any Purse)? = nil, ledger: (any SpendLedger)? = nil, batch: Int = 64
  ) {
    caller = Caller(
      spec: spec, url: spec.embeddingsURL,
      credential: credential ?? spec.keyVariable.map { EnvironmentCredential(variable: $0) }, client: client,
      traffic: traffic ?? Traffic(spec.limits, time: time), retries: retries, time: time)
    self.role = role
    self.purse = purse
    self.ledger = ledger
    self.batch = max(1, batch)
  }

  package var name: String { caller.spec.name }

  package func embed(_ texts: [String]) async throws(ModelFailure) -> Embeddings {
    var all = Embeddings(vectors: [])
    for start in stride(from: 0, to: texts.count, by: batch) {
      let part = try await embedOnce(Array(texts[start..<min(texts.count, start + batch)]))
      all.vectors += part.vectors
      all.usage = all.usage + part.usage
      all.cost += part.cost
    }
    return all
  }

  private func embedOnce(_ texts: [String]) async throws(ModelFailure) -> Embeddings {
    let estimate = texts.reduce(0) { sum($0, Usage.tokens(in: $1)) }
    let worst = spend(Usage(promptTokens: sum(estimate, estimate / 3)))
    do { try purse?.reserve(worst, for: role) } catch {
      throw ModelFailure(name, .overBudget(error), attempts: 0)
    }
    do throws(ModelFailure) {
      var result = try await caller.call(estimate: estimate, seed: 0) { _ in await attempt(texts, estimate) }.value
      let used = spend(result.usage)
      result.cost = used.money
      try? await ledger?.enter(used, for: role)
      purse?.settle(worst, used: used, for: role)
      return result
    } catch {
      let used = error.spent == .none ? Spend.none : spend(error.spent)
      if used.calls > 0 { try? await ledger?.enter(used, for: role) }
      purse?.settle(worst, used: used, for: role)
      throw error
    }
  }

  private func spend(_ usage: Usage) -> Spend {
    Spend(calls: 1, tokens: usage.tokens, money: caller.spec.prices?.cost(of: usage) ?? .zero)
  }

  private func attempt(_ texts: [String], _ estimate: Int) async -> Caller.Outcome<Embeddings> {
    var body: JSON = ["input": .strings(texts)]
    if caller.spec.dialect == .openAI { body = ["model": .string(caller.spec.model), "input": .strings(texts)] }
    let charged = Usage(promptTokens: estimate, isEstimate: true)
    switch await caller.request(body) {
    case .failure(let failure): return .failure(failure)
    case .success((let message, let secret)):
      do throws(HTTPError) {
        let response = try await caller.client.send(message)
        guard response.isSuccess else {
          return .failure(
            caller.failure(
              status: response.status, headers: response.headers, body: response.body, secret: secret, sent: body))
        }
        guard let json = try? JSON(parsing: response.body), let vectors = Self.vectors(json, count: texts.count) else {
          return .failure(
            ModelFailure(name, .malformed("it does not hold a vector for each text"), spent: charged))
        }
        let usage = ReplyReader.usage(json["usage"]) ?? charged
        return .success((Embeddings(vectors: vectors, usage: usage), usage.tokens))
      } catch { return .failure(caller.failure(error, spent: charged)) }
    }
  }

  /// The vectors in the order of the texts, which need not be that of the answer; all of one length.
  private static func vectors(_ json: JSON, count: Int) -> [[Float]]? {
    guard let data = json["data"]?.arrayValue, data.count == count else { return nil }
    var vectors = [[Float]](repeating: [], count: count)
    for (position, entry) in data.enumerated() {
      let index = entry["index"]?.intValue ?? position
      guard vectors.indices.contains(index), vectors[index].isEmpty, let values = entry["embedding"]?.arrayValue else {
        return nil
      }
      vectors[index] = values.compactMap { $0.doubleValue.map { Float($0) } }
      guard vectors[index].count == values.count, vectors[index].allSatisfy(\.isFinite) else { return nil }
    }
    return Set(vectors.map(\.count)).count <= 1 && vectors.first?.isEmpty != true ? vectors : nil
  }
}
