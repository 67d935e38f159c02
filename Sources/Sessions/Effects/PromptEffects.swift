internal import Displays
internal import Language
internal import Spaces
internal import Store

extension Session {
  func showPrompts(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let version = try await version(command, "version")
    guard command.isGiven("prompt") else { return Pictures.prompts(of: version).bundle(width: screen.width) }
    return Pictures.page(of: try prompt(command), in: version).bundle(width: screen.width)
  }

  func editPrompt(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    try await change(try prompt(command), .set, .text(command.text("text") ?? ""), screen)
  }

  func dropPrompt(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    try await change(try prompt(command), .remove, .none, screen)
  }

  private func prompt(_ command: Command) throws(SessionError) -> Prompt {
    let name = command.text("prompt") ?? ""
    guard let prompt = Prompt(rawValue: name.lowercased()) else {
      throw .unknown(.prompt, name, known: Prompt.allCases.map(\.rawValue), at: ["prompt"])
    }
    return prompt
  }

  /// Makes the version with another text the one in use.
  private func change(
    _ prompt: Prompt, _ operation: Patch.Operation, _ payload: Patch.Payload, _ screen: Screen
  ) async throws -> Bundle? {
    let old = try currentVersion()
    let patch = Patch(
      operation, .prompt, on: .element(id: prompt.rawValue), payload, reason: "Edited by hand.", origin: "you")
    let changed = try patch.apply(to: old.space).canonical()
    guard changed != old.space else {
      return Page([.text("\(old.name) says that already.")]).bundle(width: screen.width)
    }
    let version = try await openStore(screen).addVersion(changed, parent: old.hash, patches: [patch])
    bench.version = version
    bench.proposals = []
    try await remember()
    return Pictures.difference(from: old, to: version).bundle(width: screen.width)
  }
}
