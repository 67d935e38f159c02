/// What may stand at a place, and the span it replaces, in Unicode scalars.
package struct Completion: Sendable, Equatable {
  package let candidates: [Candidate]
  package let start: Int
  package let end: Int
}

/// What may stand at `cursor`, an offset in Unicode scalars; any offset is answered.
package func complete(
  _ source: Source, at cursor: Int, table: CommandTable = .standard(), live: any LiveNames = NoLiveNames()
) -> Completion {
  let position = source.position(ofScalar: cursor)
  let word = WordAtCursor(source, position)
  let around = Surroundings(source, before: word.start, table: table)
  let engine = CompletionEngine(around: around, table: table, live: live)
  let (offered, start) = engine.candidates(for: word)
  let prefix = source.text(Span(start, position))
  return Completion(
    candidates: matching(offered, prefix), start: source.scalars(before: start), end: source.scalars(before: position))
}

/// The word that ends at the cursor.
struct WordAtCursor {
  let text: String
  let start: Int
  let end: Int
  /// The quote it begins with, which `start` lies behind.
  let isQuoted: Bool

  init(_ source: Source, _ position: Int) {
    var start = position
    while start > 0, let byte = source.byte(start - 1), !byte.isBlank, byte != UInt8(ascii: "\""),
      byte != UInt8(ascii: "("), byte != UInt8(ascii: ")")
    {
      start -= 1
    }
    isQuoted = start > 0 && source.byte(start - 1) == UInt8(ascii: "\"")
    text = source.text(Span(start, position))
    self.start = start
    end = position
  }
}

struct CompletionEngine {
  let around: Surroundings
  let table: CommandTable
  let live: any LiveNames

  /// What is offered, and where the part to replace begins.
  func candidates(for word: WordAtCursor) -> ([Candidate], Int) {
    if around.isInText { return ([], word.end) }
    if around.isInQuery || isStartOfQuery { return inQuery(word) }
    if let mark = questionMarks(word), around.verb == nil { return (commandNames, mark) }
    guard let spec = around.spec else { return (around.verb.map(nouns) ?? verbs, word.start) }
    if let (option, start) = optionBeforeEquals(word, spec) { return values(of: option, word, from: start) }
    guard !word.isQuoted || awaitsNames else { return ([], word.end) }
    var offered: [Candidate] = []
    var start = word.start
    if let awaited = around.awaited { (offered, start) = values(of: awaited, word, from: word.start) }
    if around.filled.isEmpty, spec.words.count == 1 { offered += nouns(of: spec.name) }
    return (offered + keywords(spec) + options(spec), start)
  }

  private var isStartOfQuery: Bool { around.awaited?.kind == .sql && around.awaited?.keyword != nil }

  private var awaitsNames: Bool {
    switch around.awaited?.kind {
    case .named, .names, .file, .path, .space: true
    default: false
    }
  }

  private var verbs: [Candidate] {
    table.verbs.map { verb in
      let summary = table[verb]?.summary ?? table.nouns(of: verb).joined(separator: ", ")
      return Candidate(verb, kind: "command", summary: summary)
    }
  }

  private var commandNames: [Candidate] {
    table.specs.map { Candidate($0.name, kind: "command", summary: $0.summary) }
  }

  private func nouns(of verb: String) -> [Candidate] {
    table.nouns(of: verb).map {
      Candidate($0, kind: "command", summary: table[verb + " " + $0]?.summary ?? "")
    }
  }

  private func keywords(_ spec: CommandSpec) -> [Candidate] {
    spec.parameters.filter { !around.filled.contains($0.name) && $0.name != around.awaited?.name }.compactMap { item in
      item.keyword.map { Candidate($0, kind: "keyword", summary: item.kind.description) }
    }
  }

  private func options(_ spec: CommandSpec) -> [Candidate] {
    spec.options.filter { !around.filled.contains($0.name) }.map {
      Candidate($0.name + "=", kind: "option", summary: $0.summary)
    }
  }

  private func questionMarks(_ word: WordAtCursor) -> Int? {
    let marks = word.text.utf8.prefix { $0 == UInt8(ascii: "?") }.count
    return marks > 0 ? word.start + marks : nil
  }

