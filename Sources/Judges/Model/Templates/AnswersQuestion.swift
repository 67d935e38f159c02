internal import Systems

extension JudgeTemplate {
  static let answersQuestion: JudgeTemplate = {
    var template = JudgeTemplate(
      "answers_question", "The answer answers the question that was asked.", node: .writer,
      JudgePrompt(
        builtIn: """
          Does the answer answer the question that was asked? Say yes if a person who asked it would know what they \
          wanted to know. Say no if it answers another question, evades, or says nothing that was asked for. Whether \
          the figures are right is not asked here.

          {{question}}

          {{answer}}
          """))
    template.examples = [
      Example(
        [.question: "How many orders were shipped in March?", .answer: "412 orders were shipped in March."], "yes",
        "The number of orders shipped in March is given."),
      Example(
        [.question: "Which customer ordered most?", .answer: "There are 51 customers."], "no",
        "It counts customers and names none."),
    ]
    return template
  }()
}
