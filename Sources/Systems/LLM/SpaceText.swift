internal import Basics
internal import SQLText
internal import Spaces
internal import Warehouses

/// A space and its schema as the words of a prompt, a part for each thing that a patch may change.
struct SpaceText: Sendable {
  struct Part: Sendable {
    /// Names the part in traces: `join:…`.
    var name: String
    var text: String
  }

  var instruction: String?
  var tables: [TableText] = []
  var joins: [Part] = []
  var snippets: [Part] = []
  var examples: [Example] = []
  var values: [NamedValues] = []
  /// The stems of the words by which tables, columns and snippets are called.
  var vocabulary: Set<UInt64> = []
  var prompts: [Prompt: PromptTemplate] = [:]
  /// The prompts that the space has of its own.
  var ownPrompts: [Prompt] = []

  /// Cost: the profile of each column whose values or format are to be seen, which a warehouse keeps.
  init(
    _ space: Space, on warehouse: any Warehouse, _ shelf: Shelf<String, NamedValues> = Shelf()
  ) async throws(WarehouseError) {
    let schema = try await warehouse.schema()
    let data = try await warehouse.dataVersion()
    ownPrompts = space.ownPrompts
    for prompt in Prompt.allCases { prompts[prompt] = space.template(of: prompt) }
    instruction = space.textInstruction
    let named = Self.names(in: space)
    for table in space.tables + space.metricViews {
      guard let known = schema.table(table.name) else { continue }
      let about = table.description.map { " -- " + $0 } ?? ""
      var text = TableText(
        name: known.name, head: "table \(known.name)\(about)", words: Self.words(known.name, table.description))
      for column in known.columns {
        let config = table.column(column.name)
        if config?.exclude == true { continue }
        var notes = config?.remarks ?? []
        let words = Self.words(column.name, config?.description, config?.synonyms ?? [])
        if config?.formatAssistance == true || config?.entityMatching == true {
          let profile = try await warehouse.profile(of: column.name, in: known.name)
          let shown = profile.values.prefix(5).map(Self.literal)
          if !shown.isEmpty { notes.append("values such as " + shown.joined(separator: ", ")) }
          if config?.entityMatching == true {
            let name = "\(known.name).\(column.name)"
            values.append(shelf.value("\(data)\u{0}\(name)") { NamedValues(name, profile.texts) })
          }
        }
        let key = column.isPrimaryKey ? " primary key" : ""
        let line =
          "  \(column.name) \(column.type)\(key)" + (notes.isEmpty ? "" : " -- " + notes.joined(separator: "; "))
        let isKept = column.isPrimaryKey || named.contains(column.name.lowercased()) || known.isJoined(by: column.name)
        text.columns.append(TableText.Column(name: column.name, line: line, words: words, isKept: isKept))
      }
      text.keys = known.foreignKeys.map { "  " + Self.sentence($0, of: known.name) }
      tables.append(text)
    }
    joins = space.joins.map { Part(name: "join:\($0.id)", text: $0.line) }
    snippets = space.snippets.map { Part(name: "\($0.kind):\($0.snippet.id)", text: $0.snippet.line($0.kind)) }
    examples = space.examples
    let names = tables.flatMap { [$0.words] + $0.columns.map(\.words) }
    let terms = space.snippets.flatMap { [$0.snippet.displayName] + $0.snippet.synonyms }
    vocabulary = Set((names + terms).flatMap { Words($0).words.map(\.stem) })
  }

  /// The names in the conditions of joins and in snippets, in lower case.
  private static func names(in space: Space) -> Set<String> {
    Set((space.joins.flatMap(\.conditions) + space.snippets.map(\.snippet.sql)).flatMap { SQLLexer.names(in: $0) })
  }

  private static func words(_ name: String, _ description: String?, _ synonyms: [String] = []) -> String {
    (identifierWords(name) + [description].compactMap { $0 } + synonyms).joined(separator: " ")
  }

  private static func sentence(_ key: Schema.ForeignKey, of table: String) -> String {
    zip(key.columns, key.referenced).map { "\(table).\($0) = \(key.table).\($1)" }
      .joined(separator: " AND ")
  }

  private static func literal(_ value: Value) -> String {
    switch value {
    case .null: "NULL"
    case .integer(let number): String(number)
    case .real(let number): "\(number)"
    case .text(let text): "'" + text.prefix(40).replacing("'", with: "''") + "'"
    case .blob: "a blob"
    }
  }
}

extension Schema.Table {
  fileprivate func isJoined(by column: String) -> Bool {
    foreignKeys.contains { $0.columns.contains { $0.lowercased() == column.lowercased() } }
  }
}

extension SQLLexer {
  /// The names in a piece of SQL, in lower case.
  static func names(in sql: String) -> Set<String> {
    Set(tokens(of: sql).filter { $0.kind == .word || $0.kind == .quotedIdentifier }.map { $0.text.lowercased() })
  }
}
