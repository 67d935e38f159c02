internal import Basics
internal import Platform

/// An embedding model that asks for no text twice, writes down what came, and can do with a recording alone.
struct KeptEmbeddingModel: EmbeddingModel {
  let name: String
  /// `nil` asks nobody.
  private let base: (any EmbeddingModel)?
  private let spec: ModelSpec
  private let cache: (any ResponseCache)?
  private let recorder: SessionRecorder?
  private let replay: RecordedSession?

  init(
    _ base: (any EmbeddingModel)?, spec: ModelSpec, cache: (any ResponseCache)? = nil,
    recorder: SessionRecorder? = nil, replay: RecordedSession? = nil
  ) {
    name = spec.name
    self.base = base
    self.spec = spec
    self.cache = cache
    self.recorder = recorder
    self.replay = replay
  }

  func embed(_ texts: [String]) async throws(ModelFailure) -> Embeddings {
    var vectors: [String: [Float]] = [:]
    var missing: [String] = []
    for text in texts where vectors[text] == nil {
      if let kept = await kept(text) {
        vectors[text] = kept
      } else if !missing.contains(text) {
        missing.append(text)
      }
    }
    var fresh = Embeddings(vectors: [])
    if !missing.isEmpty {
      guard let base else { throw ModelFailure(name, .notRecorded, attempts: 0) }
      fresh = try await base.embed(missing)
      for (text, vector) in zip(missing, fresh.vectors) {
        vectors[text] = vector
        try await keep(vector, of: text, spent: fresh.usage)
      }
    }
    var result = Embeddings(vectors: texts.map { vectors[$0] ?? [] }, usage: fresh.usage)
    result.cost = fresh.cost
    return result
  }

  private func kept(_ text: String) async -> [Float]? {
    let key = RequestKey(embedding: text, spec)
    var record = replay?.record(for: key)
    if record == nil, let cache { record = await cache.lookUp(key) }
    guard let values = record?["embedding"]?.arrayValue else { return nil }
    return values.compactMap { $0.doubleValue.map { Float($0) } }
  }

  private func keep(_ vector: [Float], of text: String, spent: Usage) async throws(ModelFailure) {
    let key = RequestKey(embedding: text, spec)
    let record: JSON = ["embedding": .array(vector.map { .double(Double($0)) })]
    do throws(CacheError) { try await cache?.keep(record, for: key) } catch {
      throw ModelFailure(name, .notKept(error.reason), spent: spent)
    }
    do throws(FileError) { try await recorder?.write(record, for: key, model: name) } catch {
      throw ModelFailure(name, .notKept("\(error.path): \(error.reason)"), spent: spent)
    }
  }
}
