package import Basics
package import HTTP

/// A model at an endpoint: all that is needed to talk to it but the key itself.
package struct ModelSpec: Sendable, Hashable {
  /// What the user calls it.
  package var name: String
  package var dialect: Dialect
  /// The base URL: `https://host/v1`, a workspace's `https://host`, an Azure resource's `https://name.openai.azure.com`.
  package var url: String
  /// The model's name at the endpoint; for Databricks the endpoint's, for Azure the deployment's.
  package var model: String
  /// The environment variable that holds the key; no key goes anywhere but into a request's field.
  package var keyVariable: String?
  package var prices: Prices?
  package var limits = Limits()
  /// Members for every request's body that only this endpoint knows, such as llama.cpp's `cache_prompt`.
  package var extra = JSONObject()
  /// Azure's `api-version`.
  package var apiVersion = "2024-10-21"

  package init(name: String, dialect: Dialect = .openAI, url: String, model: String, keyVariable: String? = nil) {
    self.name = name
    self.dialect = dialect
    self.url = url
    self.model = model
    self.keyVariable = keyVariable
  }

  /// What an endpoint bears.
  package struct Limits: Sendable, Hashable {
    /// The most calls at once, and with how many to begin; between them the endpoint's answers decide.
    package var concurrency = 64
    package var startConcurrency = 16
    package var requestsPerMinute: Int?
    package var tokensPerMinute: Int?
    /// The most tokens of an answer where a request names no number; it is what a call reserves.
    package var replyTokens = 2048
    package var timeouts = Timeouts()

    package init() {}
  }
}

/// How an endpoint wants to be spoken to.
package enum Dialect: String, Sendable, Hashable, CaseIterable {
  /// Chat completions as OpenAI, vLLM, llama.cpp, Ollama and most others serve them.
  case openAI = "openai"
  /// A serving endpoint of Databricks: `/serving-endpoints/NAME/invocations`.
  case databricks
  /// `/openai/deployments/NAME/…?api-version=…` and an `api-key` field.
  case azure
}

extension ModelSpec {
  /// Whether the endpoint is on this machine, where a few calls at once are all that a server usually bears.
  package var isLocal: Bool {
    (try? Origin(of: url)).map { ["localhost", "127.0.0.1", "[::1]", "::1"].contains($0.host) } ?? false
  }

  /// Sets how many calls are made at once.
  package mutating func limit(concurrency: Int) {
    limits.concurrency = max(1, concurrency)
    limits.startConcurrency = min(16, limits.concurrency)
  }

  /// The URL for chats.
  package var chatURL: String { url(for: "chat/completions") }
  /// The URL for embeddings.
  package var embeddingsURL: String { url(for: "embeddings") }

  private func url(for task: String) -> String {
    var base = url[...]
    while base.last == "/" { base.removeLast() }
    switch dialect {
    case .openAI: return "\(base)/\(task)"
    case .databricks:
      if base.hasSuffix("/invocations") { return String(base) }
      if base.hasSuffix("/serving-endpoints") { base.removeLast("/serving-endpoints".count) }
      return "\(base)/serving-endpoints/\(urlEscaped(model))/invocations"
    case .azure:
      if base.hasSuffix("/openai") { base.removeLast("/openai".count) }
      return "\(base)/openai/deployments/\(urlEscaped(model))/\(task)?api-version=\(urlEscaped(apiVersion))"
    }
  }
}
