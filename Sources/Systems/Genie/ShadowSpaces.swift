package import Databricks
package import Spaces

/// Copies of a Genie space that hold what is being tried, so that the space in use is never touched.
///
/// Each shadow holds one content at a time; it gets another one only when nobody asks it, and is then asked only after
/// the change has had time to get about. Shadows are found again by their titles, so that a session that was killed
/// leaves no more of them than there are.
package actor ShadowSpaces {
  package struct Settings: Sendable, Hashable {
    /// How many shadows there are at most.
    package var count: Int
    /// How long a change needs until answers come from it.
    package var propagation: Duration
    /// The same where values are matched, whose dictionary is built anew.
    package var propagationOfValues: Duration

    package init(
      count: Int = 1, propagation: Duration = .seconds(30), propagationOfValues: Duration = .seconds(90)
    ) {
      self.count = max(1, count)
      self.propagation = propagation
      self.propagationOfValues = propagationOfValues
    }
  }

  private struct Shadow {
    var id: String
    var etag: String?
    /// The content that answers come from, in canonical form; `nil` while it changes or where that is not known.
    var content: Space?
    var users = 0
    var isChanging = false
  }

  private let spaces: GenieSpaces
  private let original: GenieSpace
  private let settings: Settings
  private var shadows: [Shadow] = []
  private var hasLooked = false
  private var isMaking = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  package init(of original: GenieSpace, in spaces: GenieSpaces, settings: Settings = Settings()) {
    self.original = original
    self.spaces = spaces
    self.settings = settings
  }

  private func title(_ number: Int) -> String { "chaos-llama shadow \(number) of \(original.id)" }

  /// Runs `body` on a shadow that holds `space`.
  package func with<Result: Sendable>(
    _ space: Space, _ body: @Sendable (_ id: String) async -> Result
  ) async throws(WorkspaceError) -> Result {
    let id = try await acquire(space.canonical())
    let result = await body(id)
    if let index = shadows.firstIndex(where: { $0.id == id }) { shadows[index].users -= 1 }
    wake()
    return result
  }

  /// Removes the shadows; for the end of the work.
  package func removeAll() async throws(WorkspaceError) {
    try await look()
    while let shadow = shadows.last {
      try await spaces.remove(shadow.id)
      shadows.removeLast()
    }
  }

  private func acquire(_ space: Space) async throws(WorkspaceError) -> String {
    try await look()
    while true {
      guard !Task.isCancelled else { throw .cancelled }
      if let index = shadows.firstIndex(where: { $0.content == space && !$0.isChanging }) {
        shadows[index].users += 1
        return shadows[index].id
      }
      if let index = shadows.firstIndex(where: { $0.users == 0 && !$0.isChanging }) {
        shadows[index].isChanging = true
        try await change(shadows[index].id, to: space)
      } else if shadows.count < settings.count, !isMaking {
        try await make(space)
      } else {
        await withCheckedContinuation { waiting.append($0) }
      }
    }
  }

  /// Everyone looks anew: which shadow is theirs may have changed in more than one way.
  private func wake() {
    let woken = waiting
    waiting = []
    for continuation in woken { continuation.resume() }
  }

  /// Finds shadows that an earlier session left.
  private func look() async throws(WorkspaceError) {
    guard !hasLooked else { return }
    let titles = Set((1...settings.count).map(title))
    let found = try await spaces.all().filter { titles.contains($0.title) }
    guard !hasLooked else { return }
    hasLooked = true
    shadows = found.prefix(settings.count).map { Shadow(id: $0.id) }
  }

  private func make(_ space: Space) async throws(WorkspaceError) {
    isMaking = true
    defer {
      isMaking = false
      wake()
    }
    let made = try await spaces.make(
      space.text(), title: title(shadows.count + 1), description: "A copy that is being tuned; it may be deleted.",
      warehouse: original.warehouse)
    try Self.verify(made, holds: space)
    shadows.append(Shadow(id: made.id, etag: made.etag, isChanging: true))
    try await settle(made.id, space, after: made.etag)
  }

  private func change(_ id: String, to space: Space) async throws(WorkspaceError) {
    do throws(WorkspaceError) {
      var etag = shadows.first { $0.id == id }?.etag
      if etag == nil { etag = try await spaces.pull(id).etag }
      var pushed: GenieSpace
      do throws(WorkspaceError) {
        pushed = try await spaces.push(space.text(), to: id, etag: etag)
      } catch {
        // A shadow is ours alone: whoever changed it, or an answer that was lost, is overruled once.
        guard case .conflict = error else { throw error }
        pushed = try await spaces.push(space.text(), to: id, etag: try await spaces.pull(id).etag)
      }
      try Self.verify(pushed, holds: space)
      try await settle(id, space, after: pushed.etag)
    } catch {
      if let index = shadows.firstIndex(where: { $0.id == id }) {
        (shadows[index].isChanging, shadows[index].content, shadows[index].etag) = (false, nil, nil)
      }
      wake()
      throw error
    }
  }

  private func settle(_ id: String, _ space: Space, after etag: String?) async throws(WorkspaceError) {
    defer { wake() }
    let hasMatching = space.tables.contains { $0.columns.contains(where: \.entityMatching) }
    do throws(WorkspaceError) {
      try await spaces.workspace.wait(hasMatching ? settings.propagationOfValues : settings.propagation)
    } catch {
      if let index = shadows.firstIndex(where: { $0.id == id }) { shadows[index].isChanging = false }
      throw error
    }
    guard let index = shadows.firstIndex(where: { $0.id == id }) else { return }
    (shadows[index].content, shadows[index].etag, shadows[index].isChanging) = (space, etag, false)
  }

  private static func verify(_ held: GenieSpace, holds space: Space) throws(WorkspaceError) {
    guard let reading = try? Space.read(held.serialized), reading.space.canonical() == space else {
      throw .conflict(message: "the space holds another content than was pushed")
    }
  }
}