  private func optionBeforeEquals(_ word: WordAtCursor, _ spec: CommandSpec) -> (Parameter, Int)? {
    let bytes = Array(word.text.utf8)
    if let sign = bytes.firstIndex(of: UInt8(ascii: "=")) {
      let key = String(decoding: bytes[..<sign], as: UTF8.self)
      return spec.options.first { $0.name == key.lowercased() }.map { ($0, word.start + sign + 1) }
    }
    // `tables="a b`: the key stands before the quote.
    guard word.isQuoted, around.source.byte(word.start - 2) == UInt8(ascii: "=") else { return nil }
    let before = WordAtCursor(around.source, word.start - 2)
    return spec.options.first { $0.name == before.text.lowercased() }.map { ($0, word.start) }
  }

  private func values(of parameter: Parameter, _ word: WordAtCursor, from start: Int) -> ([Candidate], Int) {
    let written = around.source.text(Span(start, word.end))
    let afterComma = Array(written.utf8).lastIndex(of: UInt8(ascii: ",")).map { start + $0 + 1 } ?? start
    switch parameter.kind {
    case .file(let extensions): return (live.files(beginningWith: written, extensions: extensions), start)
    case .space(let extensions):
      let files = extensions.isEmpty ? [] : live.files(beginningWith: written, extensions: extensions)
      return ([Candidate("genie:", kind: "value", summary: "a Genie space")] + files, start)
    case .path: return (addresses(written), start)
    case .choice(let words): return (words.map { Candidate($0, kind: "value") }, start)
    case .choices(let words): return (words.map { Candidate($0, kind: "value") }, afterComma)
    case .named(let subject): return (quoted(live.names(subject), unless: word.isQuoted), start)
    case .names(let subject): return (live.names(subject), afterComma)
    case .version: return (live.versions(), start)
    case .proposals: return (live.proposals(), afterComma)
    case .condition: return (live.metrics(), start)
    case .command: return (commandNames, start)
    case .flag: return (["yes", "no"].map { Candidate($0, kind: "value") }, start)
    case .variable: return ([Candidate("env:", kind: "value", summary: "an environment variable")], start)
    case .integer, .number, .ratio, .money, .prices, .url, .duration, .name:
      return (parameter.defaultText.map { [Candidate($0, kind: "value", summary: parameter.summary)] } ?? [], start)
    case .sql: return (["SELECT", "WITH"].map { Candidate($0, kind: "keyword") }, start)
    case .text: return ([], start)
    }
  }

  private func addresses(_ written: String) -> [Candidate] {
    let scheme = "sqlite:"
    guard written.hasPrefix(scheme) else { return [Candidate(scheme, kind: "value", summary: "an SQLite file")] }
    return live.files(beginningWith: String(written.dropFirst(scheme.count)), extensions: []).map {
      Candidate(scheme + $0.text, kind: $0.kind, summary: $0.summary)
    }
  }

  private func quoted(_ candidates: [Candidate], unless isQuoted: Bool) -> [Candidate] {
    isQuoted
      ? candidates
      : candidates.map { candidate in
        guard candidate.text.utf8.contains(where: \.isBlank) else { return candidate }
        return Candidate("\"\(candidate.text)\"", kind: candidate.kind, summary: candidate.summary)
      }
  }

  private func inQuery(_ word: WordAtCursor) -> ([Candidate], Int) {
    let bytes = Array(word.text.utf8)
    let start = (bytes.lastIndex { !$0.isNamePart && $0 < 0x80 } ?? -1) + 1
    let keywords = queryWords.map { Candidate($0, kind: "keyword") }
    return (live.names(.table) + live.names(.column) + keywords, word.start + start)
  }
}

private let queryWords = [
  "SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "HAVING", "LIMIT", "JOIN", "LEFT JOIN", "ON", "AND", "OR", "NOT",
  "IN", "LIKE", "BETWEEN", "IS NULL", "DISTINCT", "COUNT", "SUM", "AVG", "MIN", "MAX", "CASE", "WHEN", "THEN", "ELSE",
  "END", "AS", "WITH", "UNION", "EXISTS", "DESC", "ASC",
]

/// Candidates that begin with `prefix` whatever their case; where there are none, those that hold it.
func matching(_ candidates: [Candidate], _ prefix: String) -> [Candidate] {
  var seen: Set<String> = []
  let unique = candidates.filter { seen.insert($0.text).inserted }
  let wanted = prefix.lowercased()
  guard !wanted.isEmpty else { return unique }
  let beginning = unique.filter { unquoted($0.text).hasPrefix(wanted) || $0.text.lowercased().hasPrefix(wanted) }
  return beginning.isEmpty ? unique.filter { $0.text.lowercased().contains(wanted) } : beginning
}

private func unquoted(_ text: String) -> String {
  text.hasPrefix("\"") ? String(text.dropFirst()).lowercased() : text.lowercased()
}
