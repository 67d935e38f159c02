import Basics
import Testing

@Suite struct TextTests {
  @Test(arguments: [("", "", 0), ("abc", "acb", 1), ("kitten", "sitting", 3), ("run", "", 3), ("é", "e", 2)])
  func countsEdits(left: String, right: String, distance: Int) {
    #expect(editDistance(left, right) == distance)
    #expect(editDistance(right, left) == distance)
  }

  @Test(
    arguments: [
      ("sohw", "show"), ("lod", "load"), ("cert", "certify"), ("xyzzy", nil), ("Run", "run"), ("", nil),
    ] as [(String, String?)])
  func findsTheNearestWord(word: String, expected: String?) {
    #expect(nearest(to: word, among: ["show", "load", "certify", "run", "plot"]) == expected)
  }

  @Test(
    arguments: [
      (0.8125, 1, "0.8"), (2.5, 0, "3"), (-0.004, 2, "0.00"), (-1.005, 1, "-1.0"), (1e300, 2, "1e+300"),
      (.nan, 1, "nan"),
      (12.3456, 3, "12.346"), (-.infinity, 0, "-inf"),
    ] as [(Double, Int, String)])
  func writesFixedDecimals(value: Double, digits: Int, text: String) {
    #expect(fixed(value, digits) == text)
  }

  @Test func groupsDigits() {
    #expect(grouped(1_234_567) == "1,234,567")
    #expect(grouped(-999) == "-999")
    #expect(grouped(.min) == "-9,223,372,036,854,775,808")
    #expect(percent(0.8125) == "81.3 %")
  }

  @Test func writesMomentsAsJupyterWantsThem() {
    #expect(Moment(microseconds: 1_700_000_000_000_123).iso8601 == "2023-11-14T22:13:20.000123Z")
  }
}
