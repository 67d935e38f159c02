internal import SQLText

/// What a text of somebody else may do on a server: one query that reads tables, and nothing besides.
///
/// The engines themselves know no read-only sessions, so all is decided before anything is sent. It refuses more than
/// it must where the lexers of server versions differ.
enum RemoteGuard {
  static func check(_ sql: String) throws(WarehouseError) {
    guard sql.utf8.count <= longest else { throw .tooLarge(what: "it is longer than \(longest >> 10) kB") }
    guard !sql.utf8.contains(0) else { throw .invalid(message: "there is a zero byte in it") }
    let text = plain(sql)
    if let violation = readOnlyViolation(in: text, dialect: .spark) { throw WarehouseError(violation) }
    let tokens = SQLLexer.tokens(of: text, dialect: .spark, comments: true)
    for token in tokens { try check(token) }
    let words = tokens.filter { $0.kind != .comment }
    for index in words.indices { try check(words, at: index) }
  }

  /// As on SQLite.
  private static let longest = 1 << 17

  /// White space beyond ASCII, which newer servers take for white space, as spaces.
  private static func plain(_ sql: String) -> String {
    guard sql.utf8.contains(where: { $0 >= 0x80 }) else { return sql }
    var scalars = String.UnicodeScalarView()
    for scalar in sql.unicodeScalars {
      let isSpace = scalar.value >= 0x80 && (scalar.properties.isWhitespace || scalar.value == 0xFEFF)
      scalars.append(isSpace ? " " : scalar)
    }
    return String(scalars)
  }

  /// Where servers might cut the text into other tokens than we do.
  private static func check(_ token: SQLToken) throws(WarehouseError) {
    switch token.kind {
    case .comment where token.text.hasPrefix("/*+"):
      // A hint is read by the engine; quotes and further comments have no business in it.
      if token.text.dropFirst(3).dropLast(2).utf8.contains(where: { "'\"`;/\\*".utf8.contains($0) }) {
        throw .forbidden(what: "a hint with quotes or comments in it")
      }
    case .unknown where token.text.utf8.contains(where: { "'\"`\\".utf8.contains($0) }):
      throw .forbidden(what: "the malformed text \(token.text.prefix(20))")
    case .word, .unknown, .symbol, .parameter:
      if token.text.utf8.contains(UInt8(ascii: "$")) { throw .forbidden(what: "a dollar sign outside of quotes") }
    default: break
    }
  }

  private static func check(_ tokens: [SQLToken], at index: Int) throws(WarehouseError) {
    let token = tokens[index]
    func next(_ ahead: Int) -> SQLToken? {
      tokens.indices.contains(index + ahead) ? tokens[index + ahead] : nil
    }
    switch token.keyword {
    case "INSERT" where ["INTO", "OVERWRITE"].contains(next(1)?.keyword):
      throw .forbidden(what: "INSERT")
    case "USING" where next(1)?.kind == .string: throw .forbidden(what: "a script")
    default: break
    }
    guard [.word, .quotedIdentifier].contains(token.kind) else { return }
    let name = token.text.lowercased()
    if next(1)?.text == "(", next(1)?.kind == .symbol, functions.contains(name) {
      throw .forbidden(what: "the function \(name)")
    }
    if let other = next(2), next(1)?.text == ".", next(1)?.kind == .symbol, formats.contains(name) {
      let isTable = index > 0 && ["FROM", "JOIN"].contains(tokens[index - 1].keyword)
      let isPath = other.kind == .quotedIdentifier && other.text.utf8.contains { "/:.\\*".utf8.contains($0) }
      if isTable || isPath { throw .forbidden(what: "reading files") }
    }
  }

  /// Functions that run code, read files or secrets, call other services, or name tables by text.
  private static let functions: Set<String> = [
    "ai_analyze_sentiment", "ai_classify", "ai_extract", "ai_fix_grammar", "ai_forecast", "ai_gen", "ai_generate_text",
    "ai_mask", "ai_parse_document", "ai_query", "ai_similarity", "ai_summarize", "ai_translate", "cloud_files_state",
    "event_log", "http_request", "identifier", "java_method", "list_secrets", "read_files", "read_kafka",
    "read_kinesis", "read_pubsub", "read_pulsar", "read_state_metadata", "read_statestore", "reflect", "remote_query",
    "secret", "try_reflect", "try_secret", "vector_search",
  ]

  /// Formats after which a name is the path of a file.
  private static let formats: Set<String> = [
    "avro", "binaryfile", "cloudfiles", "csv", "delta", "hudi", "iceberg", "image", "jdbc", "json", "kafka", "libsvm",
    "orc", "parquet", "text", "xml",
  ]
}

extension WarehouseError {
  /// What a finding of the read-only check means for whoever ran the statement.
  init(_ violation: ReadOnlyViolation) {
    switch violation {
    case .empty: self = .invalid(message: "there is no statement")
    case .severalStatements: self = .forbidden(what: "more than one statement")
    case .writes(let word, _), .notAQuery(let word, _): self = .forbidden(what: String(word.uppercased().prefix(40)))
    case .unterminated(let offset): self = .invalid(message: "a quotation that begins at byte \(offset) has no end")
    }
  }
}
