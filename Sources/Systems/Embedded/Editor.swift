internal import Basics

/// Adapts a statement made from an example where question and example differ in one thing.
struct Editor {
  let view: View
  let wanted: Wanted
  private let constants: [Constant]

  /// A condition of an example whose value its question does not spell, such as what "large" means.
  private struct Constant {
    var table: String
    var column: ColumnID
    var tokens: [SQLTokens.Token]
    var key: String
  }

  init(view: View) {
    self.view = view
    wanted = Wanted(view: view)
    constants = Self.constants(view)
  }

  /// Variants of a statement; none is the statement itself.
  func variants(_ shape: SQLShape) -> [SQLShape] {
    var found: [[SQLTokens.Token]] = []
    if let counted = counting(shape) { found.append(counted) }
    if let turned = turned(shape) { found.append(turned) }
    found += filtered(shape)
    found += withConstants(shape)
    found += renamed(shape)
    return found.map { SQLShape(tokens: $0, database: view.database) }
  }

  private static func token(_ text: String) -> SQLTokens.Token {
    SQLTokens.Token(kind: .symbol, text: text, plain: text, lower: text.lowercased())
  }

  /// `x` as `COUNT(x)` where a number is asked for, and the other way round.
  func counting(_ shape: SQLShape) -> [SQLTokens.Token]? {
    guard let outer = shape.outer, outer.items.count == 1, let item = outer.items.first, !shape.isCompound else {
      return nil
    }
    let isCount = shape.tokens[item.lowerBound].lower == "count"
    let isQuantity = item.contains { index in
      shape.columns[index].map { view.kind($0).isNumeric && !view.isIdentifier($0) } ?? false
    }
    if wanted.counts, !isCount, !isQuantity, outer.groups.isEmpty, outer.limit == nil,
      !item.contains(where: { shape.tokens[$0].text == "(" })
    {
      var tokens = shape.tokens
      tokens.insert(Self.token(")"), at: item.upperBound)
      var front = [Self.token("COUNT"), Self.token("(")]
      var start = item.lowerBound
      if outer.isDistinct {
        tokens.remove(at: start - 1)
        start -= 1
        front.append(Self.token("DISTINCT"))
      }
      tokens.insert(contentsOf: front, at: start)
      return tokens
    }
    if !wanted.counts, isCount, outer.groups.isEmpty, item.count >= 4, shape.tokens[item.upperBound - 1].text == ")" {
      let inner = shape.tokens[(item.lowerBound + 2)..<(item.upperBound - 1)]
      guard inner.first?.text != "*", inner.first?.text != "1" else { return nil }
      return Array(shape.tokens[..<item.lowerBound]) + inner + shape.tokens[item.upperBound...]
    }
    return nil
  }

  /// The largest instead of the smallest.
  private func turned(_ shape: SQLShape) -> [SQLTokens.Token]? {
    let pieces = Pieces(shape: shape)
    guard wanted.superlatives == 1, pieces.extremes > 0, let isDescending = wanted.isDescending,
      isDescending != pieces.isDescending
    else { return nil }
    var tokens = shape.tokens
    for index in tokens.indices {
      switch tokens[index].lower {
      case "max": tokens[index] = Self.token("MIN")
      case "min": tokens[index] = Self.token("MAX")
      default: break
      }
    }
    let orders = shape.scopes.filter { $0.limit != nil }.compactMap(\.orders.first)
    for order in orders.sorted(by: { $1.upperBound < $0.upperBound }) {
      let last = order.upperBound - 1
      if tokens[last].lower == "desc" {
        tokens[last] = Self.token("ASC")
      } else if tokens[last].lower == "asc" {
        tokens[last] = Self.token("DESC")
      } else {
        tokens.insert(Self.token("DESC"), at: order.upperBound)
      }
    }
    return tokens
  }

  /// A further condition for each value of the question that the statement leaves out.
  private func filtered(_ shape: SQLShape) -> [[SQLTokens.Token]] {
    let used = Set(Pieces(shape: shape).literals)
    var found: [[SQLTokens.Token]] = []
    for tile in view.tiles {
      for entry in tile.values where !used.contains(entry.value.lowercased()) {
        let table = view.database.tables[view.table(of: entry.column)].name.lowercased()
        let value = quotedText(entry.value)
        if let tokens = adding(
          table: table, column: view.name(entry.column), [Self.token("="), Self.token(value)], to: shape)
        {
          found.append(tokens)
        }
      }
    }
    return found
  }

