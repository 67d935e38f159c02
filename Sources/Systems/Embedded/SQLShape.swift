internal import Basics

/// A statement's tokens with its SELECTs taken apart: enough to swap values and clauses without a syntax tree.
struct SQLShape: Sendable, Hashable {
  /// One SELECT with its clauses as ranges of tokens.
  struct Scope: Sendable, Hashable {
    var range: Range<Int>
    var depth: Int
    var isDistinct = false
    var items: [Range<Int>] = []
    var tables: [(name: String, alias: String)] = []
    var conjuncts: [Range<Int>] = []
    var hasOr = false
    var groups: [Range<Int>] = []
    var having: Range<Int>?
    var orders: [Range<Int>] = []
    var limit: Int?
    /// Where a WHERE clause ends or would have to be written.
    var whereEnd = 0

    static func == (left: Scope, right: Scope) -> Bool { left.range == right.range }
    func hash(into hasher: inout Hasher) { hasher.combine(range) }
  }

  var tokens: [SQLTokens.Token]
  private(set) var scopes: [Scope] = []
  /// The column that each token names, where it names one.
  private(set) var columns: [ColumnID?]
  /// Whether the statement combines several SELECTs.
  private(set) var isCompound = false

  init(_ sql: String, database: Database) {
    self.init(tokens: SQLTokens(sql).tokens, database: database)
  }

  init(tokens: [SQLTokens.Token], database: Database) {
    self.tokens = tokens
    columns = Array(repeating: nil, count: tokens.count)
    findScopes()
    resolve(database)
  }

  /// The statement's own SELECT.
  var outer: Scope? { scopes.first }

  private static let clauseWords: Set<String> = [
    "from", "where", "group", "having", "order", "limit", "union", "intersect", "except",
  ]

  private mutating func findScopes() {
    for (index, token) in tokens.enumerated() where token.lower == "select" && token.kind == .name {
      scopes.append(scope(at: index))
    }
    scopes.sort { ($0.depth, $0.range.lowerBound) < ($1.depth, $1.range.lowerBound) }
  }

  private mutating func scope(at start: Int) -> Scope {
    var depth = 0
    for token in tokens[..<start] {
      if token.text == "(" { depth += 1 }
      if token.text == ")" { depth -= 1 }
    }
    var scope = Scope(range: start..<start, depth: depth)
    var level = 0
    var clause = "select"
    var piece = start + 1
    var index = start + 1
    if index < tokens.count, tokens[index].lower == "distinct" {
      scope.isDistinct = true
      index += 1
      piece = index
    }
    var isBetween = false
    func close(_ end: Int, _ tokens: [SQLTokens.Token], _ scope: inout Scope) {
      guard piece < end else { return }
      let range = piece..<end
      switch clause {
      case "select": scope.items.append(range)
      case "from": Self.addTable(range, tokens, &scope)
      case "where": scope.conjuncts.append(range)
      case "group": scope.groups.append(range)
      case "having": scope.having = range
      case "order": scope.orders.append(range)
      case "limit": scope.limit = Int(tokens[range.lowerBound].text)
      default: break
      }
    }
    scan: while index < tokens.count {
      let token = tokens[index]
      if token.text == "(" { level += 1 }
      if token.text == ")" {
        if level == 0 { break scan }
        level -= 1
      }
      if level == 0, token.kind == .name, token.text.utf8.first != 34 {
        if Self.clauseWords.contains(token.lower) {
          close(index, tokens, &scope)
          if ["where", "from"].contains(clause) { scope.whereEnd = index }
          if ["union", "intersect", "except"].contains(token.lower) {
            isCompound = true
            break scan
          }
          clause = token.lower
          if (clause == "group" || clause == "order"), index + 1 < tokens.count, tokens[index + 1].lower == "by" {
            index += 1
          }
          piece = index + 1
        } else if clause == "from", ["join", "on", "inner", "left", "cross", "outer"].contains(token.lower) {
          close(index, tokens, &scope)
          piece = index + 1
          if token.lower == "on" { clause = "on" }
        } else if clause == "on", ["join", "inner", "left", "cross"].contains(token.lower) {
          clause = "from"
          piece = index + 1
        } else if clause == "where" {
          if token.lower == "between" { isBetween = true }
          if token.lower == "or" { scope.hasOr = true }
          if token.lower == "and" {
            if isBetween {
              isBetween = false
            } else {
              close(index, tokens, &scope)
              piece = index + 1
            }
          }
        }
      } else if level == 0, token.text == ",", clause != "where", clause != "having" {
        close(index, tokens, &scope)
        piece = index + 1
      }
      index += 1
    }
    close(index, tokens, &scope)
    if ["where", "from", "on"].contains(clause) { scope.whereEnd = index }
    if scope.whereEnd == 0 { scope.whereEnd = index }
    scope.range = start..<index
    return scope
  }

