internal import Basics
internal import Displays
internal import Epochs
internal import Spaces
internal import Statistics

extension Pictures {
  /// What a rate leaves to chance: the interval where questions come in families, and how much answers vary.
  static func noise(of report: RunReport) -> [Page.Fact] {
    var facts: [Page.Fact] = []
    let families = families(report.questions.map { ($0.family, report.results.share($0.id)) })
    if families.contains(where: { $0.count > 1 }), let found = interval(of: families) {
      let (low, high) = (found.interval.low, found.interval.high)
      facts.append(
        .init(
          "by families",
          "95 % interval \(span(low, high)) "
            + "(\(found.method) over \(counted(families.count, "family", plural: "families")))"))
    }
    guard report.samples > 1 else {
      return facts + [.init("flake rate", "not known from one sample; run samples=3 measures it")]
    }
    let answers = report.questions.map { question in
      let rulings = report.results[question.id].compactMap(\.isRight)
      return (right: rulings.count { $0 }, samples: rulings.count)
    }
    guard let noise = answerNoise(answers) else { return facts }
    return facts + [
      .init(
        "flake rate",
        "\(percent(noise.flakeRate)) of \(counted(noise.questions, "question")) answered \(report.samples) times"),
      .init(
        "noise floor", "two runs of this version differ by \(fixed(noise.floor() * 100, 1)) points or less (A/A, 95 %)"),
    ]
  }

  /// Where all of every family is right, or all is wrong, drawing families again shows no chance: they count as trials.
  private static func interval(of families: [[Double]]) -> (interval: Interval, method: String)? {
    for (share, right) in [(0.0, 0), (1.0, families.count)]
    where families.allSatisfy({ $0.allSatisfy { $0 == share } }) {
      return (wilsonInterval(successes: right, trials: families.count), "Wilson")
    }
    var generator = SeededGenerator(seed: 1, purpose: "run")
    return clusterBootstrap(families, using: &generator).map { ($0.interval, "bootstrap") }
  }

  /// The values by family, families in the order of their first question; nothing for what was left out.
  static func families(_ values: [(family: String, value: Double?)]) -> [[Double]] {
    var order: [String] = []
    var families: [String: [Double]] = [:]
    for case (let family, let value?) in values {
      if families[family] == nil { order.append(family) }
      families[family, default: []].append(value)
    }
    return order.map { families[$0] ?? [] }
  }
}
