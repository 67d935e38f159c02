internal import Basics
internal import Spaces
internal import Warehouses

/// A space and its schema as the words of a prompt, a part for each thing that a patch may change.
struct SpaceText: Sendable {
  struct Part: Sendable {
    /// Names the part in traces: `table:orders`, `join:…`.
    var name: String
    var text: String
    var stems: Set<UInt64>

    init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
      stems = Words(text.replacing("_", with: " ")).contentStems
    }
  }

  var instruction: String?
  var tables: [Part] = []
  var joins: [Part] = []
  var snippets: [Part] = []
  var examples: [Example] = []
  var values: [NamedValues] = []
  var prompts: [Prompt: PromptTemplate] = [:]
  /// The prompts that the space has of its own.
  var ownPrompts: [Prompt] = []

  /// Cost: the profile of each column whose values or format are to be seen, which a warehouse keeps.
  init(
    _ space: Space, on warehouse: any Warehouse, _ shelf: ValueShelf = ValueShelf()
  ) async throws(WarehouseError) {
    let schema = try await warehouse.schema()
    let data = try await warehouse.dataVersion()
    ownPrompts = space.ownPrompts
    for prompt in Prompt.allCases { prompts[prompt] = space.template(of: prompt) }
    instruction = space.textInstruction
    for table in space.tables + space.metricViews {
      guard let known = schema.table(table.name) else { continue }
      var lines: [String] = []
      for column in known.columns {
        let config = table.column(column.name)
        if config?.exclude == true { continue }
        var notes = [config?.description].compactMap { $0 }
        if let synonyms = config?.synonyms, !synonyms.isEmpty {
          notes.append("also called " + synonyms.joined(separator: ", "))
        }
        if config?.formatAssistance == true || config?.entityMatching == true {
          let profile = try await warehouse.profile(of: column.name, in: known.name)
          let shown = profile.values.prefix(5).map(Self.literal)
          if !shown.isEmpty { notes.append("values such as " + shown.joined(separator: ", ")) }
          if config?.entityMatching == true {
            values.append(shelf.values(of: "\(known.name).\(column.name)", data) { profile.texts })
          }
        }
        let key = column.isPrimaryKey ? " primary key" : ""
        lines.append(
          "  \(column.name) \(column.type)\(key)" + (notes.isEmpty ? "" : " -- " + notes.joined(separator: "; ")))
      }
      let about = table.description.map { " -- " + $0 } ?? ""
      let keys = known.foreignKeys.map { "  " + Self.sentence($0, of: known.name) }
      tables.append(
        Part("table:\(known.name)", (["table \(known.name)\(about)"] + lines + keys).joined(separator: "\n")))
    }
    joins = space.joins.map { join in
      let note = join.instruction.map { " -- " + $0 } ?? ""
      return Part(
        "join:\(join.id)",
        "\(lastPart(of: join.left.identifier)) with \(lastPart(of: join.right.identifier)): \(join.conditions.joined(separator: " AND "))\(note)"
      )
    }
    for (kind, list) in [("filter", space.filters), ("expression", space.expressions), ("measure", space.measures)] {
      snippets += list.map { snippet in
        let names = ([snippet.displayName] + snippet.synonyms).joined(separator: ", ")
        let note = snippet.instruction.map { " -- " + $0 } ?? ""
        return Part("\(kind):\(snippet.id)", "\(kind) \(names): \(snippet.sql)\(note)")
      }
    }
    examples = space.examples
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
