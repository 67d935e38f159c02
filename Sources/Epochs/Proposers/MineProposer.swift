package import Spaces
internal import Warehouses

/// Proposes what the data alone suggests: no model, and no question read.
package struct MineProposer: Proposer {
  package let name = "mine"
  package let reading = ProposerReading.nothing

  package init() {}

  package func propose(for cluster: Cluster, in context: ProposalContext) async -> [[Patch]] {
    switch (cluster.key.lever, cluster.key.object) {
    case (.entityMatching, ""): [flags(.entityMatching, context, where: Self.hasNames)]
    case (.formatAssistance, ""): [flags(.formatAssistance, context, where: Self.hasFormat)]
    case (.join, ""): MinedJoins(context, origin: name).candidates
    case (.columnDescription, ""): [descriptions(context)]
    default: []
    }
  }

  /// Text that questions may quote: names and codes, neither prose nor numbers.
  private static func hasNames(_ profile: ColumnProfile) -> Bool {
    profile.isText && (profile.isNameLike || profile.isCode) && profile.distinct > 1
  }

  /// Values whose form must be known: dates and numbers as text or as digits, flags, codes.
  private static func hasFormat(_ profile: ColumnProfile) -> Bool {
    profile.kind == .date || profile.isNumberAsText || profile.isNumericDate || profile.isNumericPeriod
      || profile.isFlag || profile.isCode
  }

  private func flags(_ lever: Lever, _ context: ProposalContext, where holds: (ColumnProfile) -> Bool) -> [Patch] {
    var patches: [Patch] = []
    for profile in context.profiles where holds(profile) {
      guard let table = context.space.table(profile.table) else { continue }
      let config = table.column(profile.column)
      let isSet = lever == .entityMatching ? config?.entityMatching : config?.formatAssistance
      guard isSet != true, config?.exclude != true else { continue }
      let sample = profile.values.prefix(3).map(\.shown).joined(separator: ", ")
      let reason =
        lever == .entityMatching
        ? "Questions can name the \(profile.distinct) values of \(profile.name) (\(sample), …)."
        : "The values of \(profile.name) have a form that must be known (\(sample), …)."
      patches.append(
        Patch(
          .set, lever, on: .column(table: table.identifier, column: profile.column), .flag(true), reason: reason,
          origin: name))
    }
    return Array(patches.prefix(lever == .entityMatching ? SpaceLimits().entityMatchingColumns : patches.count))
  }

  /// Code columns get their values listed.
  private func descriptions(_ context: ProposalContext) -> [Patch] {
    context.profiles.filter(\.isCode).compactMap { profile in
      guard let table = context.space.table(profile.table),
        table.column(profile.column)?.description == nil
      else { return nil }
      return Patch(
        .set, .columnDescription, on: .column(table: table.identifier, column: profile.column),
        .text("One of " + profile.texts.sorted().joined(separator: ", ")),
        reason: "\(profile.name) holds codes.", origin: name)
    }
  }
}

extension Value {
  /// As a person would read it.
  var shown: String {
    switch self {
    case .null: "null"
    case .integer(let value): String(value)
    case .real(let value): "\(value)"
    case .text(let text): text.count > 30 ? String(text.prefix(29)) + "…" : text
    case .blob: "blob"
    }
  }
}
