internal import Basics
internal import Displays
internal import Epochs
internal import Language
internal import Spaces
internal import Store
internal import Systems
internal import Warehouses

extension Session {
  func useStore(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let path = Files.expanded(command.text("file") ?? "")
    let store = try Store(path: path == "memory" ? nil : Files.absolute(path))
    // Shadows belong to the store that knows what they were asked.
    await removeShadows()
    bench.genie = nil
    if let old = bench.store, old.isTemporary {
      for (role, spend) in try await old.spending() { try await store.enter(spend, for: role) }
    }
    await bench.store?.close()
    bench.store = store
    bench.proposals = []
    try await recall()
    let versions = try await store.versions().count
    let found = versions == 0 ? "It is new." : "It holds \(counted(versions, "version"))."
    return Page([.text("Keeping everything in \(command.text("file") ?? ""). \(found)")]).bundle(width: screen.width)
  }

  func newDatabase(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let script = try Files.existing(command.text("script") ?? "")
    let path = Files.expanded(command.text("file") ?? "")
    let built = try await DatabaseBuilder.build(path, from: script)
    let what = built ? "Built" : "Already built from the same script:"
    return Page([.text("\(what) \(command.text("file") ?? "").")]).bundle(width: screen.width)
  }

  func useConnection(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    try await choose(try connected(command.text("connection"), at: ["connection"]))
    return nil
  }

  func newSpace(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let connection = try connected(command.text("connection"), at: ["connection"])
    try await choose(connection)
    let warehouse = connection.warehouse
    let known = try await warehouse.schema().tables.map(\.name)
    let wanted = command.list("tables") ?? known
    for table in wanted where !known.contains(where: { $0.lowercased() == table.lowercased() }) {
      throw SessionError.unknown(.table, table, known: known, at: ["tables"])
    }
    let schemaName = Files.identifier(warehouse.name)
    let space = Space.bare(tables: wanted.map { "main.\(schemaName).\($0)" })
    return try await begin(space, screen, note: nil)
  }

  func loadSpace(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    if let id = genieID(command.text("file") ?? "") { return try await loadGenieSpace(id, command, screen) }
    let path = try Files.existing(command.text("file") ?? "")
    let reading = try Space.read(try Files.text(path))
    let refused = reading.findings.filter { $0.severity == .error }
    guard refused.isEmpty else { throw SessionError.space(path, sentences: refused.map(\.sentence)) }
    if let warehouse = bench.connection {
      let schema = try await warehouse.schema()
      let missing = reading.space.tables.map(\.name).filter { schema.table($0) == nil }
      guard missing.isEmpty else { throw SessionError.noSuchTables(missing: missing) }
    }
    var notes = reading.migrated ? ["It was of version 1 and is version 2 now."] : []
    notes += reading.findings.map(\.sentence)
    return try await begin(reading.space, screen, note: notes.isEmpty ? nil : notes.joined(separator: "\n"))
  }

  /// Takes a space as the version that tuning starts from.
  func begin(_ space: Space, _ screen: Screen, note: String?) async throws -> Bundle? {
    let store = try await openStore(screen)
    let version = try await store.addVersion(space.canonical(), parent: nil, patches: [])
    bench.version = version
    bench.start = version
    bench.proposals = []
    try await remember()
    var parts: [Page.Part] = [.text("\(version.name) is the space now: \(Pictures.contents(of: space)).")]
    if let note { parts.append(.note(note)) }
    return Page(parts).bundle(width: screen.width)
  }

  func loadEvals(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let path = try Files.existing(command.text("file") ?? "")
    let ratios = command.isGiven("split") ? command.ratio("split").map(Self.ratios) : nil
    let seed = UInt64(clamping: command.isGiven("seed") ? command.int("seed") ?? 1 : bench.settings.seed)
    let options = EvalsetOptions(families: FamilyRule(command.text("by") ?? "family"), ratios: ratios, seed: seed)
    var (evalset, notes) = try Evalset.load(path, options)
    let databases = evalset.questions.databaseNames
    let wanted = command.text("db") ?? (databases.count > 1 ? bench.connectionName : nil)
    if databases.count > 1 || command.isGiven("db") {
      guard let wanted else { throw SessionError.severalDatabases(databases) }
      guard databases.contains(wanted) else {
        throw SessionError.unknown(.database, wanted, known: databases, at: ["db"])
      }
      evalset.questions = evalset.questions.keeping(database: wanted)
    }
    if let limit = command.int("limit") { evalset.questions = evalset.questions.keepingFirst(limit) }
    if let ratios, databases.count > 1 || command.isGiven("limit") || command.isGiven("db") {
      evalset.split(ratios, seed: seed)
    }
    try await openStore(screen).record(evalset)
    bench.evalset = evalset
    bench.proposals = []
    try await remember()
    let table = Page.Part.table(Pictures.splits(of: evalset))
    return Page([table] + notes.map { .note($0.sentence) }).bundle(width: screen.width)
  }

  /// Shares as parts of ten thousand.
  private static func ratios(_ shares: (train: Double, validation: Double, test: Double)) -> SplitRatios {
    func parts(_ share: Double) -> Int { Int((share * 10_000).rounded()) }
    return SplitRatios(train: parts(shares.train), validation: parts(shares.validation), test: parts(shares.test))
  }

  func set(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let name = command.text("setting") ?? ""
    let text = command.text("value") ?? ""
    guard let setting = SessionSettings.all.first(where: { $0.name == name }) else {
      throw SessionError.unknown(.setting, name, known: SessionSettings.all.map(\.name), at: ["setting"])
    }
    guard setting.assign(text, &bench.settings) else { throw SessionError.badSetting(name, wants: setting.wants) }
    bench.givenSettings.insert(name)
    if name.hasPrefix("genie_"), let desk = bench.genie { try await sitDown(at: desk.original, in: desk.spaces) }
    try await remember()
    return nil
  }
}
