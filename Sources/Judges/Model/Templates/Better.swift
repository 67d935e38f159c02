internal import Systems

extension JudgeTemplate {
  /// The statement under test is the first of the pair.
  static let better: JudgeTemplate = {
    var template = JudgeTemplate(
      "better", "The SQL answers the question at least as well as the expected SQL.", node: .generator,
      JudgePrompt(
        builtIn: """
          Which of the two statements answers the question better? Look at what it asks for, what it filters and \
          groups by, and whether the columns are those that were asked for; style does not count. Say equal where \
          both do it as well.

          {{question}}

          {{first}}

          {{second}}
          """))
    template.isPairwise = true
    template.choices = [
      Choice("first", .yes, inOtherOrder: .no), Choice("second", .no, inOtherOrder: .yes), Choice("equal", .yes),
    ]
    template.examples = [
      Example(
        [
          .question: "How many customers ordered?", .first: "SELECT count(*) FROM orders",
          .second: "SELECT count(DISTINCT customer_id) FROM orders",
        ], "second", "The first counts orders; the second counts customers, as asked."),
      Example(
        [
          .question: "Who lives in Rome?", .first: "SELECT name FROM customers WHERE city = 'Rome'",
          .second: "SELECT name FROM customers WHERE 'Rome' = city",
        ], "equal", "Both list the same names."),
    ]
    return template
  }()
}
