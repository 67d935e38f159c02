package import HTTP

internal import Platform

/// Makes models from specs; those at one endpoint share its limits, and all share cache, purse and recording.
package final class ModelProvider: Sendable {
  private struct Place: Hashable {
    let url: String
    let model: String
  }

  private let client: HTTPClient
  private let purse: any Purse
  private let cache: (any ResponseCache)?
  private let ledger: (any SpendLedger)?
  private let recorder: SessionRecorder?
  private let replay: RecordedSession?
  private let retries: RetryPolicy
  private let time: any Timekeeper
  private let turns = KeyedTurns<RequestKey>()
  private let traffic = Guarded<[Place: Traffic]>([:])

  /// With a `replay` nothing goes over the network.
  package init(
    client: HTTPClient, purse: any Purse = RolePurse(), cache: (any ResponseCache)? = nil,
    ledger: (any SpendLedger)? = nil, recorder: SessionRecorder? = nil, replay: RecordedSession? = nil,
    retries: RetryPolicy = RetryPolicy(), time: any Timekeeper = SystemTimekeeper()
  ) {
    self.client = client
    self.purse = purse
    self.cache = cache
    self.ledger = ledger
    self.recorder = recorder
    self.replay = replay
    self.retries = retries
    self.time = time
  }

  /// A model for one role; `credential` is for keys that are not in an environment variable.
  package func chatModel(
    _ spec: ModelSpec, for role: ModelRole, credential: (any Credential)? = nil
  ) -> any ChatModel {
    if let replay { return StructuredModel(ReplayingModel(replay, spec: spec)) }
    var model: any ChatModel = RemoteChatModel(
      spec, client: client, traffic: traffic(to: spec), credential: credential, retries: retries, time: time)
    model = MeteredModel(model, spec: spec, role: role, purse: purse, ledger: ledger)
    if let cache { model = CachedModel(model, spec: spec, cache: cache, turns: turns) }
    if let recorder { model = RecordingModel(model, spec: spec, recorder: recorder) }
    return StructuredModel(model)
  }

  /// An embedding model that pays from the purse of one role.
  package func embeddingModel(
    _ spec: ModelSpec, for role: ModelRole, credential: (any Credential)? = nil
  ) -> any EmbeddingModel {
    let base: (any EmbeddingModel)? =
      replay == nil
      ? RemoteEmbeddingModel(
        spec, client: client, traffic: traffic(to: spec), credential: credential, retries: retries, time: time,
        role: role, purse: purse, ledger: ledger) : nil
    return KeptEmbeddingModel(base, spec: spec, cache: cache, recorder: recorder, replay: replay)
  }

  /// The traffic to an endpoint, shared by all who use it; the limits of the first spec count.
  package func traffic(to spec: ModelSpec) -> Traffic {
    traffic.withLock { traffic in
      let place = Place(url: spec.chatURL, model: spec.model)
      if let found = traffic[place] { return found }
      let new = Traffic(spec.limits, time: time)
      traffic[place] = new
      return new
    }
  }
}
