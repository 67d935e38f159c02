internal import Systems

extension JudgeTemplate {
  package static let guidelineSummary = "The answer follows a guideline that is given as text."

  /// Whether answers follow `guideline`; `nil` for an empty one.
  package static func followsGuideline(_ guideline: String, name: String) -> JudgeTemplate? {
    let guideline = trimmed(guideline)
    guard !guideline.isEmpty else { return nil }
    let prompt = JudgePrompt(
      """
      Does the answer follow this guideline? Judge by the guideline alone. Where it does not apply to the question, \
      the answer follows it.

      Guideline: \(guideline)


      """, before: JudgePrompt(builtIn: "{{question}}\n\n{{sql}}\n\n{{answer}}"))
    return JudgeTemplate(name, "The answer follows: \(guideline)", node: .writer, prompt)
  }
}
