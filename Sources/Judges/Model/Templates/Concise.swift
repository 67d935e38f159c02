internal import Systems

extension JudgeTemplate {
  static let concise: JudgeTemplate = {
    var template = JudgeTemplate(
      "concise", "The answer says no more than was asked for.", node: .writer,
      JudgePrompt(
        builtIn: """
          Is the answer as short as the question allows? Say no if it repeats itself, explains what nobody asked \
          about, or adds introductions, offers and apologies. A unit or a short remark on what was counted is fine.

          {{question}}

          {{answer}}
          """))
    template.examples = [
      Example(
        [.question: "How many stores are there?", .answer: "There are 14 stores."], "yes",
        "It gives the number and nothing else."),
      Example(
        [
          .question: "How many stores are there?",
          .answer:
            "Great question! I looked at the stores table, which lists stores. There are 14 stores. Anything else?",
        ], "no", "It praises, explains and offers where a number was asked for."),
    ]
    return template
  }()
}
