import Statistics
import Testing

@Suite struct PassAtKTests {
  static let published: [(samples: Int, correct: Int, k: Int, any: Double, all: Double)] = [
    (5, 2, 1, 0.4, 0.4), (5, 2, 2, 0.7, 0.1), (10, 3, 5, 1 - 21.0 / 252, 0), (4, 4, 2, 1, 1), (4, 0, 2, 0, 0),
  ]

  @Test(arguments: published)
  func sharesOfAllSubsets(samples: Int, correct: Int, k: Int, any: Double, all: Double) {
    #expect(near(passAtK(samples: samples, correct: correct, k: k), any, 12))
    #expect(near(passAllK(samples: samples, correct: correct, k: k), all, 12))
  }

  @Test func tooFewSamplesTellNothing() {
    #expect(passAtK(samples: 2, correct: 1, k: 3) == nil)
    #expect(passAllK(samples: 2, correct: 3, k: 1) == nil)
    #expect(passAtK(samples: 2, correct: 1, k: 0) == nil)
  }
}
