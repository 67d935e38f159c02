internal import Basics
internal import Spaces

/// Which parts of a space are likely to matter to a question, where the system itself does not tell.
///
/// A part matters where it shares a telling word with the question; texts that go into every prompt always matter. One
/// question in sixteen stands sentinel: to it everything matters, so that what a change does elsewhere is noticed.
struct SpaceRelevance: Sendable {
  private struct Part: Sendable {
    var name: String
    var content: [UInt8]
    /// Stems; `nil` for what matters to every question.
    var stems: Set<UInt64>?

    func matters(to asked: Set<UInt64>) -> Bool { stems.map { !$0.isDisjoint(with: asked) } ?? true }
  }

  private let parts: [Part]
  private static let sentinels: UInt64 = 16

  init(_ space: Space) {
    let space = space.canonical()
    var parts: [Part] = []
    func add(_ name: String, _ object: JSONObject, saying texts: [String]?) {
      let stems = texts.map { Self.stems($0.joined(separator: " ")) }
      parts.append(Part(name: name, content: JSON.object(object).bytes, stems: stems))
    }
    if let text = space.textInstruction { add("text", JSONObject([("content", .string(text))]), saying: nil) }
    for table in space.tables + space.metricViews {
      var bare = table
      bare.columns = []
      add("table:\(table.identifier)", bare.object, saying: nil)
      for column in table.columns {
        add(
          "column:\(table.identifier).\(column.name)", column.object,
          saying: [column.name, column.description ?? ""] + column.synonyms)
      }
    }
    for join in space.joins { add("join:\(join.id)", join.object, saying: nil) }
    for function in space.functions { add("function:\(function.id)", function.object, saying: nil) }
    for example in space.examples { add("example:\(example.id)", example.object, saying: [example.question]) }
    for (_, snippet) in space.snippets {
      add("snippet:\(snippet.id)", snippet.object, saying: [snippet.displayName] + snippet.synonyms)
    }
    self.parts = parts
  }

  func input(for ask: Ask) -> SystemInput {
    let asked = Self.stems(ask.text + " " + (ask.context ?? ""))
    let isSentinel = stableHash(ask.id) % Self.sentinels == 0
    let used = parts.filter { isSentinel || $0.matters(to: asked) }
    var bytes: [UInt8] = []
    for part in used { bytes += Array(part.name.utf8) + [0] + part.content + [0] }
    return SystemInput(parts: used.map(\.name).sorted(), fingerprint: ContentHash(of: bytes))
  }

  private static func stems(_ text: String) -> Set<UInt64> { Words(text.replacing("_", with: " ")).contentStems }
}
