internal import Displays
internal import Spaces

extension Pictures {
  static func prompts(of version: Version) -> Page {
    let own = version.space.ownPrompts
    return Page([
      .table(
        Table(
          "Prompts of \(version.name)",
          columns: [.init("prompt"), .init("what it is"), .init("text"), .init("content"), .init("is filled in")],
          rows: Prompt.allCases.map { prompt in
            [
              Table.Cell(prompt.rawValue, .strong), Table.Cell(prompt.summary),
              Table.Cell(own.contains(prompt) ? "its own" : "standard", own.contains(prompt) ? .strong : .muted),
              Table.Cell(version.space.promptVersion(prompt), .muted), Table.Cell(places(of: prompt), .muted),
            ]
          }))
    ])
  }

  static func page(of prompt: Prompt, in version: Version) -> Page {
    let own = version.space.ownText(of: prompt)
    let title = "Prompt \(prompt.rawValue) of \(version.name), \(own == nil ? "standard" : "its own")"
    return Page([
      .card(title, [.text(own ?? prompt.standard)]),
      .note("It is \(prompt.summary). \(places(of: prompt)) are filled in, and the first must be there."),
    ])
  }

  private static func places(of prompt: Prompt) -> String {
    prompt.places.map { "{{\($0.rawValue)}}" }.joined(separator: " ")
  }
}
