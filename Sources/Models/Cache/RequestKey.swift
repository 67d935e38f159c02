package import Basics

/// The name of a request: of endpoint, model, messages as rendered, parameters, and sample; the same in every process.
package struct RequestKey: Sendable, Hashable, CustomStringConvertible {
  package let hash: ContentHash

  package init(_ request: ChatRequest, _ spec: ModelSpec) { self.init(request, spec, url: spec.chatURL) }

  /// `url` is the spec's ``ModelSpec/chatURL``, for those who ask often.
  init(_ request: ChatRequest, _ spec: ModelSpec, url: String) {
    let sampling = request.sampling
    var format = JSON.null
    if case .json(let name, let schema) = request.format { format = [.string(name), schema] }
    var parts: [JSON] = [
      "chat 1", .string(url), .string(spec.model),
      .array(request.messages.map { [.string($0.speaker.rawValue), .string($0.text)] }),
      [
        sampling.temperature.map(JSON.double) ?? .null, sampling.topP.map(JSON.double) ?? .null,
        .int(sampling.maxTokens ?? spec.limits.replyTokens), sampling.seed.map(JSON.int) ?? .null,
        .strings(sampling.stop),
      ],
      format, .int(request.sample),
    ]
    if !spec.extra.isEmpty { parts.append(.object(spec.extra)) }
    hash = ContentHash(of: JSON.array(parts).bytes)
  }

  /// The name of a text to embed.
  package init(embedding text: String, _ spec: ModelSpec) {
    var parts: [JSON] = ["embedding 1", .string(spec.embeddingsURL), .string(spec.model), .string(text)]
    if !spec.extra.isEmpty { parts.append(.object(spec.extra)) }
    hash = ContentHash(of: JSON.array(parts).bytes)
  }

  package var description: String { hash.hex }
}
