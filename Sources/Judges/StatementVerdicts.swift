import Systems

/// What those judges said that look at the texts of the statements alone, by these texts.
struct StatementVerdicts: Sendable {
  /// A statement and the expected ones, byte by byte.
  struct Key: Hashable, Sendable {
    private var bytes: [UInt8] = []

    /// `nil` for a trace that such judges do not look into.
    init?(_ item: Rescoring.Item) {
      if case .unavailable = item.trace.outcome { return nil }
      guard let sql = item.trace.sql else { return nil }
      add(sql)
      add(item.expectation?.sql ?? "")
      for text in item.expectation?.alternatives ?? [] { add(text) }
    }

    private mutating func add(_ text: String) {
      withUnsafeBytes(of: text.utf8.count) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: text.utf8)
    }

    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
  }

  /// The judges that count, by their places.
  private let isKept: [Bool]
  private var verdicts: [Key: [Verdict?]] = [:]
  /// How many statements are remembered; beyond, memory starts anew.
  private static let capacity = 10_000

  init(isKept: [Bool]) { self.isKept = isKept }

  /// The verdicts by the places of the judges. Errors are not remembered: what went wrong may go well next time.
  subscript(key: Key) -> [Verdict?]? {
    get { verdicts[key] }
    set {
      if verdicts.count >= Self.capacity { verdicts = [:] }
      verdicts[key] = newValue.map { zip($0, isKept).map { $1 && $0?.ruling != .error ? $0 : nil } }
    }
  }
}
