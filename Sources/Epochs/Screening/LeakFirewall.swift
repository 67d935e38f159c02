internal import Basics
internal import Judges
internal import SQLText
package import Spaces

/// Keeps the validation and test questions out of the space, whatever lever is pulled.
///
/// Refused are: a text that *is* a sealed question; SQL that is the whole expected SQL of one, constants included; six
/// or more words in a row of a sealed question that no train question has, unless the patch is an example taken from
/// train; a constant of a sealed question or its SQL that no train question has, unless the patch was made from the
/// data alone. Shorter overlap is ordinary language, and near paraphrases that fall on two sides of a split are no
/// leak as long as only the train one is used.
package struct LeakFirewall: Sendable {
  private let questions: Set<[String]>
  private let queries: Set<String>
  private let runs: Set<[String]>
  private let literals: Set<String>

  /// Words in a row that no longer are ordinary language.
  private static let run = 6
  /// Shorter texts and constants are anybody's.
  private static let shortest = 3

  package init(_ evalset: Evalset) {
    var (train, sealed) = (Corpus(), Corpus())
    for question in evalset.questions {
      if question.split == .train { train.add(question) } else { sealed.add(question) }
    }
    questions = sealed.questions
    queries = sealed.queries
    runs = sealed.runs.subtracting(train.runs)
    literals = sealed.literals.subtracting(train.literals).filter { $0.utf8.count >= Self.shortest }
  }

  /// Why the patch may not be used, or nothing.
  package func objection(to patch: Patch) -> String? {
    let content = PatchContent(patch)
    for text in content.texts {
      let stems = Words(text).stems
      if stems.count >= Self.shortest, questions.contains(stems) { return "It repeats a held-out question." }
      guard !content.isExample else { continue }
      if Corpus.runs(of: stems).contains(where: runs.contains) { return "It copies words of a held-out question." }
    }
    for sql in content.queries where queries.contains(Corpus.normal(sql)) {
      return "Its SQL is the expected SQL of a held-out question."
    }
    guard patch.origin != "mine" else { return nil }
    let own = Set(content.sql.flatMap(Corpus.literals(of:)))
    guard let found = own.filter(literals.contains).sorted().first else { return nil }
    return "The constant \u{201C}\(found)\u{201D} occurs in held-out questions only."
  }

  /// Whether a train question could not become an example: it is a held-out question too.
  package func isHeldOut(_ question: Question) -> Bool {
    questions.contains(Words(question.text).stems)
      || question.expectation.sql.map { queries.contains(Corpus.normal($0)) } ?? false
  }

  private struct Corpus {
    var questions: Set<[String]> = []
    var queries: Set<String> = []
    var runs: Set<[String]> = []
    var literals: Set<String> = []

    mutating func add(_ question: Question) {
      let stems = Words(question.text).stems
      questions.insert(stems)
      runs.formUnion(Corpus.runs(of: stems))
      for sql in [question.expectation.sql].compactMap({ $0 }) + question.expectation.alternatives {
        queries.insert(Corpus.normal(sql))
        literals.formUnion(Corpus.literals(of: sql))
      }
    }

    static func runs(of stems: [String]) -> Set<[String]> {
      guard stems.count >= LeakFirewall.run else { return [] }
      return Set((0...(stems.count - LeakFirewall.run)).map { Array(stems[$0..<($0 + LeakFirewall.run)]) })
    }

    static func normal(_ sql: String) -> String {
      ((try? SelectStatement(parsing: sql))?.sql() ?? sql).lowercased()
    }

    /// What stands between single quotes, in lower case.
    static func literals(of sql: String) -> [String] {
      let parts = sql.lowercased().split(separator: "'", omittingEmptySubsequences: false)
      return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
    }
  }
}

/// The words and the SQL that a patch would put into the space.
struct PatchContent {
  var texts: [String] = []
  /// Fragments and whole queries.
  var sql: [String] = []
  /// Whole queries.
  var queries: [String] = []
  var isExample = false

  init(_ patch: Patch) {
    switch patch.payload {
    case .none, .flag, .flags: break
    case .text(let text), .line(let text, _), .word(let text): texts = [text]
    case .example(let example):
      texts = [example.question] + [example.usageGuidance].compactMap { $0 }
      (sql, queries, isExample) = ([example.sql], [example.sql], true)
    case .join(let join):
      texts = [join.comment, join.instruction].compactMap { $0 }
      sql = join.conditions
    case .snippet(let snippet):
      texts = [snippet.displayName] + snippet.synonyms + [snippet.instruction, snippet.comment].compactMap { $0 }
      sql = [snippet.sql]
    case .function(let function): texts = [function.description].compactMap { $0 }
    case .question(let question): texts = [question.question]
    }
  }
}