  /// Adds `column …` to the outer SELECT and, where that is compared with an extreme, to the SELECT of the extreme.
  private func adding(
    table: String, column: String, _ rest: [SQLTokens.Token], to shape: SQLShape
  ) -> [SQLTokens.Token]? {
    guard let outer = shape.outer, !shape.isCompound, outer.tables.contains(where: { $0.name.lowercased() == table })
    else { return nil }
    var tokens = shape.tokens
    let scopes = shape.scopes.filter { scope in
      guard scope.tables.contains(where: { $0.name.lowercased() == table }), !scope.hasOr else { return false }
      guard scope.range.lowerBound > 0 else { return true }
      return scope.depth == 1 && scope.items.contains { ["max", "min"].contains(shape.tokens[$0.lowerBound].lower) }
    }
    for scope in scopes.sorted(by: { $1.whereEnd < $0.whereEnd }) {
      guard let alias = scope.tables.first(where: { $0.name.lowercased() == table })?.alias else { continue }
      let condition =
        [
          Self.token(scope.conjuncts.isEmpty ? "WHERE" : "AND"), Self.token(quotedName(alias)), Self.token("."),
          Self.token(quotedName(column)),
        ] + rest
      tokens.insert(contentsOf: condition, at: scope.whereEnd)
    }
    return tokens
  }

  private static func constants(_ view: View) -> [Constant] {
    var found: [Constant] = []
    for rule in view.examples where !rule.isPhrase {
      let filled = Set(rule.slots.flatMap { $0.sites.flatMap { Array($0.range) } })
      for scope in rule.shape.scopes where !scope.hasOr {
        for conjunct in scope.conjuncts {
          guard conjunct.count <= 6, let column = conjunct.compactMap({ rule.shape.columns[$0] }).first,
            let place = conjunct.first(where: { rule.shape.columns[$0] == column }),
            !conjunct.contains(where: { filled.contains($0) || rule.shape.tokens[$0].text == "(" }),
            let last = conjunct.last, [.text, .number].contains(rule.shape.tokens[last].kind)
          else { continue }
          let rest = Array(rule.shape.tokens[(place + 1)...last])
          let table = view.database.tables[view.table(of: column)].name.lowercased()
          let key = "\(column) " + SQLShape.text(rest)
          if !found.contains(where: { $0.key == key }) {
            found.append(Constant(table: table, column: column, tokens: rest, key: key))
          }
        }
      }
    }
    return found
  }

  private func withConstants(_ shape: SQLShape) -> [[SQLTokens.Token]] {
    let pieces = Pieces(shape: shape)
    var found: [[SQLTokens.Token]] = []
    for constant in constants.prefix(4) {
      let literal = constant.tokens.last?.plain.lowercased() ?? ""
      if pieces.literals.contains(literal) {
        if let without = removing(literal, shape) { found.append(without) }
      } else if let tokens = adding(
        table: constant.table, column: view.name(constant.column), constant.tokens, to: shape)
      {
        found.append(tokens)
      }
    }
    return found
  }

  private func removing(_ literal: String, _ shape: SQLShape) -> [SQLTokens.Token]? {
    var removed: Set<Int> = []
    for scope in shape.scopes where !scope.hasOr {
      let isKept = scope.conjuncts.map { conjunct in
        guard conjunct.count <= 6, let last = conjunct.last, shape.tokens[last].plain.lowercased() == literal else {
          return true
        }
        return conjunct.contains { shape.tokens[$0].text == "(" }
      }
      guard isKept.contains(false) else { continue }
      // Each with the AND or WHERE in front of it; what is left begins with WHERE again.
      let first = isKept.firstIndex(of: true)
      for (position, conjunct) in scope.conjuncts.enumerated() where !isKept[position] {
        let isBeforeFirst = first.map { position < $0 } ?? false
        removed.formUnion(
          isBeforeFirst
            ? conjunct.lowerBound..<(conjunct.upperBound + 1) : (conjunct.lowerBound - 1)..<conjunct.upperBound)
      }
    }
    guard !removed.isEmpty else { return nil }
    return shape.tokens.enumerated().filter { !removed.contains($0.offset) }.map(\.element)
  }

  /// A column that the question names in the place of one of the same table that it does not name.
  private func renamed(_ shape: SQLShape) -> [[SQLTokens.Token]] {
    let used = Set(shape.columns.compactMap { $0 })
    var named: [ColumnID] = []
    var weights: [ColumnID: Double] = [:]
    for (position, tile) in view.tiles.enumerated() where !view.isModifier(position) {
      for entry in tile.meanings where entry.weight >= 0.7 {
        guard case .column(let column) = entry.meaning else { continue }
        weights[column] = max(weights[column] ?? 0, entry.weight)
        if !named.contains(column) { named.append(column) }
      }
    }
    let filled = Set(view.tiles.flatMap { $0.values.map(\.column) })
    var found: [[SQLTokens.Token]] = []
    for column in named where !used.contains(column) {
      for other in used.sorted()
      where view.table(of: other) == view.table(of: column) && !named.contains(other) && !filled.contains(other) {
        guard !view.isIdentifier(other),
          view.kind(other).isNumeric == view.kind(column).isNumeric || view.display(view.table(of: other)) != other
        else { continue }
        var tokens = shape.tokens
        for index in tokens.indices where shape.columns[index] == other {
          tokens[index] = SQLTokens.Token(
            kind: .name, text: quotedName(view.name(column)), plain: view.name(column),
            lower: view.name(column).lowercased())
        }
        found.append(tokens)
      }
    }
    return Array(found.prefix(4))
  }
}
