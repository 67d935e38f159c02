internal import Systems

extension JudgeTemplate {
  static let faithful: JudgeTemplate = {
    var template = JudgeTemplate(
      "faithful", "The answer says nothing that the rows do not say.", node: .writer,
      JudgePrompt(
        builtIn: """
          Is everything that the answer states borne out by the rows that the query returned? Each row is a JSON list \
          in the order of the columns, which come first. Say no if the answer has a number, name, date, ranking or \
          cause that the rows do not hold and that does not follow from them. Rounding and other words for the same \
          are fine.

          {{question}}

          {{rows}}

          {{answer}}
          """))
    template.examples = [
      Example(
        [
          .question: "What did each region sell?",
          .rows: "[\"region\",\"total\"]\n[\"North\",1204.5]\n[\"South\",980.0]",
          .answer: "North sold about 1,205 and South 980.",
        ], "yes", "Both figures are in the rows, one of them rounded."),
      Example(
        [
          .question: "What did each region sell?",
          .rows: "[\"region\",\"total\"]\n[\"North\",1204.5]\n[\"South\",980.0]",
          .answer: "North sold most, because of the new shop.",
        ], "no", "Nothing in the rows speaks of a new shop."),
    ]
    return template
  }()
}
