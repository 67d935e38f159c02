internal import Basics
internal import SQLText
package import Spaces
package import Warehouses

/// Refuses patches that could not be accepted, free of charge.
package struct Screen: Sendable {
  private let warehouse: any Warehouse
  private let firewall: LeakFirewall
  private let limits: SpaceLimits

  /// Longer texts belong elsewhere.
  private static let longestText = 600
  private static let longestPrompt = 6_000
  private static let longestSQL = 6_000

  package init(warehouse: any Warehouse, firewall: LeakFirewall, limits: SpaceLimits) {
    self.warehouse = warehouse
    self.firewall = firewall
    self.limits = limits
  }

  /// Why the patch is refused, in one sentence; nothing where it may be tried.
  package func objection(to patch: Patch, in space: Space) async -> String? {
    let content = PatchContent(patch)
    let longest = patch.lever == .prompt ? Self.longestPrompt : Self.longestText
    if content.texts.contains(where: { $0.count > longest }) { return "Its text is too long." }
    if content.sql.contains(where: { $0.count > Self.longestSQL }) { return "Its SQL is too long." }
    if isDuplicate(patch, space) { return "The space has it already." }
    if let objection = objection(toApplying: patch, space) { return objection }
    if let objection = firewall.objection(to: patch) { return objection }
    return await objection(toSQLOf: patch, space)
  }

  private func objection(toApplying patch: Patch, _ space: Space) -> String? {
    do {
      let changed = try patch.apply(to: space, limits: limits)
      if changed == space { return "It changes nothing." }
      if Composer.fits(space, limits), !Composer.fits(changed, limits) {
        return "The space would hold more than the platform allows."
      }
      return nil
    } catch .unknownTable(let table) {
      return "The space has no table \(table)."
    } catch .prompt(let error) {
      return "It cannot be used: \(error.sentence)."
    } catch .alreadyPresent {
      return "The space has it already."
    } catch .invalid(let finding) {
      return "The platform would refuse it at \(finding.path)."
    } catch {
      return "It does not fit the space."
    }
  }

  private func isDuplicate(_ patch: Patch, _ space: Space) -> Bool {
    guard patch.operation == .add else { return false }
    switch patch.payload {
    case .example(let example):
      return space.examples.contains { Words($0.question).stems == Words(example.question).stems }
    case .join(let join):
      return space.joins.contains { $0.conditions == join.conditions && $0.left.identifier == join.left.identifier }
    case .snippet(let snippet):
      return space.snippets.contains { $0.snippet.sql == snippet.sql }
    default: return false
    }
  }

  /// Compiles what the patch would bring into queries.
  private func objection(toSQLOf patch: Patch, _ space: Space) async -> String? {
    for probe in probes(patch, space) {
      do {
        try await warehouse.explain(probe)
      } catch .invalid(let message) {
        return "Its SQL does not compile: \(message)"
      } catch .forbidden(let what) {
        return "Its SQL is not allowed: \(what)"
      } catch .tooLarge(let what) {
        return "Its SQL is too large: \(what)"
      } catch .timedOut {
        return "Its SQL takes too long to compile."
      } catch {
        continue
      }
    }
    return nil
  }

  private func probes(_ patch: Patch, _ space: Space) -> [String] {
    switch patch.payload {
    case .example(let example): return example.parameters.isEmpty ? [example.sql] : []
    case .join(let join):
      let sides = [join.left, join.right].map { side in
        quoted(lastPart(of: side.identifier), dialect: warehouse.dialect) + " AS "
          + quoted(side.alias, dialect: warehouse.dialect)
      }
      return ["SELECT 1 FROM \(sides[0]) JOIN \(sides[1]) ON \(join.conditions.joined(separator: " AND "))"]
    case .snippet(let snippet):
      let tables = SnippetTables.tables(of: snippet.sql)
      guard !tables.isEmpty else { return [] }
      let from = tables.map { quoted($0, dialect: warehouse.dialect) }.joined(separator: ", ")
      return [
        patch.lever == .filter
          ? "SELECT 1 FROM \(from) WHERE \(snippet.sql)" : "SELECT \(snippet.sql) FROM \(from)"
      ]
    default: return []
    }
  }
}

/// The tables that a bare condition or expression names before its dots.
enum SnippetTables {
  static func tables(of sql: String) -> [String] {
    guard let statement = try? SelectStatement(parsing: "SELECT \(sql)"), case .select(let core) = statement.first
    else { return [] }
    return Array(Set(core.items.flatMap { $0.expression.columns.compactMap(\.table) })).sorted()
  }
}
