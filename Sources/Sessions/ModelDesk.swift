internal import HTTP
internal import Models
internal import Platform
internal import Store

/// The models of a session: which one each role has, and how they are reached.
struct ModelDesk {
  /// In the order they were named.
  private(set) var specs: [ModelSpec] = []
  /// The names of the models, by role.
  private(set) var chosen: [ModelRole: String] = [:]
  /// What all of them pay from; caps stay when models change.
  let purse = RolePurse()
  private var provider: ModelProvider?
  private let environment: [String: String]

  init(environment: [String: String] = [:]) { self.environment = environment }

  func spec(named name: String) -> ModelSpec? { specs.first { $0.name == name } }

  func spec(for role: ModelRole) -> ModelSpec? { chosen[role].flatMap(spec(named:)) }

  func roles(of name: String) -> [ModelRole] { ModelRole.allCases.filter { chosen[$0] == name } }

  /// Names a model for some roles, in place of another one of that name.
  mutating func use(_ spec: ModelSpec, for roles: [ModelRole]) {
    if let index = specs.firstIndex(where: { $0.name == spec.name }) {
      specs[index] = spec
    } else {
      specs.append(spec)
    }
    for role in roles { chosen[role] = spec.name }
  }

  /// From now on models keep their answers in `cache`.
  mutating func connect(_ client: HTTPClient, cache: any ResponseCache, ledger: any SpendLedger) {
    provider = ModelProvider(client: client, purse: purse, cache: cache, ledger: ledger)
  }

  /// The model that has a role: it pays from the purse, and asks nothing twice. `nil` where none was chosen.
  func chatModel(for role: ModelRole) -> (any ChatModel)? {
    guard let provider, let spec = spec(for: role) else { return nil }
    return provider.chatModel(spec, for: role, credential: credential(of: spec))
  }

  /// Whether the variable that holds a model's key is set; `nil` where it needs none.
  func hasKey(_ spec: ModelSpec) -> Bool? {
    spec.keyVariable.map { environment[$0].map { !$0.isEmpty } ?? false }
  }

  private func credential(of spec: ModelSpec) -> (any Credential)? {
    let environment = environment
    return spec.keyVariable.map { name in EnvironmentCredential(variable: name) { environment[$0] } }
  }
}

extension Session {
  /// The model that has a role, or a refusal that says how to choose one.
  func chatModel(for role: ModelRole) throws(SessionError) -> any ChatModel {
    guard let model = bench.chatModel(for: role) else { throw .noModel(role.rawValue) }
    return model
  }

  /// Lets models keep their answers, and what they cost, in the store that is in use now.
  func connectModels(_ screen: Screen?) async throws {
    let store = try await openStore(screen)
    bench.models.connect(client(), cache: store, ledger: store)
    bench.models.purse.setSpent(try await store.spending())
  }
}
