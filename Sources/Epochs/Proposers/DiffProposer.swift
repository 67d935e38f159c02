package import Spaces

/// Proposes what the difference between generated and expected SQL implies: no model, only counting which words of
/// the questions go with which pieces of the expected SQL.
package struct DiffProposer: Proposer {
  package let name = "diff"
  package let reading = ProposerReading.patterns

  /// How often a phrase must be followed by the piece that it is to name.
  static let precision = 0.6
  /// Names proposed for one thing at a time.
  static let names = 4

  package init() {}

  package func propose(for cluster: Cluster, in context: ProposalContext) async -> [[Patch]] {
    let links = PieceLinks(context)
    let patches: [Patch] =
      switch cluster.key.lever {
      case .synonym: DiffNames(context, links, origin: name).synonyms(of: cluster.key.object)
      case .tableDescription: DiffNames(context, links, origin: name).description(of: cluster.key.object)
      case .filter: DiffFilters(context, links, origin: name).patches(for: cluster.key.object)
      case .measure: DiffValues(context, links, origin: name).patches(.measure, cluster.key.object)
      case .expression: DiffValues(context, links, origin: name).patches(.expression, cluster.key.object)
      case .join where !cluster.key.object.isEmpty:
        DiffJoins(context, links, origin: name).patches(for: cluster.key.object)
      default: []
      }
    return patches.isEmpty ? [] : [patches]
  }
}

/// Looks up which phrases go with a piece, given what the space can say already.
struct PieceLinks {
  let context: ProposalContext
  let vocabulary: Vocabulary
  private let words: [String: Words]

  init(_ context: ProposalContext) {
    self.context = context
    vocabulary = Vocabulary(context.space, schema: context.schema)
    var words: [String: Words] = [:]
    for item in context.items { words[item.id] = item.words }
    self.words = words
  }

  /// A piece of that kind and SQL as some expected SQL has it.
  func piece(_ kind: SQLPiece.Kind, _ sql: String) -> SQLPiece? {
    for item in context.items {
      if let piece = item.expected.all.first(where: { $0.kind == kind && $0.sql == sql }) { return piece }
    }
    return nil
  }

  /// Phrases that go with the piece in questions that do not name it yet.
  func links(
    to piece: SQLPiece, atMost limit: Int = DiffProposer.names, precision: Double = DiffProposer.precision
  ) -> [Association.Link] {
    let weight = PieceLinks.weight(for: piece)
    return context.association.links(
      to: piece.key, atMost: limit, support: context.support, precision: precision,
      explained: { observation in
        guard let words = words[observation.id] else { return true }
        return vocabulary.names(piece, in: words)
      },
      allowed: { phrase in
        !vocabulary.taken.contains(phrase.key)
          && context.association.isBest(piece.key, for: phrase, weight: weight)
      },
      strangers: { phrase in
        guard phrase.length > 1 else { return 0 }
        return phrase.key.split(separator: " ").filter { word in
          let alone = Phrase(stems: [String(word)])
          guard Words.isContent(alone.key) else { return false }
          return vocabulary.taken.contains(alone.key)
            || (context.association.count(of: alone) > 2 * context.association.count(of: phrase)
              && !context.association.isBest(piece.key, for: alone, weight: weight))
        }.count
      })
  }

  /// What says more is preferred: a condition or measure to the columns in it, a column to its table. How tables join
  /// is named only where nothing else is.
  static func weight(for own: SQLPiece) -> (String) -> Double {
    { key in
      if key == own.key { return own.kind == .column ? 1.1 : own.kind == .table || own.kind == .join ? 1 : 1.3 }
      switch key.prefix(while: { $0 != ":" }) {
      case "filter", "measure", "expression":
        switch own.kind {
        case .table: return 0.8
        case .column: return key.contains(own.sql) ? 1.3 : 1
        default: return 1.3
        }
      case "column": return 1.1
      case "join": return 0
      default: return 1
      }
    }
  }

  /// Failing train questions whose expected SQL has the piece and whose generated SQL lacks it.
  func failing(_ piece: SQLPiece) -> [String] {
    context.items.filter { $0.isFailing && $0.missing.contains(piece) }.map(\.id)
  }
}
