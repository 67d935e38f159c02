internal import Basics
internal import Models

/// Renders a template about one answer, and reads what the model says.
struct JudgeConversation {
  let template: JudgeTemplate
  /// What is filled in.
  let passages: [Placeholder: Passage]

  /// `nil` where something to fill in is missing; then which.
  static func make(
    _ template: JudgeTemplate, _ material: JudgedMaterial
  ) -> (conversation: JudgeConversation?, missing: Placeholder?) {
    var passages: [Placeholder: Passage] = [:]
    for place in Placeholder.allCases where template.prompt.places.contains(place) {
      guard let passage = material.passage(place) else { return (nil, place) }
      passages[place] = passage
    }
    return (JudgeConversation(template: template, passages: passages), nil)
  }

  func messages(inOtherOrder: Bool) -> [ChatMessage] {
    var passages = passages
    if inOtherOrder { (passages[.first], passages[.second]) = (passages[.second], passages[.first]) }
    let own = Placeholder.allCases.compactMap { passages[$0]?.text }
    let fence = Fence(around: [template.name] + own)
    var messages = [ChatMessage.system(system(fence))]
    for example in template.examples {
      messages.append(.user(text(fence) { example.values[$0].map { Passage(text: $0) } }))
      messages.append(.assistant(Self.reply(example.choice, example.reason).text))
    }
    messages.append(.user(text(fence) { passages[$0] }))
    return messages
  }

  private func system(_ fence: Fence) -> String {
    let words = template.choices.map { "\"\($0.word)\"" }.joined(separator: " or ")
    return """
      You judge the work of an assistant that answers questions about a database with SQL. You are strict and brief.

      \(fence.rule)

      Answer with one JSON object: {"reason": one short sentence, "answer": \(words)}. The reason comes first.
      """
  }

  private func text(_ fence: Fence, _ passage: (Placeholder) -> Passage?) -> String {
    template.prompt.pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .place(let place): fence.around(passage(place) ?? Passage(text: ""), place)
      }
    }.joined()
  }

  private static func reply(_ choice: String, _ reason: String) -> JSON {
    ["reason": .string(reason), "answer": .string(choice)]
  }

  var format: AnswerFormat {
    .json(
      name: "verdict",
      schema: [
        "type": "object",
        "properties": [
          "reason": ["type": "string"],
          "answer": ["type": "string", "enum": .strings(template.choices.map(\.word))],
        ],
        "required": ["reason", "answer"], "additionalProperties": false,
      ])
  }
}
