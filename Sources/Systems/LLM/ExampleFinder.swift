internal import Basics
internal import Retrieval
internal import SQLText
internal import Spaces

/// Finds the examples whose questions are most like another one, no two of them too like.
///
/// Each question is looked at as it stands and without what it names, by its words and by its spelling; what all four
/// rank high comes first, unless its SQL has the skeleton of one that was chosen before.
struct ExampleFinder: Sendable {
  private let index: TextIndex
  /// By question, by view.
  private let spellings: [[GramVector]]
  private let skeletons: [String]
  /// What the examples' SQL compares with, so that questions that name the same are recognised.
  private let literals: Set<[UInt64]>

  /// How many are weighed against each other; whatever ranks lower is never the best to add.
  private static let pool = 60
  /// What relevance counts against being unlike those chosen before.
  private static let relevance = 0.8
  /// How alike two questions are at least whose SQL has one skeleton.
  private static let sameSkeleton = 0.5

  init(_ examples: [Example], schema: SchemaView, dialect: SQLDialect) throws {
    let own = examples.map { MaskedQuestion.literals(of: $0.sql) }
    let views = zip(examples, own).map { example, literals in
      let words = Words(example.question)
      return Self.views(words, named: MaskedQuestion.places(of: literals, in: words))
    }
    skeletons = examples.map { example in
      (try? SelectStatement(parsing: example.sql, dialect: dialect))?.skeleton(schema: schema) ?? example.sql
    }
    literals = own.reduce(into: []) { $0.formUnion($1) }
    index = try TextIndex(views.map { $0.map { $0.words.joined(separator: " ") } }, views: 2)
    spellings = views.map { $0.map(\.spelling) }
  }

  /// The places of the `count` most useful examples, the likest first; `named` are the places of the question's words
  /// that name values.
  func nearest(to question: Words, named: Set<Int> = [], count: Int) async -> [Int] {
    guard count > 0, !skeletons.isEmpty else { return [] }
    let views = Self.views(question, named: named.union(MaskedQuestion.places(of: literals, in: question)))
    var fusion = RankFusion(count: skeletons.count)
    for (place, view) in views.enumerated() {
      fusion.add(await index.scores(of: TextQuery(view.words, pairs: view.isMasked), in: place))
      fusion.add(spellings.map { view.spelling.cosine($0[place]) })
    }
    let scores = fusion.scores
    let candidates = highestFirst(scores).prefix(Self.pool)
    let top = max(scores.max() ?? 0, .leastNormalMagnitude)
    return diverse(Array(candidates), count: count, weight: Self.relevance) {
      scores[$0] / top
    } likeness: { one, other in
      let spelling = spellings[one][0].cosine(spellings[other][0])
      return skeletons[one] == skeletons[other] ? max(Self.sameSkeleton, spelling) : spelling
    }
  }

  private struct View {
    let words: [String]
    let spelling: GramVector
    let isMasked: Bool
  }

  /// A question as it stands, without the words that say nothing, and without what it names, where they are its shape.
  private static func views(_ words: Words, named: Set<Int>) -> [View] {
    let (plain, masked) = (MaskedQuestion(words), MaskedQuestion(words, named: named))
    return [
      View(words: plain.indexed(atLeast: 0.3), spelling: GramVector(plain.text), isMasked: false),
      View(words: masked.indexed(atLeast: 0), spelling: GramVector(masked.text), isMasked: true),
    ]
  }
}

extension MaskedQuestion {
  /// The words that say so much as a ``TextIndex`` has them.
  fileprivate func indexed(atLeast weight: Double) -> [String] {
    words.filter { ($0?.weight ?? 1) >= weight }.map { $0?.text ?? TextIndex.mask }
  }
}
