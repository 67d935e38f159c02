internal import Basics
internal import Displays
internal import Language
internal import Models
internal import Store

extension Session {
  /// Calls at once that a server on one's own machine bears without some waiting too long.
  private static let localCalls = 4

  func useModel(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let name = command.text("name") ?? ""
    let known = bench.models.spec(named: name)
    guard var spec = known ?? command.text("url").map({ ModelSpec(name: name, url: $0, model: name) }) else {
      throw SessionError.unknownModel(name, known: bench.models.specs.map(\.name))
    }
    if let url = command.text("url") { spec.url = url }
    if let model = command.text("model") { spec.model = model }
    if let variable = command.text("key") { spec.keyVariable = variable }
    if command.isGiven("dialect"), let dialect = command.text("dialect").flatMap(Dialect.init(rawValue:)) {
      spec.dialect = dialect
    }
    if let price = command.integers("price"), price.count == 2 {
      let (input, output) = (Money(dollars: Double(price[0]) / 1e6), Money(dollars: Double(price[1]) / 1e6))
      spec.prices = Prices(input: input, output: output)
    }
    if let variable = command.text("key"), environment[variable] == nil, variable.contains(where: \.isLowercase) {
      // It looks like a key, and is neither repeated nor kept.
      throw SessionError.model(problem: "no environment variable has the name that key=env: gives", at: nil)
    }
    if let count = command.int("parallel") {
      spec.limit(concurrency: count)
    } else if known == nil, spec.isLocal {
      spec.limit(concurrency: Self.localCalls)
    }
    do throws(ModelSpecError) { try spec.check() } catch { throw Self.refusal(error) }
    let wanted = command.list("role") ?? ModelRole.allCases.map(\.rawValue)
    let roles = ModelRole.allCases.filter { wanted.contains($0.rawValue) }
    bench.models.use(spec, for: roles)
    try await connectModels(screen)
    try await remember()
    var parts: [Page.Part] = [.text("\(name) is the model for \(Self.spoken(roles)): \(spec.model) at \(spec.url).")]
    if bench.models.hasKey(spec) == false {
      parts.append(.note("The environment variable \(spec.keyVariable ?? "") is not set; calls will fail without it."))
    }
    if spec.prices == nil {
      parts.append(.note("Its price is not known: calls and tokens are counted, dollars are not (price=IN/OUT)."))
    }
    return Page(parts).bundle(width: screen.width)
  }

  private static func refusal(_ error: ModelSpecError) -> SessionError {
    func place(_ field: String) -> String? { ["url": "url", "model": "model", "key_env": "key"][field] }
    return switch error {
    case .holdsKey(let field):
      .model(problem: "no key belongs into the \(field), which is shown and kept; key=env:NAME names it", at: nil)
    case .wrong(let field, let expected):
      .model(problem: "\(place(field) ?? field) takes \(expected)", at: place(field))
    case .missing(let field): .model(problem: "the model needs \(place(field) ?? field)", at: place(field))
    case .unknown(let field, _): .model(problem: "a model has no \(field)", at: nil)
    case .notAnObject: .model(problem: "this describes no model", at: nil)
    }
  }

  private static func spoken(_ roles: [ModelRole]) -> String {
    let words = roles.map(\.rawValue)
    guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  func showModels(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let models = bench.models
    guard !models.specs.isEmpty else {
      return Page([.text("No model was named; use model NAME url=https://host/v1 names one.")]).bundle(
        width: screen.width)
    }
    return Table(
      "Models",
      columns: [
        .init("name"), .init("for"), .init("model"), .init("at"), .init("key"), .init("a million tokens in", .number),
        .init("out", .number),
      ],
      rows: models.specs.map { spec in
        let key = spec.keyVariable.map { "env:\($0)" + (models.hasKey(spec) == true ? "" : " (not set)") }
        return [
          Table.Cell(spec.name, .strong),
          Table.Cell(models.roles(of: spec.name).map(\.rawValue).joined(separator: ", ")), Table.Cell(spec.model),
          Table.Cell("\(spec.url) (\(spec.dialect.rawValue))", .muted), Table.Cell(key ?? "none", .muted),
          Table.Cell(spec.prices.map { "\($0.input)" } ?? "–"), Table.Cell(spec.prices.map { "\($0.output)" } ?? "–"),
        ]
      }
    ).bundle(width: screen.width)
  }

  /// Takes up the models that the store names, where the session has none of that name.
  func recallModels() async throws {
    guard let store = bench.store else { return }
    if let saved = try await store.state("models").flatMap({ try? JSON(parsing: $0) }) { bench.models.recall(saved) }
    if let saved = try await store.state("budget").flatMap({ try? JSON(parsing: $0) }) {
      bench.models.recallCaps(saved)
    }
    if !bench.models.specs.isEmpty { try await connectModels(nil) }
  }
}

extension ModelDesk {
  /// What a store may keep of the models: names of keys, never keys.
  var record: JSON? {
    guard !specs.isEmpty else { return nil }
    return .array(
      specs.map { spec in
        guard var object = spec.record.objectValue else { return .null }
        object["roles"] = .strings(roles(of: spec.name).map(\.rawValue))
        return .object(object)
      })
  }

  /// Adds what ``record`` wrote; roles that are taken stay taken.
  mutating func recall(_ record: JSON) {
    for entry in record.arrayValue ?? [] {
      guard var object = entry.objectValue else { continue }
      let names = (object["roles"]?.arrayValue ?? []).compactMap(\.stringValue)
      object["roles"] = nil
      guard let read = try? ModelSpec(json: .object(object)), spec(named: read.name) == nil else { continue }
      use(read, for: names.compactMap(ModelRole.init(rawValue:)).filter { chosen[$0] == nil })
    }
  }
}
