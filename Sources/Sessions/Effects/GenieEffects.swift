internal import Basics
internal import Databricks
internal import Displays
internal import Language
internal import Spaces
internal import Store
internal import Systems
internal import Warehouses

extension Session {
  func showSpaces(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let spaces = try await genieSpaces(profile: command.text("profile")).all()
    return Table(
      "Genie spaces", columns: [.init("id"), .init("title"), .init("description")],
      rows: spaces.map { [Table.Cell($0.id, .strong), Table.Cell($0.title), Table.Cell($0.description, .muted)] },
      shown: 200
    ).bundle(width: screen.width)
  }

  /// Reads a space from the workspace; `use system genie` asks shadows of it from then on.
  func loadGenieSpace(_ id: String, _ command: Command, _ screen: Screen) async throws -> Bundle? {
    let address = GenieAddress(id, profile: command.text("profile"))
    let spaces = try genieSpaces(profile: address.profile)
    let pulled = try await spaces.pull(id)
    let reading = try Space.read(pulled.serialized)
    if bench.genieAddress != address { await removeShadows() }
    bench.genieAddress = address
    try await sitDown(at: pulled, in: spaces)
    return try await begin(
      reading.space, screen,
      note: "It is ‘\(pulled.title)’; use system genie asks copies of it, never the space itself.")
  }

  func publish(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let version = try await version(command, "version")
    return try await push(version, "Published", command, screen)
  }

  func rollback(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    let address = command.text("space") ?? ""
    let store = try await openStore(screen)
    guard let number = try await store.state(Self.key(address)).flatMap({ Int($0) }),
      let version = try await store.versions().first(where: { $0.number == number })
    else { throw SessionError.nothingPublished(address) }
    return try await push(version, "Restored", command, screen)
  }

  private static func key(_ address: String) -> String { "before publishing " + address }

  /// Shows what would change, asks, keeps what was there, pushes, and reads back.
  private func push(
    _ version: Version, _ done: String, _ command: Command, _ screen: Screen
  ) async throws -> Bundle? {
    let address = command.text("space") ?? ""
    guard let id = genieID(address) else { throw SessionError.notGenie(address) }
    let refused = version.space.findings().filter { $0.severity == .error }
    guard refused.isEmpty else { throw SessionError.space(version.name, sentences: refused.map(\.sentence)) }
    let spaces = try genieSpaces(profile: command.text("profile") ?? bench.genieAddress?.profile)
    let live = try await spaces.pull(id)
    let old = try Space.read(live.serialized).space.canonical()
    let new = version.space.forPlatform.canonical()
    guard old != new else {
      return Page([.text("‘\(live.title)’ says what \(version.name) says; nothing was changed.")]).bundle(
        width: screen.width)
    }
    let store = try await openStore(screen)
    let known = try await store.versions().last { $0.hash == old.hash }
    let before = if let known { known } else { try await store.addVersion(old, parent: nil, patches: []) }
    var shown = version
    shown.space = new
    screen.output.emit(.display(Pictures.difference(from: before, to: shown).bundle(width: screen.width), id: nil))
    guard try await isConfirmed(live.title, version, command, screen) else {
      return Page([.text("Nothing was changed.")]).bundle(width: screen.width)
    }
    // On disk before anything changes, so that the way back is known whatever happens.
    try await store.setState([Self.key(address): String(before.number)])
    let held = try await pushed(new, to: live, spaces)
    guard try Space.read(held.serialized).space.canonical() == new else { throw SessionError.notHeld(live.title) }
    let kept = version.space.ownPrompts.map(\.rawValue)
    let note = "Genie has no place for prompts: \(kept.joined(separator: ", ")) stayed here."
    return Page(
      [
        .text("\(done) \(version.name) to ‘\(live.title)’ and read it back: it is there."),
        .note("What was there before is \(before.name); rollback \(address) brings it back."),
      ] + (kept.isEmpty ? [] : [.note(note)])
    ).bundle(width: screen.width)
  }

  private static let pushes = 4

  /// Pushes; where the reply was lost, looks whether it happened, and pushes again while nothing has changed.
  private func pushed(
    _ space: Space, to live: GenieSpace, _ spaces: GenieSpaces
  ) async throws -> GenieSpace {
    var attempt = 1
    while true {
      let isConflict: Bool
      do throws(WorkspaceError) {
        return try await spaces.push(space.text(), to: live.id, etag: live.etag)
      } catch {
        isConflict = if case .conflict = error { true } else { false }
        guard isConflict || error.mayHaveHappened, attempt < Self.pushes else { throw error }
      }
      let held = try await spaces.pull(live.id)
      if try Space.read(held.serialized).space.canonical() == space { return held }
      // Without an etag nobody knows who wrote what is there now.
      guard !isConflict, held.etag == live.etag, held.etag != nil else {
        throw SessionError.changedMeanwhile(live.title)
      }
      attempt += 1
    }
  }

  private func isConfirmed(
    _ title: String, _ version: Version, _ command: Command, _ screen: Screen
  ) async throws -> Bool {
    if command.flag("confirm") == true { return true }
    do {
      let answer = try await screen.output.input(
        prompt: "‘\(title)’ is in use. Replace its content by \(version.name)? yes or no: ", secret: false)
      return ["yes", "y"].contains(answer.lowercased())
    } catch is InputUnavailable {
      throw SessionError.needsConfirmation
    }
  }
}
