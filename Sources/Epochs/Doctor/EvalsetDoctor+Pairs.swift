internal import Judges

extension EvalsetDoctor {
  /// Questions of the same words, about the same data, whose expected SQL says different things.
  func contradictions(_ evalset: Evalset, _ forms: [String]) -> [(Int, EvalsetFinding)] {
    var groups: [[String]: [Int]] = [:]
    for (index, question) in evalset.questions.enumerated() {
      groups[[question.database ?? "", question.context ?? "", Self.words(question)], default: []].append(index)
    }
    var found: [(Int, EvalsetFinding)] = []
    for indices in groups.values where indices.count > 1 {
      for index in indices {
        guard let other = indices.first(where: { forms[$0] != forms[index] }) else { continue }
        let note = "\(evalset.questions[other].id) asks the same and expects another SQL."
        found.append((index, EvalsetFinding(question: evalset.questions[index].id, kind: .ambiguous, note: note)))
      }
    }
    return found
  }

  /// Questions that another gives away: nearly the same words or the same SQL, in another split or in the same.
  func repetitions(_ evalset: Evalset, _ forms: [String]) -> [(Int, EvalsetFinding)] {
    let questions = evalset.questions
    var near = NearDuplicates()
    for question in questions { near.add(question) }
    var members: [Int32: [Int]] = [:]
    for (index, group) in near.groups().enumerated() { members[group, default: []].append(index) }
    var found: [(Int, EvalsetFinding)] = []
    for group in members.keys.sorted() {
      guard let indices = members[group], indices.count > 1 else { continue }
      let words = indices.map { Self.words(questions[$0]) }
      for (place, index) in indices.enumerated() {
        let question = questions[index]
        func note(_ kind: EvalsetFinding.Kind, _ text: String) {
          found.append((index, EvalsetFinding(question: question.id, kind: kind, note: text)))
        }
        let others = indices.enumerated().filter { questions[$0.element].split != question.split }
        let same = others.first { words[$0.offset] == words[place] || forms[$0.element] == forms[index] }
        let earlier = indices.enumerated().first {
          $0.offset < place && words[$0.offset] == words[place] && forms[$0.element] == forms[index]
        }
        if let same {
          let other = questions[same.element]
          note(
            .leak, "\(other.id) in \(other.split.rawValue) has the same words or the same SQL; load evals by=similar.")
        } else if let earlier {
          note(.duplicate, "The same as \(questions[earlier.element].id).")
        } else if let other = others.first {
          let other = questions[other.element]
          note(.alike, "\(other.id) in \(other.split.rawValue) is nearly the same.")
        }
      }
    }
    return found
  }

  /// A question's words, without marks and case.
  private static func words(_ question: Question) -> String {
    question.text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }
}
