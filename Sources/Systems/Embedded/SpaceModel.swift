internal import Basics
internal import Spaces

/// A space compiled against its database.
struct SpaceModel: Sendable {
  struct Snippet: Sendable, Hashable {
    var id: String
    var name: String
    var sql: String
    var tables: [TableID]
    /// What the filter always goes with, as stems of the words of its instruction.
    var attached: [UInt64]
    var hash: UInt64
    var part: String
  }

  var database: Database
  var tables: [TableID] = []
  var isVisible: [Bool]
  var hasValues: [Bool]
  var hasFormat: [Bool]
  var lexicon = Lexicon()
  var graph = JoinGraph()
  var measures: [Snippet] = []
  var filters: [Snippet] = []
  var expressions: [Snippet] = []
  /// The rules of each example.
  var examples: [[ExampleRule]] = []
  var classes: [UInt64: [UInt64]] = [:]
  var domains: [ColumnID: Int] = [:]
  /// Words for the kind of thing a column's values are, such as "river" for the values of river_name.
  var kinds: [ColumnID: Set<UInt64>] = [:]
  /// The tables on the cheapest way from one table to another, both included; the smaller number is left.
  private(set) var between: [Pair: [TableID]] = [:]

  struct Pair: Sendable, Hashable {
    var left: TableID
    var right: TableID
  }

  /// Digests of what each table shows, by table.
  var tableHashes: [TableID: UInt64] = [:]

  init(_ reader: SpaceReader, database: Database) {
    self.database = database
    isVisible = Array(repeating: false, count: database.columns.count)
    hasValues = isVisible
    hasFormat = isVisible
    addTables(reader)
    addSnippets(reader)
    addJoins(reader)
    let sorted = tables.sorted()
    for (position, left) in sorted.enumerated() {
      for right in sorted[(position + 1)...] {
        guard let edges = graph.tree([left, right]) else { continue }
        between[Pair(left: left, right: right)] = edges.flatMap { [$0.left, $0.right] }
      }
    }
    for (key, entries) in lexicon.entries {
      let strong = entries.filter { $0.weight >= 0.9 }.map { stableHash("\($0.meaning)") }
      if !strong.isEmpty { classes[key] = strong.sorted() }
    }
  }

  /// Columns of one name, joined columns, and columns whose values are mostly the same hold the same kind of thing.
  mutating func addDomains(_ index: ValueIndex) {
    var parent = Array(database.columns.indices)
    func root(_ column: ColumnID) -> ColumnID {
      var column = column
      while parent[column] != column { column = parent[column] }
      return column
    }
    func unite(_ left: ColumnID, _ right: ColumnID) {
      let (left, right) = (root(left), root(right))
      parent[max(left, right)] = min(left, right)
    }
    for edge in graph.edges { for pair in edge.pairs where edge.cost < 3.5 { unite(pair.left, pair.right) } }
    let known = database.columns.indices.filter { isVisible[$0] && hasValues[$0] && index.columns[$0]?.format == .text }
    for (position, left) in known.enumerated() {
      for right in known[(position + 1)...] where index.overlap(left, right) >= 0.6 { unite(left, right) }
    }
    let used = Set(known + graph.edges.flatMap { $0.pairs.flatMap { [$0.left, $0.right] } })
    for column in used { domains[column] = root(column) }
    addKinds()
  }

  /// What the form of a column's values says of it.
  mutating func addPeriods(_ index: ValueIndex) {
    for column in database.columns.indices where isVisible[column] && hasFormat[column] {
      let word: String
      switch index.columns[column]?.format {
      case .year: word = "year"
      case .yearMonth: word = "month"
      default: continue
      }
      lexicon.add([word], .column(column), weight: 0.8, part: "format:" + label(column))
    }
  }

  private mutating func addKinds() {
    var byDomain: [Int: Set<UInt64>] = [:]
    for column in database.columns.indices where isVisible[column] {
      let info = database.columns[column]
      guard info.words.last == "name" || info.words.last == "title" else { continue }
      let table = database.tables[info.table]
      let words = info.words.count > 1 ? Array(info.words.dropLast()) : table.words
      let stems = words.count == 1 ? Set(words.map(Stem.hash)) : []
      kinds[column] = stems
      if let domain = domains[column] { byDomain[domain, default: []].formUnion(stems) }
    }
    for (column, domain) in domains { kinds[column, default: []].formUnion(byDomain[domain] ?? []) }
  }

  mutating func addExamples(_ reader: SpaceReader) {
    let compiler = ExampleCompiler(database: database, kinds: kinds) { [classes] in classes[Stem.combine(0, $0)] ?? [] }
    examples = reader.examples.map(compiler.compile)
  }

  func visibleColumns(_ table: TableID) -> [ColumnID] { database.tables[table].columns.filter { isVisible[$0] } }

  /// `table.column`, as parts and lexicon entries refer to it.
  func label(_ column: ColumnID) -> String {
    let info = database.columns[column]
    return database.tables[info.table].name + "." + info.name
  }

