internal import Spaces
internal import Warehouses

/// Joins that the catalog declares, or that values and names together suggest.
struct MinedJoins {
  private let context: ProposalContext
  private let origin: String
  private let profiles: [String: ColumnProfile]

  init(_ context: ProposalContext, origin: String) {
    self.context = context
    self.origin = origin
    var profiles: [String: ColumnProfile] = [:]
    for profile in context.profiles { profiles[profile.name] = profile }
    self.profiles = profiles
  }

  /// The implied joins as one candidate; declared keys, which any assistant reads, as another.
  var candidates: [[Patch]] {
    [implied, declared].filter { !$0.isEmpty }
  }

  private var declared: [Patch] {
    context.schema.tables.flatMap { table in
      table.foreignKeys.compactMap { key -> Patch? in
        guard key.columns.count == 1, let column = key.columns.first, let referenced = key.referenced.first else {
          return nil
        }
        return patch(
          table.name, column, key.table, referenced, reason: "The catalog declares \(table.name).\(column) a key.")
      }
    }
  }

  /// A column whose values are all found in the unique column of another table that has a like name.
  private var implied: [Patch] {
    var patches: [Patch] = []
    for child in context.profiles where child.distinct > 1 {
      for parent in context.profiles where parent.isUnique && parent.table != child.table {
        guard !isDeclared(child, parent), hasLikeName(child, parent), isContained(child, in: parent),
          let patch = patch(
            child.table, child.column, parent.table, parent.column,
            reason: "All values of \(child.name) are found in \(parent.name).")
        else { continue }
        patches.append(patch)
      }
    }
    return patches
  }

  private func isDeclared(_ child: ColumnProfile, _ parent: ColumnProfile) -> Bool {
    guard let table = context.schema.table(child.table) else { return false }
    return table.foreignKeys.contains { key in
      key.columns.map { $0.lowercased() } == [child.column.lowercased()]
        && key.table.lowercased() == parent.table.lowercased()
    }
  }

  /// The same name, or one that ends with the words of the other: `shp_rgn_cd` and `rgn_cd`.
  private func hasLikeName(_ child: ColumnProfile, _ parent: ColumnProfile) -> Bool {
    let (left, right) = (Words(identifier: child.column).stems, Words(identifier: parent.column).stems)
    let generic: Set<[String]> = [["id"], ["name"], ["code"], ["key"]]
    if generic.contains(right) { return left == Words(identifier: parent.table).stems + right }
    if left == right { return true }
    if left.count > right.count, Array(left.suffix(right.count)) == right { return true }
    guard let last = left.last, let other = right.last else { return false }
    return Set(["dt", "date", "day"]).isSuperset(of: [last, other]) && child.isNumericDate && parent.isNumericDate
      || (child.isNumericDate && parent.isNumericDate)
  }

  private func isContained(_ child: ColumnProfile, in parent: ColumnProfile) -> Bool {
    guard child.kind == parent.kind, child.distinct <= parent.distinct || !parent.isComplete else { return false }
    let known = Set(parent.values)
    let found = child.values.prefix(2000).filter(known.contains).count
    return found * 100 >= min(2000, child.values.count) * 98
  }

  private func patch(
    _ table: String, _ column: String, _ other: String, _ referenced: String, reason: String
  ) -> Patch? {
    let isUnique = profiles[(table + "." + column).lowercased()]?.isUnique ?? false
    return JoinPatch.make(
      context.space, from: (table, column), to: (other, referenced),
      relationship: isUnique ? .oneToOne : .manyToOne, reason: reason, evidence: [], origin: origin)
  }
}

/// Makes a patch that adds a join.
enum JoinPatch {
  /// Nothing where a side is not in the space or both are one table.
  static func make(
    _ space: Space, from left: (table: String, column: String), to right: (table: String, column: String),
    relationship: JoinSpec.Relationship, comment: String? = nil, instruction: String? = nil, reason: String,
    evidence: [String], origin: String
  ) -> Patch? {
    if relationship == .oneToMany {
      return make(
        space, from: right, to: left, relationship: .manyToOne, comment: comment, instruction: instruction,
        reason: reason, evidence: evidence, origin: origin)
    }
    guard let first = space.table(left.table), let second = space.table(right.table),
      first.identifier != second.identifier
    else { return nil }
    let condition =
      "`\(first.name)`.`\(left.column.lowercased())` = `\(second.name)`.`\(right.column.lowercased())`"
    let join = JoinSpec(
      id: ElementID.make("join", condition), left: JoinSpec.Side(identifier: first.identifier),
      right: JoinSpec.Side(identifier: second.identifier), conditions: [condition], relationship: relationship,
      comment: comment, instruction: instruction)
    return Patch(.add, .join, on: .space, .join(join), reason: reason, evidence: evidence, origin: origin)
  }
}
