extension ColumnConfig {
  /// What is said of the column: its description, and what else it is called.
  package var remarks: [String] {
    [description].compactMap { $0 } + (synonyms.isEmpty ? [] : ["also called " + synonyms.joined(separator: ", ")])
  }
}

extension JoinSpec {
  /// How a model is told of the join: `orders with customers: orders.customer_id = customers.id -- when`.
  package var line: String {
    let note = instruction.map { " -- " + $0 } ?? ""
    let sides = "\(lastPart(of: left.identifier)) with \(lastPart(of: right.identifier))"
    return "\(sides): \(conditions.joined(separator: " AND "))\(note)"
  }
}

extension Snippet {
  /// How a model is told of the snippet: `filter late, overdue: orders.due < orders.paid -- when`.
  package func line(_ kind: String) -> String {
    let note = instruction.map { " -- " + $0 } ?? ""
    return "\(kind) \(([displayName] + synonyms).joined(separator: ", ")): \(sql)\(note)"
  }
}

extension Space {
  /// Its snippets with what each kind is called.
  package var snippets: [(kind: String, snippet: Snippet)] {
    filters.map { ("filter", $0) } + expressions.map { ("expression", $0) } + measures.map { ("measure", $0) }
  }
}
