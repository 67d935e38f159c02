internal import Basics

/// Puts candidates in order: how like its example the question is, and how well question and statement explain each
/// other.
struct Ranker {
  let view: View
  private let content: [(stem: UInt64, weight: Double, tile: Int)]
  private let alignment: Alignment
  private let wanted: Wanted

  init(view: View) {
    self.view = view
    wanted = Wanted(view: view)
    var content: [(stem: UInt64, weight: Double, tile: Int)] = []
    for (index, tile) in view.tiles.enumerated() {
      switch tile.kind {
      case .values, .number, .date, .quotation: continue
      default:
        let share = view.isModifier(index) ? 0.3 : 1
        for word in view.words.words[tile.span] where word.weight >= 0.4 {
          content.append((English.canonical(word), word.weight * share, index))
        }
      }
    }
    self.content = content
    alignment = Alignment(rules: view.examples.filter { !$0.isPhrase }, words: content.map(\.stem))
  }

  func rank(_ candidates: [Candidate]) -> [Candidate] {
    let scored = candidates.map { candidate in
      var candidate = candidate
      candidate.features = features(candidate)
      candidate.score = zip(candidate.features, Self.weights).reduce(0) { $0 + $1.0 * $1.1 }
      return candidate
    }
    return scored.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
  }

  /// One weight a feature, fitted on questions over several databases.
  static let weights: [Double] = [
    3.77, 0.954, -0.947, 2.05, -1.01, 1.09, -0.21, -3.23, -2.66, -3.84, -1.91, -3.47, -3.37, -2.09, -1.87, -0.926, 2.2,
    -1.47,
    -2.86, -0.954, -1.96, 0.582, -1.08, 4.47, -1.17,
  ]

  private func features(_ candidate: Candidate) -> [Double] {
    let shape = candidate.shape
    let pieces = Pieces(shape: shape)
    let (covered, missing) = coverage(pieces)
    let (support, unsupported) = alignment.support(pieces.all)
    let literals = Set(pieces.literals)
    let unused = wanted.literals.filter { !literals.contains($0) }.count
    let known = Set(wanted.literals)
    let invented = pieces.literals.filter { literal in
      !known.contains(literal) && !wanted.words.contains(literal) && !alignment.explains(Pieces.constant(literal))
    }.count
    func flag(_ value: Bool) -> Double { value ? 1 : 0 }
    let isDirectionWrong =
      wanted.superlatives > 0 && pieces.extremes > 0 && !wanted.namesSuperlative
      && wanted.directions != pieces.directions
    // "How many people" asks for a number that a column may hold.
    let counts = pieces.countsRows || pieces.selected.contains(where: isQuantity)
    return [
      candidate.similarity, flag(candidate.similarity == 0), Double(candidate.depth), covered, missing, support,
      unsupported, flag(wanted.counts && !counts), flag(!wanted.counts && pieces.countsRows),
      flag(wanted.superlatives > 0 && pieces.extremes == 0),
      flag(wanted.superlatives == 0 && !wanted.namesSuperlative && pieces.extremes > 0),
      flag(isDirectionWrong), flag(wanted.negates && !pieces.negates), flag(!wanted.negates && pieces.negates),
      Double(unused), Double(min(invented, 3)), asked(pieces), flag(wanted.averages != pieces.averages),
      flag(wanted.sums != pieces.sums), flag(wanted.groups != pieces.groups), Double(shape.tokens.count) / 50,
      flag(shape.outer?.isDistinct ?? false), Double(candidate.edits),
      max(0, candidate.similarity - 0.9) * 10, repetition(pieces),
    ]
  }

  private func isQuantity(_ column: ColumnID) -> Bool { view.kind(column).isNumeric && !view.isIdentifier(column) }

  /// How often a word is repeated beyond what the statement repeats: "states that border states that border …".
  private func repetition(_ pieces: Pieces) -> Double {
    var deficit = 0
    var counts: [UInt64: Int] = [:]
    for (position, word) in content.enumerated() where word.weight >= 0.9 {
      counts[word.stem, default: 0] += 1
      guard let count = counts[word.stem], count > 1 else { continue }
      var best = (table: "", weight: 0.2)
      for table in pieces.tableCounts.keys.sorted() {
        let weight = alignment.lift(position, [Pieces.table(table)])
        if weight > best.weight { best = (table, weight) }
      }
      if let found = pieces.tableCounts[best.table], found < count { deficit += 1 }
    }
    return Double(deficit)
  }

  /// The share of the question's words that something in the statement accounts for, and the weight of the rest.
  private func coverage(_ pieces: Pieces) -> (Double, Double) {
    var total = 0.0
    var covered = 0.0
    for (position, word) in content.enumerated() {
      var best = alignment.lift(position, pieces.all)
      var isNamed = false
      for entry in view.tiles[word.tile].meanings where entry.weight >= 0.5 {
        switch entry.meaning {
        case .column(let column):
          isNamed = true
          if pieces.columns.contains(column) { best = max(best, min(1, entry.weight)) }
        case .table(let table):
          isNamed = true
          if pieces.tables.contains(view.database.tables[table].name.lowercased()) { best = max(best, 0.9) }
        case .measure, .filter, .expression: best = max(best, 0.9)
        }
      }
      if !isNamed, view.tiles[word.tile].cue != nil { best = max(best, 0.7) }
      total += word.weight
      covered += word.weight * best
    }
    return (total == 0 ? 1 : covered / total, total - covered)
  }

