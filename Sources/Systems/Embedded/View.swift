internal import Basics

/// What the generator may know of a space for one question: nothing else influences its answer.
struct View: Sendable {
  var database: Database
  /// The tables that the question may be about, and those between them.
  var tables: [TableID]
  var columns: [TableID: [ColumnID]]
  var graph: JoinGraph
  var formats: [ColumnID: ColumnValues.Format]
  /// Snippets of the question's tiles, and the filters attached to them.
  var measures: [Int: SpaceModel.Snippet]
  var filters: [Int: SpaceModel.Snippet]
  var expressions: [Int: SpaceModel.Snippet]
  /// Filters that go with whatever uses their tables.
  var attached: [Int]
  var words: Words
  var tiles: [Tile]
  var examples: [ExampleRule]
  /// What single words stand for, by stem.
  var classes: [UInt64: [UInt64]]
  /// Columns that hold the same kind of thing have the same number.
  var domains: [ColumnID: Int]
  /// Columns whose values are known.
  var known: Set<ColumnID>
  /// What the asker says the date is, as `2024-12-15`.
  var today: String?

  func qualified(_ column: ColumnID) -> String {
    let info = database.columns[column]
    return quotedName(database.tables[info.table].name) + "." + quotedName(info.name)
  }

  /// Whether most examples with an extreme compare with it instead of taking the first row.
  var comparesWithExtreme: Bool {
    var comparisons = 0
    var firstRows = 0
    for rule in examples where !rule.isPhrase {
      guard let scope = rule.shape.outer, scope.groups.isEmpty else { continue }
      if scope.limit == 1 { firstRows += 1 }
      let isCompared = rule.shape.scopes.contains { inner in
        inner.depth > 0 && inner.items.count == 1
          && ["max", "min"].contains(rule.shape.tokens[inner.items[0].lowerBound].lower)
      }
      if isCompared { comparisons += 1 }
    }
    return comparisons > firstRows
  }

  /// Words such as "monthly", which group, by position.
  var periods: [Int: String] {
    Dictionary(
      uniqueKeysWithValues: words.words.enumerated().compactMap { index, word in
        English.periodAdverbs[word.text].map { (index, $0) }
      })
  }

  /// Whether a tile only qualifies the column behind it: "population" in "population density".
  func isModifier(_ position: Int) -> Bool {
    guard position + 1 < tiles.count, tiles[position].span.upperBound == tiles[position + 1].span.lowerBound,
      !words[tiles[position + 1].span.lowerBound].followsPause
    else { return false }
    let own = columnTables(tiles[position])
    return !own.isEmpty && columnTables(tiles[position + 1]).contains(where: own.contains)
  }

  /// The tables of the columns that a tile names.
  private func columnTables(_ tile: Tile) -> [TableID] {
    guard case .column = tile.meanings.first?.meaning else { return [] }
    return tile.meanings.compactMap { entry in
      if case .column(let column) = entry.meaning, entry.weight >= 0.7 { table(of: column) } else { nil }
    }
  }

  func name(_ column: ColumnID) -> String { database.columns[column].name }
  func table(of column: ColumnID) -> TableID { database.columns[column].table }
  func kind(_ column: ColumnID) -> Database.Kind { database.columns[column].kind }

  /// Whether arithmetic and order make sense on a column.
  func isNumeric(_ column: ColumnID) -> Bool {
    switch formats[column] {
    case .number where isIdentifier(column): false
    case .number, .numericText, .year: true
    case .text, .isoDate, .compactDate, .yearMonth, .flag: false
    case nil: kind(column).isNumeric && !isIdentifier(column)
    }
  }

  func isDate(_ column: ColumnID) -> Bool {
    switch formats[column] {
    case .isoDate, .compactDate: true
    case .year, .yearMonth, .number, .numericText, .flag, .text: false
    case nil: kind(column) == .date
    }
  }

  func isYear(_ column: ColumnID) -> Bool { formats[column] == .year || database.columns[column].words.last == "year" }

  func isIdentifier(_ column: ColumnID) -> Bool {
    let info = database.columns[column]
    return info.isKey || info.words.last == "id" || info.words.last == "key"
  }

