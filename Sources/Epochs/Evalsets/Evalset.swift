package import Basics
import Judges

/// Questions with their families and splits.
package struct Evalset: Sendable, Hashable {
  package var name: String
  package var questions: [Question]

  package init(name: String, questions: [Question]) {
    self.name = name
    self.questions = questions
  }

  package func questions(in split: Split) -> [Question] { questions.filter { $0.split == split } }

  /// Names what is asked and expected, whatever the families and splits.
  package var hash: ContentHash {
    var bytes: [UInt8] = []
    for question in questions {
      let fields =
        [question.id, question.text, question.context ?? "", question.database ?? "", question.expectation.sql ?? ""]
        + question.expectation.alternatives + question.expectation.facts
      bytes += JSON.strings(fields).bytes
    }
    return ContentHash(of: bytes)
  }

  /// Names the families and splits, given ``hash``.
  package var splitHash: ContentHash {
    var bytes: [UInt8] = []
    for question in questions {
      bytes += JSON.strings([question.id, question.family, question.split.rawValue]).bytes
    }
    return ContentHash(of: bytes)
  }
}
