internal import Systems

extension JudgeTemplate {
  static let complete: JudgeTemplate = {
    var template = JudgeTemplate(
      "complete", "The answer leaves nothing out that was asked for.", node: .writer,
      JudgePrompt(
        builtIn: """
          Does the answer give everything that the question asks for? Say no if a part of the question, a group, a \
          time span or a figure that was asked for is missing, though the rows hold it.

          {{question}}

          {{rows}}

          {{answer}}
          """))
    template.examples = [
      Example(
        [
          .question: "How many orders and how much revenue in May?", .rows: "[\"orders\",\"revenue\"]\n[31,870]",
          .answer: "31 orders brought 870 in May.",
        ], "yes", "Both figures that were asked for are given."),
      Example(
        [
          .question: "How many orders and how much revenue in May?", .rows: "[\"orders\",\"revenue\"]\n[31,870]",
          .answer: "There were 31 orders in May.",
        ], "no", "The revenue is missing."),
    ]
    return template
  }()
}
