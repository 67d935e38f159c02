import Basics
import Platform
package import SQLText
package import Warehouses

/// What expected statements return, kept so that each is run once for the same data.
///
/// Share one among all judges of a session.
package final class ExpectedResults: Sendable {
  /// Statements by their bytes: `==` on strings takes canonically equivalent texts for equal, a database does not.
  private struct Key: Hashable, Sendable {
    var data: String
    var sql: [UInt8]

    func hash(into hasher: inout Hasher) { sql.withUnsafeBytes { hasher.combine(bytes: $0) } }
  }

  private struct Cache: Sendable {
    var results: [Key: Result<ExpectedResult, WarehouseError>] = [:]
    var cells = 0
    var schemas: [String: SchemaView] = [:]
    var forms: [Key: String?] = [:]
    /// By a digest of the data's name and the texts.
    var verdicts: [[UInt8]: Verdict] = [:]
  }

  private let limits: ExecutionLimits
  private let capacity: Int
  private let isCaching: Bool
  private let keepsVerdicts: Bool
  private let cache = Guarded(Cache())

  /// `capacity`: how many values are kept at most; beyond, the cache starts anew. `isCaching` and `keepsVerdicts`:
  /// whether results, and verdicts on statements that were run to be judged, are kept; only measurements want to do
  /// without.
  package init(
    limits: ExecutionLimits = ExecutionLimits(seconds: 30, rows: 50_000, bytes: 256 << 20), capacity: Int = 4_000_000,
    isCaching: Bool = true, keepsVerdicts: Bool = true
  ) {
    self.limits = limits
    self.capacity = capacity
    self.isCaching = isCaching
    self.keepsVerdicts = keepsVerdicts
  }

  /// The limits under which judges run statements.
  package var executionLimits: ExecutionLimits { limits }

  /// The expected results on a warehouse as its data is now: ask once for each verdict.
  package func view(of warehouse: any Warehouse) async throws(WarehouseError) -> View {
    View(results: self, warehouse: warehouse, data: warehouse.name + "\0" + (try await warehouse.dataVersion()))
  }

  /// The expected results on one state of the data.
  package struct View: Sendable {
    fileprivate let results: ExpectedResults
    fileprivate let warehouse: any Warehouse
    fileprivate let data: String

    /// What `sql` returns, and whether it was known already, from this text or from another of the same normal form.
    package func result(of sql: String) async throws(WarehouseError) -> (expected: ExpectedResult, wasKnown: Bool) {
      let text = Key(data: data, sql: Array(trimmed(sql).utf8))
      if let known = results.known(text) { return (try known.get(), true) }
      var form: Key?
      if results.isCaching, let normal = try await normalForm(of: sql) {
        // No statement begins with a zero byte, so the forms cannot be taken for texts.
        let key = Key(data: data, sql: [0] + normal.utf8)
        form = key
        if let known = results.known(key) { return (try known.get(), true) }
      }
      do {
        let expected = try await ExpectedResult.fetch(sql, on: warehouse, limits: results.limits)
        results.keep(.success(expected), for: [text, form].compactMap { $0 })
        return (expected, false)
      } catch {
        // What may go better next time is not kept.
        switch error {
        case .invalid, .forbidden, .tooLarge: results.keep(.failure(error), for: [text])
        case .timedOut, .cancelled, .unavailable: break
        }
        throw error
      }
    }

    /// The rows of `sql` alone, for rules that do not ask which other orders are right.
    func rows(of sql: String) async throws(WarehouseError) -> ExpectedResult {
      // Under a key of their own: what is kept here knows nothing of orders.
      let text = Key(data: data, sql: [1] + sql.utf8)
      if let known = results.known(text) { return try known.get() }
      let rows = ExpectedResult(try await warehouse.execute(sql, limits: results.limits))
      results.keep(.success(rows), for: [text])
      return rows
    }

    /// The verdict that was reached before on the same texts and the same data, or a new one.
    ///
    /// `texts` are all that it depends on; `readsData`: whether running them again might give another result.
    func verdict(_ texts: [String], readsData: Bool = true, _ judge: () async -> Verdict) async -> Verdict {
      guard results.keepsVerdicts else { return await judge() }
      var bytes = Array(data.utf8)
      for text in texts {
        bytes.append(0)
        bytes += text.utf8
      }
      let key = HashFunction.sha256.digest(bytes)
      if let known = results.cache.withLock({ $0.verdicts[key] }) { return known.again(readsData) }
      let verdict = await judge()
      guard verdict.ruling != .error, !readsData || !texts.contains(where: { $0.mayChangeByItself }) else {
        return verdict
      }
      results.cache.withLock { cache in
        if cache.verdicts.count >= 150_000 { cache.verdicts = [:] }
        cache.verdicts[key] = verdict
      }
      return verdict
    }

    /// The tables as SQLText sees them.
    package func schema() async throws(WarehouseError) -> SchemaView {
      if let known = results.cache.withLock({ $0.schemas[data] }) { return known }
      let view = SchemaView(try await warehouse.schema())
      results.cache.withLock { cache in
        if cache.schemas.count >= 64 { cache.schemas = [:] }
        cache.schemas[data] = view
      }
      return view
    }

    /// The normal form of a statement, `nil` for one that has none that can stand for its result.
    package func normalForm(of sql: String) async throws(WarehouseError) -> String? {
      let key = Key(data: data, sql: Array(trimmed(sql).utf8))
      if let known = results.cache.withLock({ $0.forms[key] }) { return known }
      let form = SQLText.normalForm(of: sql, schema: try await schema(), dialect: SQLDialect(of: warehouse))
      results.cache.withLock { cache in
        if cache.forms.count >= 20_000 { cache.forms = [:] }
        cache.forms[key] = .some(form)
      }
      return form
    }
  }

  /// What `sql` returns, and whether it was known already.
  package func result(
    of sql: String, on warehouse: any Warehouse
  ) async throws(WarehouseError) -> (expected: ExpectedResult, wasKnown: Bool) {
    try await view(of: warehouse).result(of: sql)
  }

  /// The tables of a warehouse as SQLText sees them.
  package func schema(of warehouse: any Warehouse) async throws(WarehouseError) -> SchemaView {
    try await view(of: warehouse).schema()
  }

  private func known(_ key: Key) -> Result<ExpectedResult, WarehouseError>? {
    cache.withLock { $0.results[key] }
  }

  private func keep(_ result: Result<ExpectedResult, WarehouseError>, for keys: [Key]) {
    guard isCaching else { return }
    let size = 16 + ((try? result.get()).map { ($0.result.rows.count + $0.tied.count) * $0.result.columns.count } ?? 0)
    cache.withLock { cache in
      if cache.cells + size > capacity {
        cache.results = [:]
        cache.cells = 0
      }
      cache.cells += size
      for key in keys { cache.results[key] = result }
    }
  }
}

