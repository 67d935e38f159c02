extension Linter {
  /// Sources that no condition ties to the others.
  mutating func checkJoins(_ subject: Subject) {
    guard let from = subject.core.from, (2...200).contains(subject.scope.sources.count) else { return }
    var joined = Groups(subject.scope.sources.count)
    for conjunct in subject.core.joinedConditions.flatMap(\.conjuncts) {
      let owners = subject.scope.owners(in: conjunct)
      if owners.contains(.unknown) { return }
      joined.unite(owners.compactMap { if case .source(let index) = $0 { index } else { nil } }.sorted())
    }
    joined.uniteByNames(from)
    for (index, source) in subject.scope.sources.enumerated() where source.isFree { joined.unite([0, index]) }
    for (index, source) in subject.scope.sources.enumerated()
    where index > 0 && (0..<index).allSatisfy({ !joined.areUnited($0, index) }) {
      let others = subject.scope.sources[..<index].compactMap(\.name).joined(separator: ", ")
      note(
        .cartesianProduct, at: marks.sources.first { $0.0 == source.source && $0.1.lowerBound >= subject.start }?.1,
        "Every row of \(source.name ?? "this query") is paired with every row of \(others), for nothing joins them.",
        "Join them by a condition, or write CROSS JOIN if every pair is meant.")
    }
  }
}

extension LintScope.Source {
  /// True if it cannot multiply rows by mistake: one row, or made from the rows before it.
  fileprivate var isFree: Bool {
    switch source {
    case .function: true
    case .subquery(_, _, let isLateral): isLateral || columns.isSingle
    default: columns.isSingle
    }
  }
}

/// Which sources are tied together.
private struct Groups {
  private var parents: [Int]

  init(_ count: Int) { parents = Array(0..<count) }

  private func root(_ index: Int) -> Int {
    var index = index
    while parents[index] != index { index = parents[index] }
    return index
  }

  func areUnited(_ one: Int, _ other: Int) -> Bool { root(one) == root(other) }

  mutating func unite(_ indices: [Int]) {
    guard let first = indices.first, parents.indices.contains(first) else { return }
    for index in indices.dropFirst() where parents.indices.contains(index) { parents[root(index)] = root(first) }
  }

  /// Joins by USING, NATURAL and CROSS say what they mean by themselves.
  mutating func uniteByNames(_ clause: FromClause, from start: Int = 0) {
    var index = start
    func count(_ source: TableSource) -> Int {
      if case .group(let inner, nil) = source { inner.flatSources.count } else { 1 }
    }
    func descend(_ source: TableSource, _ groups: inout Groups) {
      if case .group(let inner, nil) = source { groups.uniteByNames(inner, from: index) }
      index += count(source)
    }
    descend(clause.first, &self)
    for join in clause.joins {
      let isNamed = if case .using? = join.constraint { true } else { join.isNatural || join.kind == .cross }
      if isNamed { unite([max(start, index - 1), index]) }
      descend(join.source, &self)
    }
  }
}
