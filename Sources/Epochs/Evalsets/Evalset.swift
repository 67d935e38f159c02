package import Basics
import Judges

/// Questions with their families and splits.
package struct Evalset: Sendable, Hashable {
  package var name: String
  package var questions: Questions

  package init(name: String, questions: Questions) {
    self.name = name
    self.questions = questions
  }

  package init(name: String, questions: some Sequence<Question>) {
    self.init(name: name, questions: Questions(questions))
  }

  package func questions(in split: Split) -> [Question] { questions.all(in: split) }

  /// Names what is asked and expected, whatever the families and splits.
  package var hash: ContentHash {
    let hasher = ContentHasher()
    for question in questions {
      let fields =
        [question.id, question.text, question.context ?? "", question.database ?? "", question.expectation.sql ?? ""]
        + question.expectation.alternatives + question.expectation.facts
      hasher.add(JSON.strings(fields).bytes)
    }
    return hasher.finish()
  }

  /// Names the families and splits, given ``hash``.
  package var splitHash: ContentHash {
    let hasher = ContentHasher()
    for (entry, record) in Questions.Records(questions) {
      let fields = [record.id, questions.families[Int(entry.family)], entry.split.rawValue]
      hasher.add(JSON.strings(fields).bytes)
    }
    return hasher.finish()
  }
}