extension Verdict {
  fileprivate func again(_ readsData: Bool) -> Verdict {
    var verdict = self
    if readsData { verdict.evidence.insert("judged before on the same data", at: 0) }
    return verdict
  }
}

extension String {
  /// Whether a statement may give another result on the same data: chance, or the clock.
  fileprivate var mayChangeByItself: Bool {
    let words = utf8.split { !($0 >= 0x61 && $0 <= 0x7A) && !($0 >= 0x41 && $0 <= 0x5A) && $0 != 0x5F }
    return words.contains { word in
      guard let first = word.first, "rncdtujsRNCDTUJS".utf8.contains(first) else { return false }
      return Self.changing.contains(String(decoding: word, as: UTF8.self).lowercased())
    }
  }

  private static let changing: Set<String> = [
    "random", "randomblob", "rand", "uuid", "gen_random_uuid", "now", "current_date", "current_time",
    "current_timestamp", "date", "time", "datetime", "julianday", "unixepoch", "strftime",
  ]
}

/// A statement without the white space and semicolons around it: it says the same.
func trimmed(_ sql: String) -> String {
  func isIgnored(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A || byte == 0x3B }
  let bytes = sql.utf8
  guard let first = bytes.firstIndex(where: { !isIgnored($0) }), let last = bytes.lastIndex(where: { !isIgnored($0) })
  else { return "" }
  return first == bytes.startIndex && bytes.index(after: last) == bytes.endIndex ? sql : String(sql[first...last])
}

/// Whether two statements are the same, byte by byte, but for what ``trimmed(_:)`` takes away.
func isSameText(_ sql: String, _ other: String) -> Bool { trimmed(sql).utf8.elementsEqual(trimmed(other).utf8) }