  /// The column by which people know a row of a table: a name or a title, else the first text.
  func display(_ table: TableID) -> ColumnID? {
    let visible = columns[table] ?? []
    let own = Set(database.tables[table].words.map(Stem.hash))
    for word in ["name", "title"] {
      let named = visible.filter { database.columns[$0].words.last == word }
      if let exact = named.first(where: { database.columns[$0].words.count == 1 }) { return exact }
      let prefixed = named.first { column in
        database.columns[column].words.dropLast().allSatisfy { own.contains(Stem.hash($0)) }
      }
      if let prefixed { return prefixed }
      if let first = named.first { return first }
    }
    if let same = visible.first(where: { Set(database.columns[$0].words.map(Stem.hash)) == own }) { return same }
    return visible.first { kind($0) == .text && !isIdentifier($0) } ?? visible.first
  }
}

/// Finds the parts of a space that a question is about.
struct Retriever {
  let model: SpaceModel
  let index: ValueIndex
  let ask: Ask

  /// How many examples a question sees.
  static let exampleCount = 16

  func retrieve() -> (view: View, parts: [String], digest: [UInt64]) {
    let words = Words(ask.text)
    let tiles = Tiler(model: model, index: index, words: words).tiles()
    var parts: Set<String> = []
    var digest: [UInt64] = []
    var tables: [TableID] = []
    func need(_ table: TableID) { if !tables.contains(table) { tables.append(table) } }
    var hit: Set<ColumnID> = []
    var measures: [Int: SpaceModel.Snippet] = [:]
    var filters: [Int: SpaceModel.Snippet] = [:]
    var expressions: [Int: SpaceModel.Snippet] = [:]
    for tile in tiles {
      for entry in tile.meanings + tile.tail {
        parts.insert(entry.part)
        digest.append(stableHash("\(tile.span):\(entry.meaning):\(entry.weight)"))
        switch entry.meaning {
        case .table(let table): need(table)
        case .column(let column):
          need(model.database.columns[column].table)
          hit.insert(column)
        case .measure(let id): measures[id] = model.measures[id]
        case .filter(let id): filters[id] = model.filters[id]
        case .expression(let id): expressions[id] = model.expressions[id]
        }
      }
      for entry in tile.values {
        parts.insert("values:" + model.label(entry.column))
        digest.append(stableHash("\(tile.span):\(entry.column)"))
        need(model.database.columns[entry.column].table)
        hit.insert(entry.column)
      }
    }
    for snippet in measures.values.sorted(by: { $0.part < $1.part }) + filters.values.sorted(by: { $0.part < $1.part })
      + expressions.values.sorted(by: { $0.part < $1.part })
    {
      digest.append(snippet.hash)
      snippet.tables.forEach(need)
    }
    let attached = attachedFilters(measures: measures, tables: tables)
    for id in attached {
      filters[id] = model.filters[id]
      parts.insert(model.filters[id].part)
      digest.append(model.filters[id].hash)
      model.filters[id].tables.forEach(need)
    }
    tables.sort()
    let (graph, reached) = restricted(to: tables, stems: Set(words.words.map(\.stem)))
    for edge in graph.edges {
      digest.append(stableHash(edge.condition + "\(edge.cost)\(edge.hints)"))
      if !edge.part.isEmpty { parts.insert(edge.part) }
    }
    for table in reached {
      parts.insert("table:" + model.database.tables[table].name)
      digest.append(model.tableHashes[table] ?? 0)
    }
    var formats: [ColumnID: ColumnValues.Format] = [:]
    for table in reached {
      for column in model.visibleColumns(table) where model.hasFormat[column] {
        guard let values = index.columns[column] else { continue }
        let isTemporal = values.format == .isoDate || values.format == .compactDate || values.format == .year
        guard hit.contains(column) || isTemporal else { continue }
        formats[column] = values.format
        parts.insert("format:" + model.label(column))
        digest.append(stableHash("format:\(column)"))
      }
    }
    let examples = nearestExamples(words: words, tiles: tiles)
    for example in examples {
      parts.insert("example:" + example.id)
      digest.append(example.hash)
      for token in example.tokens {
        digest.append(token.stem ^ UInt64(token.slot ?? 99))
        digest.append(contentsOf: token.classes)
      }
      for column in example.shape.columns {
        if let column, let domain = model.domains[column] { digest.append(UInt64(domain)) }
      }
    }
    let shown = Set(examples.flatMap { $0.shape.columns.compactMap { $0 } })
    let known = shown.filter { model.hasValues[$0] && index.columns[$0]?.format == .text }
    for column in known.sorted() { digest.append(UInt64(column) &+ 1_000_000) }
    for column in hit.sorted() { digest.append(UInt64(model.domains[column] ?? 0)) }
    let visible = Dictionary(uniqueKeysWithValues: reached.map { ($0, model.visibleColumns($0)) })
    let view = View(
      database: model.database, tables: reached, columns: visible, graph: graph, formats: formats, measures: measures,
      filters: filters, expressions: expressions, attached: attached, words: words, tiles: tiles, examples: examples,
      classes: model.classes, domains: model.domains, known: known, today: today())
    return (view, parts.sorted(), digest)
  }

