internal import Basics
internal import FoundationEssentials
internal import Glibc

/// The history on disk: one JSON object a line, appended to by every kernel of the user.
struct HistoryFile {
  /// A longer file is cut to its last half when it is read.
  static let longest = 4 << 20

  private let path: String
  private var descriptor: Int32 = -1

  init(path: String) { self.path = path }

  /// `CHAOS_LLAMA_HISTORY` names the file (empty: none); else it lies where XDG wants state to be.
  init?(environment: [String: String]) {
    if let named = environment["CHAOS_LLAMA_HISTORY"] {
      guard !named.isEmpty else { return nil }
      self.init(path: named)
    } else if let state = environment["XDG_STATE_HOME"], !state.isEmpty {
      self.init(path: state + "/chaos-llama/notebook-history.jsonl")
    } else if let home = environment["HOME"], FileManager.default.fileExists(atPath: home) {
      self.init(path: home + "/.local/state/chaos-llama/notebook-history.jsonl")
    } else {
      return nil
    }
  }

  /// The entries that can be read, oldest first; lines that make no sense are passed over.
  func read() -> [HistoryEntry] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    var lines = data.split(separator: UInt8(ascii: "\n"))
    if data.count > Self.longest {
      lines = Array(lines.suffix(lines.count / 2))
      let kept = Data(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
      try? kept.write(to: URL(filePath: path), options: .atomic)
    }
    return lines.compactMap { line in
      guard let json = try? JSON(parsing: line), let source = json["source"]?.stringValue,
        let session = json["session"]?.intValue, let number = json["line"]?.intValue
      else { return nil }
      return HistoryEntry(session: session, line: number, source: source)
    }
  }

  /// Adds an entry at the end. A history that cannot be kept is no reason to stop: failures are passed over.
  mutating func append(_ entry: HistoryEntry) {
    if descriptor < 0 { open() }
    let json: JSON = [
      "session": .int(entry.session), "line": .int(entry.line), "source": .string(entry.source),
    ]
    let line = json.bytes + [UInt8(ascii: "\n")]
    _ = write(descriptor, line, line.count)
  }

  private mutating func open() {
    let folder = URL(filePath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
  }
}
