internal import Basics
internal import Platform
package import Spaces
package import Warehouses

/// A deterministic translator of questions into SQL that needs neither network nor model.
///
/// It knows the space and the database, nothing else; the same question under the same parts of a space gives the
/// same answer in every process.
package struct EmbeddedSystem: System {
  package let name = "embedded"
  package let isRepeatable = true
  private let warehouse: any Warehouse
  private let cache: DatabaseCache

  package init(warehouse: any Warehouse) {
    self.warehouse = warehouse
    cache = DatabaseCache(warehouse)
  }

  package func prepare(_ space: Space) async throws -> any PreparedSystem {
    let database = try await cache.database()
    let reader = SpaceReader(space)
    var model = SpaceModel(reader, database: database)
    let wanted = database.columns.indices.filter { model.isVisible[$0] && (model.hasValues[$0] || model.hasFormat[$0]) }
    let index = try await cache.values(of: wanted, in: database)
    model.addDomains(index)
    model.addPeriods(index)
    model.addExamples(reader)
    return PreparedEmbedded(model: model, index: index, warehouse: warehouse)
  }
}

/// The embedded system under one space.
struct PreparedEmbedded: PreparedSystem {
  let model: SpaceModel
  let index: ValueIndex
  let warehouse: any Warehouse

  func input(for ask: Ask) async -> SystemInput {
    let (_, parts, digest) = Retriever(model: model, index: index, ask: ask).retrieve()
    return Self.input(parts, digest)
  }

  static func input(_ parts: [String], _ digest: [UInt64]) -> SystemInput {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digest.count * 8)
    for value in digest {
      for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }
    for part in parts { bytes.append(contentsOf: Array(part.utf8) + [0]) }
    return SystemInput(parts: parts, fingerprint: ContentHash(of: bytes))
  }

  func statement(for ask: Ask) async -> String? {
    let (view, _, _) = Retriever(model: model, index: index, ask: ask).retrieve()
    guard Gatekeeper(words: view.words).refusal() == nil else { return nil }
    return Generator(view: view).candidates().first?.sql
  }

  func answer(_ ask: Ask) async -> Trace {
    var run = AnswerRun(prepared: self, ask: ask)
    return await run.trace()
  }
}
