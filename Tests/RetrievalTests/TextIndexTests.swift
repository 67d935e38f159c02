import Basics
import SQLite
import Testing

@testable import Retrieval

@Suite struct TextIndexTests {
  private static let texts = [
    "how many rivers cross texas", "who is the oldest customer", "revenue in 2023", "Straße naïve café",
    "AND OR NOT NEAR", "column : text * ^ ( ) \" ' + -",
  ]

  @Test(
    arguments: [
      ("which river crosses Ohio?", [0]), ("customers", [1]), ("cafe NAIVE", [3]), ("\"2023\"", [2]), ("nothing", []),
      ("", []), ("near", [4]), ("column:text", [5]), ("\" OR \"", [4]), ("*", []), ("NOT revenue", [2, 4]),
      ("revenue\0 cafe", [2, 3]), ("\"\u{301} ^ revenue", [2]),
    ] as [(String, [Int])])
  func wordsAreFoundWhateverElseTheyMean(query: String, places: [Int]) async throws {
    let index = try TextIndex(Self.texts.map { [$0] })
    let scores = try await index.found(TextQuery(query))
    #expect(scores.indices.filter { scores[$0] > 0 } == places)
  }

  @Test func rarerWordsAndPairsCountMore() async throws {
    let index = try TextIndex(
      [["big red house"], ["red big house"], ["big old tree"], ["big tree"], ["sea"], ["sky"], ["sun"]])
    let rare = await index.scores(of: TextQuery("red tree big"))
    #expect(rare[0] > 0 && rare[4] == 0)
    let pairs = await index.scores(of: TextQuery("red house", pairs: true))
    let single = await index.scores(of: TextQuery("big red", pairs: true))
    #expect(single[0] > single[1] && pairs[0] > pairs[2])
  }

  @Test func viewsAreApart() async throws {
    let index = try TextIndex([["rivers of Ohio", "rivers of \(TextIndex.mask)"], ["x", "y"], ["z", "u"]], views: 2)
    #expect(await index.scores(of: TextQuery("Ohio"))[0] > 0)
    #expect(await index.scores(of: TextQuery("Ohio"), in: 1) == [0, 0, 0])
    #expect(await index.scores(of: TextQuery([TextIndex.mask]), in: 1)[0] > 0)
    #expect(await index.scores(of: TextQuery("Ohio"), in: 7) == [0, 0, 0])
  }

  /// Whatever bytes a question is made of, it is looked up as words.
  @Test(arguments: 0..<40)
  func noTextIsAnError(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed), purpose: "queries")
    let index = try TextIndex(Self.texts.map { [$0] })
    let spice = [
      "\"", "'", "*", "^", "(", ")", "NEAR(", "AND", "OR", "NOT", ":", "{", "}", "+", "-", "\0", "\u{E000}", ",",
    ]
    for _ in 0..<50 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        if Bool.random(using: &random) {
          bytes.append(UInt8.random(in: 0...255, using: &random))
        } else if let word = spice.randomElement(using: &random) {
          bytes += Array(word.utf8)
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let scores = try await index.found(TextQuery(text, pairs: true))
      #expect(scores.count == Self.texts.count && scores.allSatisfy { $0 >= 0 && $0.isFinite })
      // Its own text is found among others, if anything in it is a word.
      let own = try TextIndex([[text], ["a"], ["b"], ["c"], ["d"]])
      let isWord = text.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }
      let found = try await own.found(TextQuery(text))[0] > 0
      #expect(found || !isWord)
    }
  }

  @Test func longTextsAreLookedUpInPart() async throws {
    let index = try TextIndex(Self.texts.map { [$0] })
    let long = (0..<20_000).map { "word\($0)" }.joined(separator: " ")
    #expect(try await index.found(TextQuery("revenue " + long, pairs: true))[2] > 0)
    #expect(try await index.found(TextQuery(String(repeating: "\"", count: 100_000))).allSatisfy { $0 == 0 })
  }
}
