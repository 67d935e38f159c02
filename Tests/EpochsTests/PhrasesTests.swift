import Testing

@testable import Epochs

struct PhrasesTests {
  @Test(arguments: [
    ("Which cities?", ["which", "city"]), ("addresses of boxes", ["address", "of", "box"]),
    ("FY2024 sales", ["fy", "2024", "sale"]), ("the store's status", ["the", "store", "status"]), ("", []),
  ])
  func stems(text: String, expected: [String]) { #expect(Words(text).stems == expected) }

  @Test func identifiersAreCutIntoWords() {
    #expect(Words(identifier: "cust_typ_cd").surface == ["cust", "typ", "cd"])
    #expect(Words(identifier: "CustTypCd").surface == ["cust", "typ", "cd"])
  }

  @Test func phrasesHaveSubstanceAndKeepOffValues() {
    let words = Words("how many orders did the new york store ship in 2024")
    let phrases = words.phrases(masked: words.positions(of: "New York")).map(\.phrase.key)
    #expect(phrases.contains("order") && phrases.contains("store ship"))
    #expect(!phrases.contains { $0.contains("york") || $0.contains("2024") || $0 == "how many" })
  }

  /// "Turnover" means sales in every question that says it; "last" is said of everything.
  private func association() -> Association {
    let questions: [(String, Set<String>)] = [
      ("turnover last month", ["measure:sales", "column:month"]), ("turnover of stores", ["measure:sales"]),
      ("our turnover by client", ["measure:sales", "column:client"]), ("visits last month", ["column:month"]),
      ("clients seen last month", ["column:client", "column:month"]), ("stock of stores", ["column:stock"]),
    ]
    return Association(
      questions.enumerated().map { index, question in
        Association.Observation(
          id: "q\(index)", family: "f\(index)", phrases: Words(question.0).phrases(), pieces: question.1)
      })
  }

  @Test func findsTheWordForAPiece() {
    let links = association().links(
      to: "measure:sales", atMost: 3, support: 2, precision: 0.6, explained: { _ in false }, allowed: { _ in true })
    #expect(links.map(\.surface) == ["turnover"])
    #expect(links.first?.together == 3 && links.first?.phraseCount == 3)
  }

  @Test func learnsNothingFromQuestionsThatNameThePieceAlready() {
    let links = association().links(
      to: "measure:sales", atMost: 3, support: 2, precision: 0.6, explained: { _ in true }, allowed: { _ in true })
    #expect(links.isEmpty)
  }

  @Test func aPhraseBelongsToThePieceThatItGoesWithBest() {
    let association = association()
    let turnover = Phrase("turnover")
    #expect(association.isBest("measure:sales", for: turnover, weight: { _ in 1 }))
    #expect(!association.isBest("column:client", for: turnover, weight: { _ in 1 }))
  }

  @Test(arguments: [(10, 10, 10, 100, true), (1, 10, 10, 100, false), (0, 10, 10, 100, false)])
  func likelihoodRatio(both: Int, first: Int, second: Int, total: Int, isStrong: Bool) {
    let score = Association.logLikelihoodRatio(both: both, first: first, second: second, total: total)
    #expect((score > 10) == isStrong)
  }
}