  /// Filters whose instruction says that they always apply, to a measure or a table of the question.
  private func attachedFilters(measures: [Int: SpaceModel.Snippet], tables: [TableID]) -> [Int] {
    var attached: [Int] = []
    for (id, filter) in model.filters.enumerated() where !filter.attached.isEmpty {
      guard filter.attached.contains(Self.always) else { continue }
      let names = measures.values.map { Words($0.name).words.filter(\.isContent).map(\.stem) }
      let tableNames = tables.map { model.database.tables[$0].words.map(Stem.hash) }
      if filter.tables.contains(where: tables.contains) {
        attached.append(id)
        continue
      }
      let appliesToMeasure = names.contains { !$0.isEmpty && $0.allSatisfy(filter.attached.contains) }
      let appliesToTable = tableNames.contains { !$0.isEmpty && $0.allSatisfy(filter.attached.contains) }
      if appliesToMeasure || appliesToTable { attached.append(id) }
    }
    return attached
  }

  private static let always = Stem.hash("always")

  /// The joins on the cheapest ways between the tables.
  private func restricted(to tables: [TableID], stems: Set<UInt64>) -> (JoinGraph, [TableID]) {
    var reached = Set(tables)
    for (position, left) in tables.enumerated() {
      for right in tables[(position + 1)...] {
        reached.formUnion(model.between[SpaceModel.Pair(left: left, right: right)] ?? [])
      }
    }
    for edge in model.graph.edges
    where !edge.hints.isEmpty && (reached.contains(edge.left) || reached.contains(edge.right)) {
      guard edge.hints.contains(where: { $0.allSatisfy(stems.contains) }) else { continue }
      for step in model.graph.tree([edge.left] + tables) ?? [] { reached.formUnion([step.left, step.right]) }
      reached.formUnion([edge.left, edge.right])
    }
    var graph = JoinGraph()
    for edge in model.graph.edges where reached.contains(edge.left) && reached.contains(edge.right) { graph.add(edge) }
    return (graph, reached.sorted())
  }

  /// The examples most like the question, and those that are most like a part of it; with each all its rules.
  private func nearestExamples(words: Words, tiles: [Tile]) -> [ExampleRule] {
    guard !model.examples.isEmpty else { return [] }
    var weights: [UInt64: Double] = [:]
    var fillers = 0.0
    for tile in tiles {
      switch tile.kind {
      case .values, .number, .date, .quotation: fillers += 1
      default:
        for word in words.words[tile.span] {
          let stem = English.canonical(word)
          weights[stem] = max(weights[stem] ?? 0, word.weight)
          for known in model.classes[Stem.combine(0, word.stem)] ?? [] {
            weights[known] = max(weights[known] ?? 0, word.weight * 0.8)
          }
        }
      }
    }
    let total = words.words.reduce(0) { $0 + $1.weight }
    var scored: [(index: Int, whole: Double, part: Double)] = []
    for (index, rules) in model.examples.enumerated() {
      guard let rule = rules.first else { continue }
      var shared = 0.0
      var slots = 0.0
      for token in rule.tokens {
        if token.slot != nil {
          slots += 1
        } else if let weight = weights[token.stem] {
          shared += min(weight, token.weight)
        } else if let weight = token.classes.compactMap({ weights[$0] }).max() {
          shared += min(weight, token.weight)
        }
      }
      shared += min(slots, fillers)
      let own = rule.weightSum
      scored.append((index, 2 * shared / max(total + own, 0.1), shared / max(own, 0.1)))
    }
    let whole = scored.sorted { ($1.whole, $0.index) < ($0.whole, $1.index) }.prefix(Self.exampleCount)
    let part = scored.filter { $0.part > 0.6 }.sorted { ($1.part, $0.index) < ($0.part, $1.index) }.prefix(
      Self.exampleCount)
    let chosen = Set((whole.filter { $0.whole > 0.2 } + part).map(\.index))
    return chosen.sorted().flatMap { model.examples[$0] }
  }

  private func today() -> String? {
    guard let context = ask.context else { return nil }
    return Words(context).words.compactMap(\.date).first { $0.utf8.count == 10 }
  }
}
