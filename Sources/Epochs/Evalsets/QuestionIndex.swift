import Basics

/// Finds questions by their ids.
package struct QuestionIndex: Sendable {
  private let questions: Questions
  private var ids = TextTable()
  /// By the number of the id: the first question that has it.
  private var places: [Int32] = []

  package init(_ questions: Questions) {
    self.questions = questions
    for (place, entry) in Questions.Records(questions).enumerated()
    where ids.number(of: entry.record.id) == places.count {
      places.append(Int32(clamping: place))
    }
  }

  package subscript(id: String) -> Question? { ids.find(id).map { questions[Int(places[$0])] } }
}
