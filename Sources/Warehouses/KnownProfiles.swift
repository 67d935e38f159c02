internal import Platform

/// What columns hold, measured once for each version of the data.
final class KnownProfiles: Sendable {
  private struct Known {
    var version = ""
    var profiles: [String: ColumnProfile] = [:]
  }

  private let known = Guarded(Known())

  func profile(
    of column: String, in table: String, on warehouse: any Warehouse
  ) async throws(WarehouseError) -> ColumnProfile {
    let version = try await warehouse.dataVersion()
    let key = table.lowercased() + "\0" + column.lowercased()
    if let profile = known.withLock({ $0.version == version ? $0.profiles[key] : nil }) { return profile }
    let profile = try await ColumnProfile.measure(column, in: table, on: warehouse)
    known.withLock { known in
      if known.version != version { known = Known(version: version) }
      known.profiles[key] = profile
    }
    return profile
  }
}
