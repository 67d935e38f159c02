internal import Basics

/// This session's history after that of the file, which is read when it is first needed.
struct HistoryKeeper {
  private var file: HistoryFile?
  private var history: History?

  init(file: HistoryFile?) { self.file = file }

  mutating func add(_ entry: HistoryEntry) {
    load()
    if let kept = history?.add(entry) { file?.append(kept) }
  }

  mutating func content(for query: HistoryQuery) -> JSON {
    load()
    return (history ?? History()).content(for: query)
  }

  private mutating func load() {
    guard history == nil else { return }
    let earlier = file?.read() ?? []
    history = History(session: (earlier.map(\.session).max() ?? 0) &+ 1, earlier: earlier.suffix(History.capacity))
  }
}
