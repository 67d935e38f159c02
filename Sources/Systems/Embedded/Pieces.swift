internal import Basics

/// What a statement is made of, as hashes that can be counted and compared.
struct Pieces: Sendable {
  var all: Set<UInt64> = []
  /// Pieces about a column, by column.
  var columns: Set<ColumnID> = []
  var selected: [ColumnID] = []
  var tables: Set<String> = []
  var countsRows = false
  var extremes = 0
  var isDescending: Bool?
  var directions: Set<Bool> = []
  var tableCounts: [String: Int] = [:]
  var negates = false
  var groups = false
  var averages = false
  var sums = false
  var literals: [String] = []
  var depth = 0

  init(shape: SQLShape) {
    for scope in shape.scopes {
      let level = scope.depth == 0 ? "0" : "1"
      depth = max(depth, scope.depth)
      for item in scope.items {
        let function = item.first(where: { shape.tokens[$0].text == "(" }).flatMap { open in
          open > item.lowerBound ? shape.tokens[open - 1].lower : nil
        }
        if function == "count", scope.depth == 0 { countsRows = true }
        for index in item {
          guard let column = shape.columns[index] else { continue }
          add("select\(level):\(function ?? ""):\(column)")
          if scope.depth == 0 { selected.append(column) }
        }
        if function == "max" || function == "min" {
          extremes += 1
          isDescending = isDescending ?? (function == "max")
          directions.insert(function == "max")
        }
      }
      for table in scope.tables {
        tables.insert(table.name.lowercased())
        tableCounts[table.name.lowercased(), default: 0] += 1
        all.insert(Self.table(table.name.lowercased()))
      }
      for conjunct in scope.conjuncts {
        let named = conjunct.compactMap { shape.columns[$0] }
        let symbol = conjunct.map { shape.tokens[$0].lower }.first {
          ["=", "!=", "<>", "<", ">", "<=", ">=", "in", "like", "between", "is"].contains($0)
        }
        for column in named { add("where:\(column)") }
        if let first = named.first, let symbol, symbol != "=", symbol != "in" { add("where:\(first):\(symbol)") }
      }
      for range in scope.groups {
        groups = true
        for index in range { if let column = shape.columns[index] { add("group:\(column)") } }
      }
      for range in scope.orders {
        let descends = range.contains { shape.tokens[$0].lower == "desc" }
        if scope.limit != nil {
          extremes += 1
          isDescending = isDescending ?? descends
          directions.insert(descends)
        }
        for index in range { if let column = shape.columns[index] { add("order:\(column):\(descends)") } }
        if range.contains(where: { shape.tokens[$0].lower == "count" }) { add("order:count:\(descends)") }
      }
      if scope.isDistinct { add("distinct\(level)") }
    }
    for (index, token) in shape.tokens.enumerated() {
      if let column = shape.columns[index] {
        columns.insert(column)
        add("column:\(column)")
      }
      switch token.lower {
      case "not", "except", "!=", "<>": negates = true
      case "avg": averages = true
      case "sum": sums = true
      case "max", "min", "count": add("function:" + token.lower)
      case "having", "intersect", "union": add(token.lower)
      default: break
      }
      if token.kind == .text || (token.kind == .number && index > 0 && shape.tokens[index - 1].lower != "limit") {
        literals.append(token.plain.lowercased())
        all.insert(Self.constant(token.plain.lowercased()))
      }
    }
    if negates { add("not") }
  }

  static func table(_ name: String) -> UInt64 { stableHash("table:" + name) }
  static func constant(_ literal: String) -> UInt64 { stableHash("constant:" + literal) }

  private mutating func add(_ piece: String) { all.insert(stableHash(piece)) }
}
