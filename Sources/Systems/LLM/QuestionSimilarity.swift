internal import Basics
internal import Glibc

/// Finds the questions that are most like another one, by words and by spelling, none too like those already found.
///
/// Each is looked at as it stands and without what it names. Okapi BM25 (Robertson and Zaragoza, 2009) over words and
/// pairs of words and the cosine of hashed trigrams are joined by reciprocal rank fusion (Cormack et al., 2009), then
/// thinned by maximal marginal relevance (Carbonell and Goldstein, 1998).
struct QuestionSimilarity: Sendable {
  /// A question as it stands and without what it names.
  struct Question: Sendable {
    var plain: MaskedQuestion
    var masked: MaskedQuestion

    init(_ words: Words, named: Set<Int> = []) {
      (plain, masked) = (MaskedQuestion(words), MaskedQuestion(words, named: named))
    }
  }

  private struct Terms: Sendable {
    var weights: [UInt64: Double] = [:]
    var length = 0.0

    init(_ question: MaskedQuestion, pairs: Bool) {
      for word in question.words { weights[word?.stem ?? 0, default: 0] += word?.weight ?? 0.2 }
      for (left, right) in zip(question.words, question.words.dropFirst()) where pairs {
        let pair = (left?.stem ?? 0) &* 0x9E37_79B9_7F4A_7C15 &+ (right?.stem ?? 0)
        weights[pair, default: 0] += 0.5
      }
      length = weights.keys.sorted().reduce(0) { $0 + (weights[$1] ?? 0) }
    }
  }

  private struct Trigrams: Sendable {
    /// By their hashes, in order, so that sums are the same in every process.
    var counts: [(gram: UInt64, count: Double)]
    var length: Double

    init(_ question: MaskedQuestion) {
      var counts: [UInt64: Double] = [:]
      let bytes = Array(" \(question.text) ".utf8)
      for start in bytes.indices.dropLast(2) { counts[stableHash(bytes[start...(start + 2)]), default: 0] += 1 }
      self.counts = counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      length = self.counts.reduce(0) { $0 + $1.count * $1.count }.squareRoot()
    }

    func cosine(_ other: Trigrams) -> Double {
      var (product, left, right) = (0.0, 0, 0)
      while left < counts.count, right < other.counts.count {
        let (one, two) = (counts[left], other.counts[right])
        if one.gram == two.gram { product += one.count * two.count }
        if one.gram <= two.gram { left += 1 }
        if two.gram <= one.gram { right += 1 }
      }
      return length * other.length > 0 ? product / (length * other.length) : 0
    }
  }

  private struct Entry: Sendable {
    /// As it stands, and without what it names.
    var terms: [Terms]
    var grams: [Trigrams]
    /// Entries with the same kind of answer.
    var kind: String

    init(_ question: Question, _ kind: String) {
      terms = [Terms(question.plain, pairs: false), Terms(question.masked, pairs: true)]
      grams = [Trigrams(question.plain), Trigrams(question.masked)]
      self.kind = kind
    }
  }

  private let entries: [Entry]
  private let frequencies: [[UInt64: Int]]
  private let averageLengths: [Double]

  /// How many are weighed against each other; whatever ranks lower is never the best to add.
  private static let pool = 60

  /// `kinds` name what the answers have in common, such as the skeletons of their SQL.
  init(_ questions: [Question], kinds: [String]) {
    let entries = zip(questions, kinds).map { Entry($0, $1) }
    frequencies = (0..<2).map { view in
      entries.reduce(into: [:]) { counts, entry in
        for term in entry.terms[view].weights.keys { counts[term, default: 0] += 1 }
      }
    }
    averageLengths = (0..<2).map { view in
      max(1, entries.reduce(0) { $0 + $1.terms[view].length } / Double(max(1, entries.count)))
    }
    self.entries = entries
  }

  /// The places of the `count` most useful questions, the likest first.
  func nearest(to question: Question, count: Int) -> [Int] {
    guard count > 0, !entries.isEmpty else { return [] }
    let asked = Entry(question, "")
    let ranked = (0..<2).flatMap { view in
      [ranks(entries.map { bm25(asked, $0, view) }), ranks(entries.map { asked.grams[view].cosine($0.grams[view]) })]
    }
    let scores = entries.indices.map { place in ranked.reduce(0) { $0 + 1 / (60 + $1[place]) } }
    var open = Array(entries.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(Self.pool))
    let top = scores[open[0]]
    if top <= Double(ranked.count) / (60 + Double(entries.count)) { return [] }
    var chosen: [Int] = []
    while chosen.count < count, !open.isEmpty {
      let values = open.map { value($0, chosen, scores[$0] / top) }
      let best = values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
      chosen.append(open.remove(at: best))
    }
    return chosen
  }

  /// Relevance less likeness to what was chosen.
  private func value(_ place: Int, _ chosen: [Int], _ relevance: Double) -> Double {
    let likeness =
      chosen.map { other in
        let spelling = entries[place].grams[0].cosine(entries[other].grams[0])
        return entries[place].kind == entries[other].kind ? max(0.5, spelling) : spelling
      }.max() ?? 0
    return 0.7 * relevance - 0.3 * likeness
  }

  private func bm25(_ asked: Entry, _ entry: Entry, _ view: Int) -> Double {
    let (k, b) = (1.2, 0.75)
    let count = Double(entries.count)
    let terms = entry.terms[view]
    return asked.terms[view].weights.keys.sorted().reduce(0) { sum, term in
      guard let times = terms.weights[term] else { return sum }
      let known = Double(frequencies[view][term] ?? 0)
      let weight = Glibc.log(1 + (count - known + 0.5) / (known + 0.5))
      return sum + weight * times * (k + 1) / (times + k * (1 - b + b * terms.length / averageLengths[view]))
    }
  }

  /// The rank of each value from 1, equal values having the same.
  private func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    for (place, index) in order.enumerated() {
      let isTie = place > 0 && values[index] == values[order[place - 1]]
      ranks[index] = isTie ? ranks[order[place - 1]] : Double(place + 1)
    }
    return ranks
  }
}
