internal import Basics
package import SQLText

/// One hostile text; the same number gives the same text.
package struct FuzzCase: Sendable {
  package let number: Int
  package let bytes: [UInt8]
  package let dialect: SQLDialect

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// A text from elsewhere.
  package init(text: [UInt8], dialect: SQLDialect) {
    number = 0
    bytes = text
    self.dialect = dialect
  }

  package init(_ number: Int, seed: UInt64, corpus: [String] = FuzzCase.seeds) {
    self.number = number
    var generator = SeededGenerator(seed: seed &+ UInt64(truncatingIfNeeded: number), purpose: "fuzz")
    dialect = SQLDialect.allCases[number % SQLDialect.allCases.count]
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<25: bytes = Self.randomBytes(using: &generator)
    case 25..<45: bytes = Self.soup(using: &generator)
    case 45..<47: bytes = Self.tower(using: &generator)
    case 47 where number % 50 == 0: bytes = Self.wide(using: &generator)
    default: bytes = Self.mutated(corpus, using: &generator)
    }
  }

  private static func randomBytes(using generator: inout SeededGenerator) -> [UInt8] {
    let isPrintable = Bool.random(using: &generator)
    let range: ClosedRange<UInt8> = isPrintable ? 0x20...0x7E : 0...0xFF
    return (0..<Int.random(in: 0...300, using: &generator)).map { _ in UInt8.random(in: range, using: &generator) }
  }

  /// Words and signs of SQL in any order.
  private static func soup(using generator: inout SeededGenerator) -> [UInt8] {
    var text = Bool.random(using: &generator) ? "SELECT " : ""
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
      text += pieces.randomElement(using: &generator) ?? ""
      if Int.random(in: 0..<4, using: &generator) > 0 { text += " " }
    }
    return Array(text.utf8)
  }

  /// The same piece again and again, so that what nests nests deeply.
  private static func tower(using generator: inout SeededGenerator) -> [UInt8] {
    let count = Int.random(in: 1...2_000, using: &generator)
    let floor = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      pieces.randomElement(using: &generator) ?? ""
    }
    return Array("SELECT ".utf8) + Array(repeating: Array(floor.joined(separator: " ").utf8), count: count).joined()
  }

  /// A well-formed query with very many parts of one kind.
  private static func wide(using generator: inout SeededGenerator) -> [UInt8] {
    let shapes = [
      ("SELECT 1 FROM t", ", t"), ("SELECT 1 FROM t", " JOIN u ON t.a = u.id"), ("SELECT 1", ", #"),
      ("SELECT 1 FROM t WHERE a IN (1", ", #"), ("SELECT #", " UNION SELECT #"), ("VALUES (1)", ", (#)"),
      ("SELECT 1 FROM t WHERE a = 1", " AND a / 2 = NULL"), ("SELECT 1 FROM t GROUP BY a", ", b + #"),
      ("SELECT 1 FROM t ORDER BY a", ", c# DESC"), ("SELECT CASE WHEN a THEN 1", " WHEN b = # THEN 2"),
      ("WITH x AS (SELECT 1 LIMIT 2)", ", x# AS (SELECT * FROM t, x LIMIT 2)"), ("SELECT max(a)", " || 'x#'"),
      ("SELECT (SELECT a FROM t LIMIT 1)", ", (SELECT b# FROM u LIMIT #)"), ("SELECT a", ".b#"), ("SELECT 'x", "''#"),
    ]
    let (start, piece) = shapes[Int.random(in: 0..<shapes.count, using: &generator)]
    let end = ["", ")", " END", " SELECT 1 FROM x", "'"].randomElement(using: &generator) ?? ""
    let count = Int.random(in: 1...3_000, using: &generator)
    return Array(
      (start + (0..<count).map { piece.replacing("#", with: "\($0)") }.joined() + end).utf8)
  }

  /// Queries with bytes changed, pieces put in, cut out or doubled, and halves of two joined.
  private static func mutated(_ corpus: [String], using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = Array((corpus.randomElement(using: &generator) ?? "").utf8)
    for _ in 0..<Int.random(in: 0...3, using: &generator) where !bytes.isEmpty && bytes.count < 20_000 {
      let at = Int.random(in: 0..<bytes.count, using: &generator)
      let other = Int.random(in: 0..<bytes.count, using: &generator)
      let (low, high) = (min(at, other), max(at, other))
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: bytes.remove(at: at)
      case 1: bytes.swapAt(at, other)
      case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: at)
      case 3: bytes.insert(contentsOf: Array(" \(pieces.randomElement(using: &generator) ?? "") ".utf8), at: at)
      case 4: bytes.removeSubrange(low..<high)
      case 5: bytes.insert(contentsOf: bytes[low..<high], at: high)
      case 6:
        let second = Array((corpus.randomElement(using: &generator) ?? "").utf8)
        bytes = Array(bytes[..<at]) + second.dropFirst(Int.random(in: 0...second.count, using: &generator))
      default: bytes.replaceSubrange(low..<high, with: Array((pieces.randomElement(using: &generator) ?? "").utf8))
      }
    }
    return bytes
  }
}
