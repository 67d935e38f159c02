/// The commands a session understands: the one list that parsing, help, completion and the reference read.
package struct CommandTable: Sendable {
  package let specs: [CommandSpec]
  private let byName: [String: CommandSpec]
  private let nounsByVerb: [String: [String]]
  /// The first words, each once, in the table's order.
  package let verbs: [String]

  package init(_ specs: [CommandSpec]) {
    self.specs = specs
    byName = Dictionary(specs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var nouns: [String: [String]] = [:]
    var verbs: [String] = []
    for spec in specs {
      guard let verb = spec.words.first else { continue }
      if nouns[verb] == nil { verbs.append(verb) }
      nouns[verb, default: []] += spec.words.dropFirst()
    }
    nounsByVerb = nouns
    self.verbs = verbs
  }

  /// The whole language; with `diagnostics`, also the commands that test the kernel.
  package static func standard(diagnostics: Bool = false) -> CommandTable { diagnostics ? full : documented }

  private static let documented = CommandTable(
    setUpCommands + lookCommands + askCommands + measureCommands + optimizeCommands + seeCommands + takeAwayCommands
      + helpCommands)
  private static let full = CommandTable(documented.specs + diagnosticsCommands)

  package subscript(name: String) -> CommandSpec? { byName[name] }

  /// The second words that may follow `verb`.
  package func nouns(of verb: String) -> [String] { nounsByVerb[verb] ?? [] }

  package func commands(in area: Area) -> [CommandSpec] { specs.filter { $0.area == area } }
}
