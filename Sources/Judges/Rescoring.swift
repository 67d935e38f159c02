internal import FoundationEssentials
internal import Platform
package import Systems
package import Warehouses

/// Judges many traces that were recorded earlier, several at once, asking no system anything.
///
/// All are judged on the data as it is when judging begins.
package struct Rescoring: Sendable {
  package struct Item: Sendable {
    package var trace: Trace
    package var expectation: Expectation?

    package init(_ trace: Trace, _ expectation: Expectation?) {
      self.trace = trace
      self.expectation = expectation
    }
  }

  package let judges: [any Judge]
  /// What the traces have to hold.
  package let reads: Trace.Parts
  private let warehouse: Snapshot
  /// A memory for each of those who judge at once.
  private let memories: [Guarded<StatementVerdicts>]
  private let part: Int

  /// `width` parts of so many items are judged at once: for judges that compute one more than the machine has cores,
  /// because one may wait for the warehouse; many for judges that wait.
  package init(
    _ judges: [any Judge], on warehouse: any Warehouse, width: Int = ProcessInfo.processInfo.activeProcessorCount + 1,
    part: Int = 64
  ) async throws(WarehouseError) {
    self.part = max(1, part)
    self.judges = judges
    self.warehouse = Snapshot(base: warehouse, version: try await warehouse.dataVersion())
    reads = judges.reduce([]) { $0.union($1.reads) }
    let isKept = judges.map { $0 is any StatementJudge }
    memories = (0..<max(1, width)).map { _ in Guarded(StatementVerdicts(isKept: isKept)) }
  }

  /// The verdicts on each item, in the order of the items and of the judges.
  ///
  /// `progress` hears how many are done; where the task is cancelled, the rest is left out.
  package func verdicts(
    on items: [Item], progress: (@Sendable (Int) -> Void)? = nil
  ) async -> [[Verdict]] {
    await verdicts(on: items, progress: progress) { $0 }
  }

  /// The same on what `item` makes of each source; that too is worked out on both cores.
  package func verdicts<Source: Sendable>(
    on items: [Source], progress: (@Sendable (Int) -> Void)? = nil, _ item: @escaping @Sendable (Source) -> Item
  ) async -> [[Verdict]] {
    let done = Guarded(0)
    let parts = await BlockingPool.shared.run {
      await inParts(of: items.count, size: part, width: memories.count) { worker, places in
        let verdicts = await judged(items[places], memories[worker], item)
        done.withLock { done in
          done += verdicts.count
          progress?(done)
        }
        return verdicts
      }
    }
    return parts.flatMap { $0 }
  }

  private func judged<Source>(
    _ sources: ArraySlice<Source>, _ memory: Guarded<StatementVerdicts>, _ item: (Source) -> Item
  ) async -> [[Verdict]] {
    var all: [[Verdict]] = []
    all.reserveCapacity(sources.count)
    for source in sources {
      let item = item(source)
      let key = StatementVerdicts.Key(item)
      let known = key.flatMap { key in memory.withLock { $0[key] } }
      var verdicts: [Verdict] = []
      verdicts.reserveCapacity(judges.count)
      let warehouse = warehouse.shared(among: judges.count)
      for (index, judge) in judges.enumerated() {
        if let verdict = known?[index] ?? nil {
          verdicts.append(verdict)
        } else {
          verdicts.append(await judge.judge(item.trace, against: item.expectation, on: warehouse))
        }
      }
      if known == nil, let key { memory.withLock { [verdicts] in $0[key] = verdicts } }
      all.append(verdicts)
    }
    return all
  }
}

/// A warehouse whose data is taken to stay as it is.
private struct Snapshot: Warehouse {
  let base: any Warehouse
  let version: String

  var name: String { base.name }
  var dialect: String { base.dialect }

  func schema() async throws(WarehouseError) -> Schema { try await base.schema() }
  func explain(_ sql: String) async throws(WarehouseError) { try await base.explain(sql) }
  func dataVersion() async throws(WarehouseError) -> String { version }

  func execute(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> ResultSet {
    try await base.execute(sql, limits: limits)
  }

  func execute(
    _ sql: String, _ following: Following, limits: ExecutionLimits
  ) async throws(WarehouseError) -> FollowedResult {
    try await base.execute(sql, following, limits: limits)
  }

  func scannedRows(_ sql: String, limits: ExecutionLimits) async throws(WarehouseError) -> Int? {
    try await base.scannedRows(sql, limits: limits)
  }

  func profile(of column: String, in table: String) async throws(WarehouseError) -> ColumnProfile {
    try await base.profile(of: column, in: table)
  }
}
