internal import Systems

extension JudgeTemplate {
  static let sameMeaning: JudgeTemplate = {
    var template = JudgeTemplate(
      "same_meaning", "The SQL means what the expected SQL means.", node: .generator,
      JudgePrompt(
        builtIn: """
          Do the two statements mean the same as answers to the question, on any data that their tables may hold? \
          Other names, orders of columns, and ways to write a join or a condition do not matter. Say no if some data \
          would make their figures or rows differ in a way that the question cares about.

          {{question}}

          {{first}}

          {{second}}
          """))
    template.isPairwise = true
    template.examples = [
      Example(
        [
          .question: "Who lives in Rome?", .first: "SELECT name FROM customers WHERE city = 'Rome'",
          .second: "SELECT c.name FROM customers AS c WHERE c.city IN ('Rome')",
        ], "yes", "Both list the names of the customers whose city is Rome."),
      Example(
        [
          .question: "How many customers ordered?", .first: "SELECT count(*) FROM orders",
          .second: "SELECT count(DISTINCT customer_id) FROM orders",
        ], "no", "A customer with two orders is counted twice by the first."),
    ]
    return template
  }()
}