  private mutating func addTables(_ reader: SpaceReader) {
    for table in reader.tables {
      guard let id = database.table(table.name), !tables.contains(id) else { continue }
      tables.append(id)
      let info = database.tables[id]
      for column in info.columns { isVisible[column] = true }
      lexicon.add(info.words, .table(id), weight: 1, part: "table:" + info.name)
      if info.words.count > 1 {
        lexicon.add([info.words.joined()], .table(id), weight: 0.9, part: "table:" + info.name)
        for word in info.words where word.utf8.count > 2 {
          lexicon.add([word], .table(id), weight: 0.4, part: "table:" + info.name)
        }
      }
      lexicon.addDescription(table.description, .table(id), part: "description:" + info.name)
      for column in table.columns {
        guard let columnID = database.column(column.name, in: id) else { continue }
        isVisible[columnID] = !column.isExcluded
        hasFormat[columnID] = column.hasFormat
        hasValues[columnID] = column.hasValues && !column.isExcluded
        guard !column.isExcluded else { continue }
        for synonym in column.synonyms {
          lexicon.add(phrase: synonym, .column(columnID), weight: 1, part: "synonym:" + label(columnID))
        }
        lexicon.addDescription(column.description, .column(columnID), part: "description:" + label(columnID))
      }
      for column in visibleColumns(id) {
        lexicon.addName(of: database.columns[column], id: column, table: info, part: "table:" + info.name)
      }
      let visible = visibleColumns(id).map { database.columns[$0].name }.joined(separator: ",")
      tableHashes[id] = stableHash(info.name + ":" + visible)
    }
  }

  private mutating func addSnippets(_ reader: SpaceReader) {
    func compile(_ snippet: SpaceReader.Snippet, _ kind: String) -> Snippet {
      let sql = snippet.sql.trimmingSpace()
      let attached = Words(snippet.instruction).words.filter(\.isContent).map(\.stem)
      return Snippet(
        id: snippet.id, name: snippet.name, sql: sql, tables: tablesNamed(in: sql),
        attached: attached, hash: stableHash([snippet.name, sql, snippet.instruction].joined(separator: "\u{1}")),
        part: kind + ":" + snippet.id)
    }
    func name(_ snippet: SpaceReader.Snippet, _ meaning: Meaning, _ part: String) {
      lexicon.add(phrase: snippet.name, meaning, weight: 1.1, part: part)
      if !snippet.alias.isEmpty { lexicon.add(identifierWords(snippet.alias), meaning, weight: 1, part: part) }
      for synonym in snippet.synonyms { lexicon.add(phrase: synonym, meaning, weight: 1.1, part: part) }
    }
    for snippet in reader.measures {
      measures.append(compile(snippet, "measure"))
      name(snippet, .measure(measures.count - 1), "measure:" + snippet.id)
    }
    for snippet in reader.filters {
      filters.append(compile(snippet, "filter"))
      name(snippet, .filter(filters.count - 1), "filter:" + snippet.id)
    }
    for snippet in reader.expressions {
      expressions.append(compile(snippet, "expression"))
      name(snippet, .expression(expressions.count - 1), "expression:" + snippet.id)
    }
  }

  /// The tables that a snippet's SQL qualifies its columns with, or else the only one that has its columns.
  func tablesNamed(in sql: String) -> [TableID] {
    let tokens = SQLTokens(sql).tokens
    var found: [TableID] = []
    for (index, token) in tokens.enumerated() where token.kind == .name {
      guard index + 1 < tokens.count, tokens[index + 1].text == ".", let table = database.table(token.plain),
        tables.contains(table), !found.contains(table)
      else { continue }
      found.append(table)
    }
    if !found.isEmpty { return found }
    for token in tokens where token.kind == .name {
      for table in tables where database.column(token.plain, in: table) != nil && found.isEmpty { found.append(table) }
    }
    return found
  }

  private mutating func addJoins(_ reader: SpaceReader) {
    for join in reader.joins {
      guard let left = table(join.left.identifier), let right = table(join.right.identifier) else { continue }
      var condition: [String] = []
      var pairs: [JoinEdge.ColumnPair] = []
      for piece in join.sql {
        let (text, pair) = rewritten(piece, join, left, right)
        condition.append(text)
        if let pair { pairs.append(pair) }
      }
      guard !condition.isEmpty else { continue }
      let hints = Self.hints(join.note)
      graph.add(
        JoinEdge(
          left: left, right: right, condition: condition.joined(separator: " AND "), pairs: pairs, cost: 1,
          part: "join:" + join.id, hints: hints, target: target(pairs, left, right)))
    }
    for table in tables {
      for key in database.tables[table].foreignKeys where tables.contains(key.table) {
        let pairs = zip(key.columns, key.referenced).map { JoinEdge.ColumnPair(left: $0, right: $1) }
        guard pairs.allSatisfy({ isVisible[$0.left] && isVisible[$0.right] }) else { continue }
        let isOutbid = graph.contains(table, key.table, atMost: 1)
        let isDetail = key.columns.allSatisfy { database.columns[$0].isKey }
        addEdge(table, key.table, pairs, cost: isOutbid ? 3 : (isDetail ? 0.8 : 1.2))
      }
    }
    addImplied()
  }

