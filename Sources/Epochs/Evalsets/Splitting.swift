import Basics

/// How much of an evalset each split gets.
package struct SplitRatios: Sendable, Hashable {
  package var train: Int
  package var validation: Int
  package var test: Int

  package static let usual = SplitRatios(train: 60, validation: 20, test: 20)

  package init(train: Int, validation: Int, test: Int) {
    self.train = train
    self.validation = validation
    self.test = test
  }

  /// `60/20/20`; two numbers leave nothing for validation's neighbour, the test split.
  package init(_ text: String) throws(EvalsetError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
    }
    let numbers = parts.compactMap { $0.flatMap { $0 <= 1_000_000 ? $0 : nil } }
    guard numbers.count == parts.count, (2...3).contains(numbers.count), numbers.reduce(0, +) > 0 else {
      throw .badRatios(text)
    }
    self.init(train: numbers[0], validation: numbers[1], test: numbers.count > 2 ? numbers[2] : 0)
  }

  subscript(split: Split) -> Int {
    switch split {
    case .train: train
    case .validation: validation
    case .test: test
    }
  }
}

extension Evalset {
  /// Splits by family, each database by itself: equal seeds give equal splits.
  ///
  /// Questions for which `given` has a split keep it, and their family with them.
  package mutating func split(_ ratios: SplitRatios = .usual, seed: UInt64, given: [Split?] = []) {
    var families: [String: [Int]] = [:]
    for (index, question) in questions.enumerated() { families[question.family, default: []].append(index) }
    var scopes: [String: [String]] = [:]
    for family in families.keys.sorted() {
      guard let first = families[family]?.first else { continue }
      scopes[questions[first].database ?? "", default: []].append(family)
    }
    for scope in scopes.keys.sorted() {
      var generator = SeededGenerator(seed: seed, purpose: "split " + scope)
      let shuffled = (scopes[scope] ?? []).shuffled(using: &generator)
      assign(shuffled.compactMap { families[$0] }, ratios, given)
    }
  }

  /// Large families first, each to the split that lacks most of its share.
  private mutating func assign(_ families: [[Int]], _ ratios: SplitRatios, _ given: [Split?]) {
    let total = families.reduce(0) { $0 + $1.count }
    let sum = Double(ratios.train + ratios.validation + ratios.test)
    var placed: [Split: Int] = [:]
    func lack(_ split: Split) -> Double {
      let share = Double(ratios[split]) / sum * Double(total)
      return share > 0 ? (share - Double(placed[split] ?? 0)) / share : -.infinity
    }
    let bySize = families.enumerated().sorted { left, right in
      let (a, b) = (Self.magnitude(left.element.count), Self.magnitude(right.element.count))
      return a != b ? a > b : left.offset < right.offset
    }
    for family in bySize.map(\.element) {
      let neediest = Split.allCases.dropFirst().reduce(.train) { lack($1) > lack($0) ? $1 : $0 }
      let known = family.lazy.compactMap { $0 < given.count ? given[$0] : nil }.first
      let split = known ?? neediest
      for index in family { questions[index].split = split }
      placed[split, default: 0] += family.count
    }
  }

  /// Families within a factor of two count as equally large, so that chance and not size decides where they go.
  private static func magnitude(_ count: Int) -> Int { Int.bitWidth - count.leadingZeroBitCount }
}
