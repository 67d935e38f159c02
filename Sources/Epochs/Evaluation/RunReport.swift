internal import Basics
package import Spaces

/// One version measured on one split.
package struct RunReport: Sendable {
  /// By which the store knows the run.
  package var id: String
  package var version: Version
  package var split: Split
  package var samples: Int
  package var questions: [Question]
  package var results: Results

  package var accuracy: Double { results.accuracy }
  package var counted: Int { results.counted }
  package var right: Int { results.right }

  var summary: JSON {
    [
      "accuracy": .double(accuracy), "questions": .int(questions.count), "counted": .int(counted), "right": .int(right),
      "censored": .strings(results.censored), "flakeRate": .double(results.flakeRate),
      "cost": .double(results.cost),
    ]
  }
}
