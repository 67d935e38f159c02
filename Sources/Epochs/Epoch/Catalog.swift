internal import Spaces
internal import Warehouses

/// What an epoch knows of the database, read once.
struct Catalog: Sendable {
  /// The tables of the space only.
  let schema: Schema
  let profiles: [ColumnProfile]
  let screen: Screen
  /// Train questions whose text or SQL is that of a held-out question.
  let unusable: Set<String>

  init(_ space: Space, warehouse: any Warehouse, evalset: Evalset, limits: SpaceLimits) async throws(OptimizerError) {
    let full: Schema
    do {
      full = try await warehouse.schema()
    } catch .cancelled {
      throw .cancelled
    } catch {
      throw .warehouse(message: "\(error)")
    }
    let tables = full.tables.filter { space.table($0.name) != nil }
    schema = Schema(tables: tables)
    var profiles: [ColumnProfile] = []
    for table in tables {
      for column in table.columns {
        if let profile = try? await warehouse.profile(of: column.name, in: table.name) { profiles.append(profile) }
      }
    }
    self.profiles = profiles
    let firewall = LeakFirewall(evalset)
    screen = Screen(warehouse: warehouse, firewall: firewall, limits: limits)
    unusable = Set(evalset.questions(in: .train).filter(firewall.isHeldOut).map(\.id))
  }
}