  /// The phrases after "for" in "Use for home region, billing region".
  private static func hints(_ note: String) -> [[UInt64]] {
    var phrases: [[UInt64]] = []
    var hasStarted = false
    for piece in note.split(whereSeparator: { $0 == "," || $0 == "." || $0 == ";" || $0 == "\n" }) {
      var words = Words(String(piece)).words
      if !hasStarted {
        guard
          let start = words.indices.dropLast().first(where: { words[$0].text == "use" && words[$0 + 1].text == "for" })
        else {
          continue
        }
        words = Array(words[(start + 2)...])
        hasStarted = true
      }
      let stems = words.filter { !Lexicon.connectives.contains($0.text) }.map(\.stem)
      if !stems.isEmpty, stems.count <= 5 { phrases.append(stems) }
    }
    return phrases
  }

  private func table(_ identifier: String) -> TableID? {
    let name = identifier.split(separator: ".").last.map(String.init) ?? identifier
    return database.table(name).flatMap { tables.contains($0) ? $0 : nil }
  }

  private mutating func addEdge(_ left: TableID, _ right: TableID, _ pairs: [JoinEdge.ColumnPair], cost: Double) {
    let condition = pairs.map { qualified($0.left) + " = " + qualified($0.right) }.joined(separator: " AND ")
    graph.add(
      JoinEdge(
        left: left, right: right, condition: condition, pairs: pairs, cost: cost, part: "", hints: [],
        target: target(pairs, left, right)))
  }

  /// The side whose column is a key, else the right one.
  private func target(_ pairs: [JoinEdge.ColumnPair], _ left: TableID, _ right: TableID) -> TableID {
    guard let pair = pairs.first, !database.columns[pair.right].isKey else { return right }
    return database.columns[pair.left].isKey ? left : right
  }

  func qualified(_ column: ColumnID) -> String {
    let info = database.columns[column]
    return quotedName(database.tables[info.table].name) + "." + quotedName(info.name)
  }

  /// Columns of the same telling name join tables that nothing else joins.
  private mutating func addImplied() {
    for (position, left) in tables.enumerated() {
      for right in tables[(position + 1)...] where !graph.contains(left, right, atMost: 1.5) {
        for column in visibleColumns(left) {
          let name = database.columns[column].name.lowercased()
          let words = database.columns[column].words
          guard words.count > 1 || database.columns[column].isKey, name != "id", name != "name",
            database.columns[column].isKey || words.last == "id"
              || words.contains(where: {
                database.tables[left].words.contains($0) || database.tables[right].words.contains($0)
              }),
            let other = visibleColumns(right).first(where: { database.columns[$0].name.lowercased() == name })
          else { continue }
          let isKey = database.columns[column].isKey || database.columns[other].isKey || words.last == "id"
          addEdge(left, right, [JoinEdge.ColumnPair(left: column, right: other)], cost: isKey ? 2 : 3)
        }
      }
    }
  }

  /// A join spec's condition with the names of the tables instead of its aliases.
  private func rewritten(
    _ sql: String, _ join: SpaceReader.Join, _ left: TableID, _ right: TableID
  ) -> (String, JoinEdge.ColumnPair?) {
    let tokens = SQLTokens(sql).tokens
    var text = ""
    var columns: [ColumnID] = []
    for (index, token) in tokens.enumerated() {
      let isAlias = token.kind == .name && index + 1 < tokens.count && tokens[index + 1].text == "."
      let afterDot = index > 0 && tokens[index - 1].text == "."
      var piece = token.text
      if isAlias {
        let name = token.plain.lowercased()
        if name == join.left.alias.lowercased() {
          piece = quotedName(database.tables[left].name)
        } else if name == join.right.alias.lowercased() {
          piece = quotedName(database.tables[right].name)
        }
        if index + 2 < tokens.count {
          let owner = name == join.left.alias.lowercased() ? left : right
          if let column = database.column(tokens[index + 2].plain, in: owner) { columns.append(column) }
        }
      } else if token.kind == .name, afterDot {
        piece = quotedName(token.plain)
      }
      let glued = text.isEmpty || piece == "." || afterDot
      text += glued ? piece : " " + piece
    }
    let isEquality = tokens.filter { $0.text == "=" }.count == 1 && columns.count == 2 && tokens.count == 7
    guard isEquality, let first = columns.first, let second = columns.last else { return (text, nil) }
    return database.columns[first].table == left
      ? (text, JoinEdge.ColumnPair(left: first, right: second))
      : (text, JoinEdge.ColumnPair(left: second, right: first))
  }
}

extension String {
  /// Without white space at both ends.
  func trimmingSpace() -> String {
    var bytes = Substring(self)
    while let first = bytes.first, first.isWhitespace { bytes.removeFirst() }
    while let last = bytes.last, last.isWhitespace || last == ";" { bytes.removeLast() }
    return String(bytes)
  }
}
