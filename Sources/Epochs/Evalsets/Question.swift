package import Basics
package import Judges
package import Systems

/// A question of an evalset, with what its author says a right answer is.
package struct Question: Sendable, Hashable {
  package var id: String
  package var text: String
  package var expectation: Expectation
  /// What the asker adds (`evidence`, `instructions`, a glossary).
  package var context: String?
  /// Paraphrases share a family; a split never cuts one.
  package var family: String
  package var split: Split
  package var difficulty: String?
  package var category: String?
  /// Which database it is about, where the evalset has several.
  package var database: String?
  /// Fields of the row that have no place above.
  package var extra: JSONObject

  package init(
    id: String, text: String, expectation: Expectation, context: String? = nil, family: String? = nil,
    split: Split = .train, difficulty: String? = nil, category: String? = nil, database: String? = nil,
    extra: JSONObject = JSONObject()
  ) {
    self.id = id
    self.text = text
    self.expectation = expectation
    self.context = context
    self.family = family ?? id
    self.split = split
    self.difficulty = difficulty
    self.category = category
    self.database = database
    self.extra = extra
  }

  /// The question as a system sees it.
  package func ask(sample: Int = 0) -> Ask { Ask(id: id, text: text, context: context, sample: sample) }
}

/// The part of an evalset that a question belongs to.
package enum Split: String, Sendable, Hashable, CaseIterable {
  /// Proposers see these, with their expected SQL.
  case train
  /// The gate of every epoch.
  case validation
  /// Sealed; opened by `certify` alone, and every look is counted.
  case test
}
