package import Databricks
package import Spaces
internal import Basics

/// Copies of a Genie space that hold what is being tried, so that the space in use is never touched.
///
/// Each shadow holds one content at a time; it gets another one only when nobody asks it, and is then asked only after
/// the change has had time to get about. Shadows are found again by their titles, which name their owner, so that a
/// session that was killed leaves no more of them than there are, and nobody takes those of somebody else.
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

  package nonisolated let conversations: GenieConversations
  private let spaces: GenieSpaces
  private let original: GenieSpace
  private let owner: String
  private let ledger: any GenieLedger
  private let settings: Settings
  private var shadows: [Shadow] = []
  private var hasLooked = false
  private var isMaking = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// `owner`: who finds the shadows again, by the same ledger.
  package init(
    of original: GenieSpace, in spaces: GenieSpaces, owner: String, ledger: any GenieLedger,
    settings: Settings = Settings()
  ) {
    self.spaces = spaces
    self.original = original
    self.owner = owner
    self.ledger = ledger
    self.settings = settings
    conversations = GenieConversations(spaces.workspace)
  }

  private func title(_ number: Int) -> String { "\(Self.prefix)\(number)\(suffix)" }
  private static let prefix = "chaos-llama shadow "
  private var suffix: String { " of \(original.id) for \(owner)" }
  /// Says in the ledger that there may be shadows.
  private var trace: ContentHash { ContentHash(of: "shadows" + suffix) }

  private func found() async throws(WorkspaceError) -> [GenieSpace] {
    try await spaces.all().filter { $0.title.hasPrefix(Self.prefix) && $0.title.hasSuffix(suffix) }
  }

  /// Runs `body` on a shadow that holds `space`.
  package func with<Result: Sendable>(
    _ space: Space, _ body: @Sendable (_ id: String) async -> Result
  ) async throws(WorkspaceError) -> Result {
    let id = try await acquire(space.forPlatform.canonical())
    let result = await body(id)
    if let index = shadows.firstIndex(where: { $0.id == id }) { shadows[index].users -= 1 }
    wake()
    return result
  }

  /// Removes the shadows, also those that an earlier session left; for the end of the work.
  package func removeAll() async throws(WorkspaceError) {
    for shadow in try await found() { try await spaces.remove(shadow.id) }
    (shadows, hasLooked) = ([], false)
    try? await ledger.forget(trace)
  }

  /// Whether there may be shadows, of this session or of an earlier one.
  package func mayBeThere() async -> Bool { (try? await ledger.entry(trace)) != nil }

  /// A shadow that is not there any more.
  package func lose(_ id: String) {
    shadows.removeAll { $0.id == id }
    wake()
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

  /// Finds shadows that an earlier session left, and deletes what was asked there and will not be gone on with.
  private func look() async throws(WorkspaceError) {
    guard !hasLooked else { return }
    let known = try await found()
    for entry in (try? await ledger.openEntries()) ?? [] {
      if let conversation = entry["conversation"]?.stringValue { conversations.claim(conversation) }
    }
    guard !hasLooked else { return }
    hasLooked = true
    shadows = known.prefix(settings.count).map { Shadow(id: $0.id) }
    for surplus in known.dropFirst(settings.count) { try? await spaces.remove(surplus.id) }
  }

  private func make(_ space: Space) async throws(WorkspaceError) {
    isMaking = true
    defer {
      isMaking = false
      wake()
    }
    try? await ledger.keep(["shadows": .string(original.id)], for: trace, isOpen: true)
    let made: GenieSpace
    do throws(WorkspaceError) {
      made = try await spaces.make(
        space.text(), title: title(shadows.count + 1), description: "A copy that is being tuned; it may be deleted.",
        warehouse: original.warehouse)
    } catch {
      guard error.mayHaveHappened else { throw error }
      // The reply was lost, perhaps not the shadow.
      let mine = Set(shadows.map(\.id))
      guard let lost = try await found().first(where: { !mine.contains($0.id) }) else { throw error }
      shadows.append(Shadow(id: lost.id))
      return
    }
    try Self.verify(made, holds: space)
    shadows.append(Shadow(id: made.id, etag: made.etag, isChanging: true))
    try await settle(made.id, space, after: made.etag)
  }

  private static let tries = 4

  private func change(_ id: String, to space: Space) async throws(WorkspaceError) {
    do throws(WorkspaceError) {
      try await conversations.tidy(id)
      var etag = shadows.first { $0.id == id }?.etag
      var attempt = 1
      while true {
        do throws(WorkspaceError) {
          if etag == nil { etag = try await spaces.pull(id).etag }
          let pushed = try await spaces.push(space.text(), to: id, etag: etag)
          try Self.verify(pushed, holds: space)
          return try await settle(id, space, after: pushed.etag)
        } catch {
          // A shadow is ours alone: whoever changed it is overruled, and the same content once more does no harm.
          let isConflict = if case .conflict = error { true } else { false }
          guard isConflict || error.mayHaveHappened, attempt < Self.tries else { throw error }
          (etag, attempt) = (nil, attempt + 1)
        }
      }
    } catch {
      if let index = shadows.firstIndex(where: { $0.id == id }) {
        (shadows[index].isChanging, shadows[index].content, shadows[index].etag) = (false, nil, nil)
      }
      if case .notFound = error { shadows.removeAll { $0.id == id } }
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
