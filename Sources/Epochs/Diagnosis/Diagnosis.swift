internal import Spaces
internal import Systems

/// Blames each failed question on what the first failing node lacked.
package struct Diagnosis: Sendable {
  package let items: [TrainItem]
  package let clusters: [Cluster]

  package init(_ items: [TrainItem]) {
    self.items = items
    var order: [Cluster.Key] = []
    var questions: [Cluster.Key: [String]] = [:]
    for item in items where item.isFailing {
      for key in Diagnosis.blame(item) {
        if questions[key] == nil { order.append(key) }
        questions[key, default: []].append(item.id)
      }
    }
    clusters = order.sorted().map { Cluster(key: $0, questions: questions[$0] ?? []) }
  }

  /// What could have made the answer right, one key for each thing that the generated SQL lacks; every failure could
  /// also have been helped by an example.
  static func blame(_ item: TrainItem) -> [Cluster.Key] {
    var keys: Set<Cluster.Key> = [Cluster.Key(.generator, .example, "", "shape")]
    let known = Set(item.generated?.values.map { $0.value.lowercased() } ?? [])
    for comparison in item.expected.values where !known.contains(comparison.value.lowercased()) {
      guard !item.words.positions(of: comparison.value).isEmpty else { continue }
      if comparison.isText { keys.insert(Cluster.Key(.retriever, .entityMatching, "", "value")) }
    }
    for piece in item.missing {
      switch piece.kind {
      case .table: keys.insert(Cluster.Key(.generator, .tableDescription, piece.sql, "table"))
      case .column:
        keys.insert(Cluster.Key(.generator, .synonym, piece.sql, "column"))
        keys.insert(Cluster.Key(.generator, .formatAssistance, "", "column"))
      case .join:
        keys.insert(Cluster.Key(.generator, .join, piece.sql, "join"))
        keys.insert(Cluster.Key(.generator, .join, "", "join"))
      case .filter where !item.saysValues(of: piece):
        keys.insert(Cluster.Key(.generator, .filter, piece.sql, "filter"))
      case .filter: keys.insert(Cluster.Key(.generator, .formatAssistance, "", "column"))
      case .measure: keys.insert(Cluster.Key(.generator, .measure, piece.sql, "measure"))
      case .expression: keys.insert(Cluster.Key(.generator, .expression, piece.sql, "expression"))
      }
    }
    return keys.sorted()
  }
}

extension TrainItem {
  /// Whether the question itself spells the constants of a condition, so that no snippet could know them.
  func saysValues(of piece: SQLPiece) -> Bool {
    !piece.literals.isEmpty && piece.literals.allSatisfy { !words.positions(of: $0).isEmpty }
  }
}
