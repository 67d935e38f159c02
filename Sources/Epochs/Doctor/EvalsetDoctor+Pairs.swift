internal import Judges
internal import SQLText
internal import Warehouses

extension EvalsetDoctor {
  /// Questions of the same words, about the same data, whose expected SQL says different things.
  func contradictions(_ evalset: Evalset) -> [(Int, EvalsetFinding)] {
    var groups: [[String]: [Int]] = [:]
    for (index, question) in evalset.questions.enumerated() {
      let words = question.text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
      groups[[question.database ?? "", question.context ?? "", words], default: []].append(index)
    }
    var found: [(Int, EvalsetFinding)] = []
    for indices in groups.values where indices.count > 1 {
      let forms = indices.map { form(evalset.questions[$0]) }
      for (place, index) in indices.enumerated() {
        guard let other = indices.indices.first(where: { forms[$0] != forms[place] }) else { continue }
        let note = "\(evalset.questions[indices[other]].id) asks the same and expects another SQL."
        found.append((index, EvalsetFinding(question: evalset.questions[index].id, kind: .ambiguous, note: note)))
      }
    }
    return found
  }

  /// Questions that another gives away: nearly the same words or the same SQL, in another split or in the same.
  func repetitions(_ evalset: Evalset) -> [(Int, EvalsetFinding)] {
    let questions = evalset.questions
    let groups = NearDuplicates.groups(
      questions.map {
        NearDuplicates.Entry(text: $0.text, sql: $0.expectation.sql, scope: $0.database ?? "")
      })
    var members: [Int: [Int]] = [:]
    for (index, group) in groups.enumerated() { members[group, default: []].append(index) }
    var found: [(Int, EvalsetFinding)] = []
    for group in members.keys.sorted() {
      guard let indices = members[group], indices.count > 1 else { continue }
      var firstForms: [String: Int] = [:]
      for index in indices {
        let question = questions[index]
        if let other = indices.first(where: { questions[$0].split != question.split }) {
          let note =
            "\(questions[other].id) in \(questions[other].split.rawValue) is nearly the same; load evals by=near."
          found.append((index, EvalsetFinding(question: question.id, kind: .leak, note: note)))
          continue
        }
        let words = question.text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
        let key = words + "\0" + form(question)
        if let first = firstForms[key] {
          let note = "The same as \(questions[first].id)."
          found.append((index, EvalsetFinding(question: question.id, kind: .duplicate, note: note)))
        } else {
          firstForms[key] = index
        }
      }
    }
    return found
  }

  /// The expected SQL without what spelling alone makes different.
  private func form(_ question: Question) -> String {
    let sql = question.expectation.sql ?? ""
    return normalForm(of: sql, schema: SchemaView())
      ?? sql.lowercased().split { $0.isWhitespace }.joined(separator: " ")
  }
}
