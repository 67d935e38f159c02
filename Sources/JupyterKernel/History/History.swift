internal import Basics

/// One cell of this session, for the history.
struct HistoryEntry: Sendable, Equatable {
  var session = 0
  var line: Int
  var source: String
  var output: String?
}

/// A `history_request`.
struct HistoryQuery: Sendable, Equatable {
  enum Access: Sendable, Equatable {
    case tail
    /// Session 0 is the current one, -1 the one before it.
    case range(session: Int, start: Int, stop: Int?)
    case search(pattern: String, unique: Bool)
  }

  var access: Access
  var limit: Int?
  var wantsOutput: Bool

  init(_ content: JSONObject) {
    wantsOutput = content["output"]?.boolValue ?? false
    limit = content["n"]?.intValue
    switch content["hist_access_type"]?.stringValue {
    case "range":
      access = .range(
        session: content["session"]?.intValue ?? 0, start: content["start"]?.intValue ?? 0,
        stop: content["stop"]?.intValue)
    case "search":
      access = .search(
        pattern: content["pattern"]?.stringValue ?? "*", unique: content["unique"]?.boolValue ?? false)
    default: access = .tail
    }
  }
}

/// What was run, in this session and before it.
struct History: Sendable {
  /// Older entries go when there are more than this.
  static let capacity = 5000
  /// Longer cells are data, not something to recall.
  static let longestSource = 1 << 16

  let session: Int
  private(set) var entries: [HistoryEntry]

  init(session: Int = 1, earlier: some Sequence<HistoryEntry> = []) {
    self.session = session
    entries = Array(earlier)
  }

  /// Adds an entry to the current session; tells what was kept of it.
  @discardableResult
  mutating func add(_ entry: HistoryEntry) -> HistoryEntry? {
    guard entry.source.utf8.count <= Self.longestSource else { return nil }
    var entry = entry
    entry.session = session
    if let output = entry.output, output.utf8.count > 4096 { entry.output = String(output.prefix(1000)) + "…" }
    entries.append(entry)
    if entries.count > Self.capacity + Self.capacity / 4 { entries.removeFirst(entries.count - Self.capacity) }
    return entry
  }

  func content(for query: HistoryQuery) -> JSON {
    let found = select(query).map { entry -> JSON in
      let source = JSON.string(entry.source)
      let output = entry.output.map(JSON.string) ?? .null
      return [.int(entry.session), .int(entry.line), query.wantsOutput ? [source, output] : source]
    }
    return ["status": "ok", "history": .array(found)]
  }

  func select(_ query: HistoryQuery) -> [HistoryEntry] {
    switch query.access {
    case .tail: return last(query.limit, of: entries)
    case .range(let asked, let start, let stop):
      let wanted = asked > 0 ? asked : session &+ asked
      return entries.filter { $0.session == wanted && $0.line >= start && $0.line < stop ?? .max }
    case .search(let pattern, let unique):
      let glob = Glob(pattern)
      let found = entries.filter { glob.matches($0.source) }
      return last(query.limit, of: unique ? Self.withoutRepeats(found) : found)
    }
  }

  private func last(_ limit: Int?, of found: [HistoryEntry]) -> [HistoryEntry] {
    limit.map { found.suffix(max(0, $0)) } ?? found
  }

  /// Of equal sources the latest stays.
  private static func withoutRepeats(_ found: [HistoryEntry]) -> [HistoryEntry] {
    var seen: Set<String> = []
    return found.reversed().filter { seen.insert($0.source).inserted }.reversed()
  }
}
