internal import Basics
internal import Glibc

/// Finds the questions that are most like another one, by words and by spelling, none too like those already found.
///
/// What questions name is masked. Okapi BM25 (Robertson and Zaragoza, 2009) over words and pairs of words and the cosine
/// of hashed trigrams are joined by reciprocal rank fusion (Cormack et al., 2009), then thinned by maximal marginal
/// relevance (Carbonell and Goldstein, 1998).
struct QuestionSimilarity: Sendable {
  private struct Entry: Sendable {
    var stems: [UInt64: Double]
    var length: Double
    var grams: [UInt64: Double]
    /// Entries with the same kind of answer.
    var kind: String
  }

  private let entries: [Entry]
  private let frequencies: [UInt64: Int]
  private let averageLength: Double

  /// `kinds` name what the answers have in common, such as the skeletons of their SQL.
  init(_ questions: [MaskedQuestion], kinds: [String]) {
    entries = zip(questions, kinds).map { Self.entry($0, $1) }
    var frequencies: [UInt64: Int] = [:]
    for entry in entries { for stem in entry.stems.keys { frequencies[stem, default: 0] += 1 } }
    self.frequencies = frequencies
    averageLength = max(1, entries.reduce(0) { $0 + $1.length } / Double(max(1, entries.count)))
  }

  /// The places of the `count` most useful questions, the likest first.
  func nearest(to question: MaskedQuestion, count: Int) -> [Int] {
    guard count > 0, !entries.isEmpty else { return [] }
    let asked = Self.entry(question, "")
    let byWords = ranks(entries.map { bm25(asked, $0) })
    let bySpelling = ranks(entries.map { Self.cosine(asked.grams, $0.grams) })
    let scores = entries.indices.map { 1 / (60 + byWords[$0]) + 1 / (60 + bySpelling[$0]) }
    var open = entries.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
    if let best = open.first.map({ scores[$0] }), best <= 2 / (60 + Double(entries.count)) { return [] }
    var chosen: [Int] = []
    while chosen.count < count, !open.isEmpty {
      let top = scores[open[0]]
      let next = open.indices.max { left, right in
        (value(open[left], chosen, scores, top), right) < (value(open[right], chosen, scores, top), left)
      }
      guard let next else { break }
      chosen.append(open.remove(at: next))
    }
    return chosen
  }

  /// Relevance less likeness to what was chosen.
  private func value(_ place: Int, _ chosen: [Int], _ scores: [Double], _ top: Double) -> Double {
    let likeness =
      chosen.map { other in
        let spelling = Self.cosine(entries[place].grams, entries[other].grams)
        return entries[place].kind == entries[other].kind ? max(0.5, spelling) : spelling
      }.max() ?? 0
    return 0.7 * scores[place] / max(top, .leastNormalMagnitude) - 0.3 * likeness
  }

  private func bm25(_ asked: Entry, _ entry: Entry) -> Double {
    let (k, b) = (1.2, 0.75)
    let count = Double(entries.count)
    return asked.stems.keys.sorted().reduce(0) { sum, stem in
      guard let times = entry.stems[stem] else { return sum }
      let known = Double(frequencies[stem] ?? 0)
      let weight = Glibc.log(1 + (count - known + 0.5) / (known + 0.5))
      return sum + weight * times * (k + 1) / (times + k * (1 - b + b * entry.length / averageLength))
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

  private static func entry(_ question: MaskedQuestion, _ kind: String) -> Entry {
    var stems: [UInt64: Double] = [:]
    for word in question.words { stems[word?.stem ?? 0, default: 0] += word?.weight ?? 0.2 }
    for (left, right) in zip(question.words, question.words.dropFirst()) {
      let pair = (left?.stem ?? 0) &* 0x9E37_79B9_7F4A_7C15 &+ (right?.stem ?? 0)
      stems[pair, default: 0] += 0.5
    }
    var grams: [UInt64: Double] = [:]
    let bytes = Array(" \(question.text) ".utf8)
    for start in bytes.indices.dropLast(2) { grams[stableHash(bytes[start...(start + 2)]), default: 0] += 1 }
    return Entry(
      stems: stems, length: stems.keys.sorted().reduce(0) { $0 + (stems[$1] ?? 0) }, grams: grams, kind: kind)
  }

  private static func cosine(_ left: [UInt64: Double], _ right: [UInt64: Double]) -> Double {
    func length(_ grams: [UInt64: Double]) -> Double {
      grams.keys.sorted().reduce(0) { $0 + (grams[$1] ?? 0) * (grams[$1] ?? 0) }
    }
    let product = left.keys.sorted().reduce(0) { $0 + (left[$1] ?? 0) * (right[$1] ?? 0) }
    let scale = (length(left) * length(right)).squareRoot()
    return scale > 0 ? product / scale : 0
  }
}
