import Basics
import SQLText
import Testing

/// Whatever the bytes: no trap, no hang; and what does parse prints as something that parses to the same print.
struct MutationTests {
  static let seeds =
    ParsingTests.canonical.map(\.0) + NormalFormTests.equal.map(\.0) + ResolvingTests.cases.map(\.0) + [UsageTests.text]

  @Test(arguments: SQLDialect.allCases)
  func mutatedQueriesAreSurvived(dialect: SQLDialect) throws {
    var generator = SeededGenerator(seed: 1, purpose: "mutate \(dialect.rawValue)")
    let reference = try SelectStatement(parsing: "select name from products where cat = 'a'")
    var parsed = 0
    for round in 0..<7_000 {
      let text = mutated(Self.seeds[round % Self.seeds.count], using: &generator)
      _ = readOnlyViolation(in: text, dialect: dialect)
      guard let statement = try? SelectStatement(parsing: text, dialect: dialect) else { continue }
      parsed += 1
      let printed = statement.sql(in: dialect)
      if dialect == .sqlite {
        #expect((try? SelectStatement(parsing: printed))?.sql() == printed, "from \(text)")
      }
      guard round % 8 == 0 else { continue }
      _ = statement.normalForm(schema: Shop.schema)
      _ = MaskedQuery(ResolvedQuery(statement, schema: Shop.schema))
      _ = difference(generated: statement, expected: reference, schema: Shop.schema)
    }
    #expect(parsed > 500)
  }

  @Test func randomBytesAreSurvived() {
    var generator = SeededGenerator(seed: 2, purpose: "bytes")
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      var lexer = SQLLexer(bytes)
      var end = 0
      while true {
        let token = lexer.next()
        #expect(token.span.lowerBound >= end && token.span.upperBound <= bytes.count)
        end = token.span.upperBound
        if token.kind == .end { break }
        #expect(!token.span.isEmpty)
      }
    }
  }

  private func mutated(_ text: String, using generator: inout SeededGenerator) -> String {
    var bytes = Array(text.utf8)
    let pieces = [
      "(", ")", "'", "\"", ",", ".", "select ", " from ", " not ", "--", "/*", "$$", "::", "[", "\u{e9}", "\0",
    ]
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &generator)
      let other = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes.remove(at: at)
      case 1: bytes.swapAt(at, other)
      case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: at)
      case 3: bytes.insert(contentsOf: pieces.randomElement(using: &generator).map { Array($0.utf8) } ?? [], at: at)
      case 4: bytes.removeSubrange(min(at, other)..<max(at, other))
      default: bytes.insert(contentsOf: bytes[min(at, other)..<max(at, other)], at: at)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
