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
    var families = [FamilyShare](repeating: FamilyShare(), count: questions.families.count)
    for (index, entry) in questions.entries.enumerated() {
      families[Int(entry.family)].add(entry, index < given.count ? given[index] : nil)
    }
    var scopes: [String: [Int32]] = [:]
    for family in questions.families.sorted() where families[Int(family)].count > 0 {
      let database = families[Int(family)].database
      scopes[database < 0 ? "" : questions.databases[Int(database)], default: []].append(family)
    }
    for scope in scopes.keys.sorted() {
      var generator = SeededGenerator(seed: seed, purpose: "split " + scope)
      Self.assign((scopes[scope] ?? []).shuffled(using: &generator), ratios, &families)
    }
    for index in questions.indices {
      let family = Int(questions.entries[index].family)
      questions.entries[index].split = families[family].split ?? .train
    }
  }

  /// Large families first, each to the split that lacks most of its share.
  private static func assign(_ order: [Int32], _ ratios: SplitRatios, _ families: inout [FamilyShare]) {
    let total = order.reduce(0) { $0 + Int(families[Int($1)].count) }
    let sum = Double(ratios.train + ratios.validation + ratios.test)
    var placed: [Split: Int] = [:]
    func lack(_ split: Split) -> Double {
      let share = Double(ratios[split]) / sum * Double(total)
      return share > 0 ? (share - Double(placed[split] ?? 0)) / share : -.infinity
    }
    let bySize = order.indices.sorted { left, right in
      let (a, b) = (families[Int(order[left])].magnitude, families[Int(order[right])].magnitude)
      return a != b ? a > b : left < right
    }
    for family in bySize.map({ Int(order[$0]) }) {
      let neediest = Split.allCases.dropFirst().reduce(.train) { lack($1) > lack($0) ? $1 : $0 }
      let split = families[family].split ?? neediest
      families[family].split = split
      placed[split, default: 0] += Int(families[family].count)
    }
  }
}

/// A family as splitting sees it.
private struct FamilyShare {
  var count: Int32 = 0
  /// That of its first question.
  var database: Int32 = -1
  /// The first that its questions were given, then the one that it got.
  var split: Split?

  /// Families within a factor of two count as equally large, so that chance and not size decides where they go.
  var magnitude: Int { Int32.bitWidth - count.leadingZeroBitCount }

  mutating func add(_ entry: Questions.Entry, _ given: Split?) {
    if count == 0 { database = entry.database }
    count += 1
    split = split ?? given
  }
}