  private static let prepositions: Set<String> = ["in", "on", "at", "with", "from", "for", "by", "through", "to"]

  /// Whether the first thing named is among what is selected.
  private func asked(_ pieces: Pieces) -> Double {
    for (position, tile) in view.tiles.prefix(6).enumerated() {
      if position > 0, case .word = tile.kind, Self.prepositions.contains(view.words[tile.span.lowerBound].text) {
        return 0.5
      }
      let entries = tile.meanings.filter { $0.weight >= 0.5 }
      guard !entries.isEmpty else { continue }
      for entry in entries {
        switch entry.meaning {
        case .column(let column): if pieces.selected.contains(column) { return 1 }
        case .table(let table):
          if let display = view.display(table), pieces.selected.contains(where: { $0 == display || same($0, display) })
          {
            return 1
          }
          if pieces.countsRows, pieces.tables.contains(view.database.tables[table].name.lowercased()) { return 1 }
        default: return 1
        }
      }
      return 0
    }
    return 0.5
  }

  private func same(_ left: ColumnID, _ right: ColumnID) -> Bool {
    view.domains[left] != nil && view.domains[left] == view.domains[right]
  }
}

/// What the words of a question ask of a statement's shape.
struct Wanted {
  var counts = false
  var superlatives = 0
  var isDescending: Bool?
  var directions: Set<Bool> = []
  /// Whether a superlative is part of a name, such as a column lowest_price.
  var namesSuperlative = false
  var negates = false
  var averages = false
  var sums = false
  var groups = false
  var literals: [String] = []
  var words: Set<String> = []

  init(view: View) {
    words = Set(view.words.words.map(\.text))
    for tile in view.tiles {
      switch tile.kind {
      case .cue(let cue):
        switch cue {
        case .count: counts = true
        case .superlative(let descending, _):
          addSuperlative(descending)
        case .aggregate("MAX"): addSuperlative(true)
        case .aggregate("MIN"): addSuperlative(false)
        case .limit(let descending) where view.words[tile.span.lowerBound].text != "first": addSuperlative(descending)
        case .negation, .comparison("!="): negates = true
        case .aggregate("AVG"), .average: averages = true
        case .aggregate("SUM"): sums = true
        case .group: groups = true
        default: break
        }
      case .values(let entries): literals.append(entries[0].value.lowercased())
      case .number(let number) where view.words[tile.span.lowerBound].text != "one": literals.append(numeral(number))
      case .date(let date): literals.append(date)
      case .quotation(let text): literals.append(text.lowercased())
      case .meanings:
        for word in view.words.words[tile.span] {
          if case .superlative = English.cues[Stem.combine(0, word.stem)] { namesSuperlative = true }
        }
      default: break
      }
    }
  }

  private mutating func addSuperlative(_ descending: Bool) {
    superlatives += 1
    isDescending = isDescending ?? descending
    directions.insert(descending)
  }
}

/// How often, among a question's examples, a word and a piece of SQL go together.
struct Alignment {
  private var together: [[UInt64: Double]] = []
  private var pieceCounts: [UInt64: Double] = [:]
  private var wordCounts: [Double] = []
  private let total: Double

  init(rules: [ExampleRule], words: [UInt64]) {
    total = Double(rules.count)
    wordCounts = Array(repeating: 0, count: words.count)
    together = Array(repeating: [:], count: words.count)
    for rule in rules {
      let stems = Set(rule.tokens.map(\.stem))
      for piece in rule.pieces { pieceCounts[piece, default: 0] += 1 }
      for (position, word) in words.enumerated() where stems.contains(word) {
        wordCounts[position] += 1
        for piece in rule.pieces { together[position][piece, default: 0] += 1 }
      }
    }
  }

  /// How much likelier a piece is with the word than without.
  private func lift(_ position: Int, _ piece: UInt64) -> Double {
    let with = wordCounts[position]
    guard with > 0 else { return 0 }
    let both = together[position][piece] ?? 0
    let without = total - with
    let base = without > 0 ? ((pieceCounts[piece] ?? 0) - both) / without : 0
    return both / (with + 0.3) - base
  }

  /// The best explanation of a word among the pieces of a statement.
  func lift(_ position: Int, _ pieces: Set<UInt64>) -> Double {
    guard wordCounts[position] > 0 else { return 0 }
    return max(0, pieces.reduce(0) { max($0, lift(position, $1)) })
  }

  /// Whether a word of the question goes with a piece.
  func explains(_ piece: UInt64) -> Bool { wordCounts.indices.contains { lift($0, piece) > 0.4 } }

  /// How well the question's words explain the pieces of a statement: on average, and how many are unexplained.
  func support(_ pieces: Set<UInt64>) -> (Double, Double) {
    guard total > 0, !pieces.isEmpty else { return (0.5, 0) }
    var sum = 0.0
    var unexplained = 0.0
    for piece in pieces.sorted() {
      var best = (pieceCounts[piece] ?? 0) / (total + 1)
      for position in wordCounts.indices { best = max(best, lift(position, piece)) }
      sum += min(1, best)
      if best < 0.2 { unexplained += 1 }
    }
    return (sum / Double(pieces.count), unexplained)
  }
}