  private static func addTable(_ range: Range<Int>, _ tokens: [SQLTokens.Token], _ scope: inout Scope) {
    let names = tokens[range].filter { $0.kind == .name && $0.lower != "as" }
    guard let first = names.first, tokens[range.lowerBound].text != "(" else { return }
    var name = first
    var rest = Array(names.dropFirst())
    var index = range.lowerBound + 1
    while index + 1 < range.upperBound, tokens[index].text == "." {
      name = tokens[index + 1]
      if !rest.isEmpty { rest.removeFirst() }
      index += 2
    }
    scope.tables.append((name.plain, rest.first?.plain ?? name.plain))
  }

  private mutating func resolve(_ database: Database) {
    for (index, token) in tokens.enumerated() where token.kind == .name {
      if index > 1, tokens[index - 1].text == "." {
        let owner = tokens[index - 2].plain.lowercased()
        for scope in scopes.reversed() where columns[index] == nil && scope.range.contains(index) {
          if let table = scope.tables.first(where: { $0.alias.lowercased() == owner }),
            let id = database.table(table.name)
          {
            columns[index] = database.column(token.plain, in: id)
          }
        }
        if columns[index] == nil {
          for scope in scopes where columns[index] == nil {
            if let table = scope.tables.first(where: { $0.alias.lowercased() == owner }),
              let id = database.table(table.name)
            {
              columns[index] = database.column(token.plain, in: id)
            }
          }
        }
        continue
      }
      if index + 1 < tokens.count, tokens[index + 1].text == "." || tokens[index + 1].text == "(" { continue }
      for scope in scopes.reversed() where columns[index] == nil && scope.range.contains(index) {
        for table in scope.tables where columns[index] == nil {
          if let id = database.table(table.name) { columns[index] = database.column(token.plain, in: id) }
        }
      }
    }
    // SQLite reads an unknown name in double quotes as text, and some statements rely on it.
    for (index, token) in tokens.enumerated()
    where token.kind == .name && token.text.utf8.first == 34 && columns[index] == nil && index > 0 {
      let before = tokens[index - 1]
      if ["=", "!=", "<>", "<", ">", "<=", ">=", ",", "("].contains(before.text)
        || ["like", "and", "between"].contains(before.lower)
      {
        tokens[index] = SQLTokens.Token(
          kind: .text, text: quotedText(token.plain), plain: token.plain, lower: token.lower)
      }
    }
  }

  /// The tokens as a statement.
  static func text(_ tokens: [SQLTokens.Token]) -> String {
    var text = ""
    var previous = ""
    for token in tokens {
      let isTight =
        previous.isEmpty || previous == "." || previous == "(" || token.text == "." || token.text == ","
        || token.text == ")"
        || (token.text == "(" && Self.functions.contains(previous.lowercased()))
      if !isTight { text += " " }
      text += token.text
      previous = token.text
    }
    return text
  }

  private static let functions: Set<String> = [
    "count", "sum", "avg", "min", "max", "round", "date", "strftime", "cast", "lower", "upper", "coalesce", "nullif",
    "abs", "julianday", "length", "substr", "ifnull", "total",
  ]
}
