import Testing

@testable import Retrieval

@Suite struct RankFusionTests {
  @Test func ranksAreSummedByTheirReciprocals() {
    var fusion = RankFusion(count: 4)
    fusion.add([0.9, 0.5, 0, 0.5])
    fusion.add([10, 30, 20, 0])
    let parts: [[Double]] = [[61, 63], [62, 61], [62], [62]]
    #expect(fusion.scores == parts.map { $0.reduce(0.0) { $0 + 1 / $1 } })
    #expect(highestFirst(fusion.scores) == [1, 0, 2, 3])
  }

  @Test func whatNobodyFindsHasNothing() {
    var fusion = RankFusion(count: 2)
    fusion.add([0, -1])
    fusion.add([1])
    #expect(fusion.scores == [0, 0] && highestFirst(fusion.scores) == [0, 1])
  }
}

@Suite struct DiversityTests {
  @Test func theSecondOfTwoAlikeGivesWay() {
    let relevance = [1, 0.99, 0.6]
    let alike: Set<[Int]> = [[0, 1], [1, 0]]
    func chosen(_ count: Int, _ weight: Double) -> [Int] {
      diverse([0, 1, 2], count: count, weight: weight, relevance: { relevance[$0] }) {
        alike.contains([$0, $1]) ? 1 : 0
      }
    }
    #expect(chosen(2, 0.5) == [0, 2])
    #expect(chosen(2, 1) == [0, 1])
    #expect(chosen(9, 0.5) == [0, 2, 1] && chosen(0, 0.5).isEmpty)
  }
}

@Suite struct GramVectorTests {
  @Test(arguments: [
    ("Massachusetts", "massachussets", "Minnesota"), ("zip code", "zipcode", "country"),
    ("how many rivers cross Ohio", "how many rivers cross Texas", "list all products"),
  ])
  func likeSpellingsAreNear(text: String, near: String, far: String) {
    let vector = GramVector(text)
    #expect(vector.cosine(GramVector(near)) > vector.cosine(GramVector(far)) + 0.2)
    #expect(abs(vector.cosine(vector) - 1) < 1e-5)
  }

  @Test func shortTextsHaveNoDirection() {
    #expect(GramVector("").cosine(GramVector("")) == 0 && GramVector("a") == GramVector("A"))
  }
}
