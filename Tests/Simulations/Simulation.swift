internal import Basics
internal import Statistics

/// How often an interval held the true value, or a test found what is not there, in many made-up evalsets.
package struct Simulation: Sendable {
  package let name: String
  package let share: Double
  package let nominal: Double
  package let rounds: Int

  /// Four standard errors of the simulation itself.
  package var slack: Double { 4 * (nominal * (1 - nominal) / Double(rounds)).squareRoot() }
}

/// Every approximate method of Statistics against the rate that it promises.
package func simulations(rounds: Int, seed: UInt64 = 1) -> [Simulation] {
  [
    rate("Wilson interval, n = 120", of: 0.95, rounds, seed) { generator in
      let hits = (0..<120).count { _ in generator.uniform() < 0.7 }
      return wilsonInterval(successes: hits, trials: 120).contains(0.7)
    },
    rate("cluster bootstrap, 80 families", of: 0.95, rounds, seed) { generator in
      let families = (0..<80).map { _ in family(&generator) }
      return clusterBootstrap(families, resamples: 400, using: &generator)?.interval.contains(familyMean) == true
    },
    rate("paired cluster bootstrap, 80 families", of: 0.95, rounds, seed) { generator in
      let gains = (0..<80).map { _ in zip(family(&generator), family(&generator)).map { $0 - $1 } }
      return clusterBootstrap(gains, resamples: 400, using: &generator)?.interval.contains(0) == true
    },
    rate("sign flips, error of the first kind", of: 0.05, rounds, seed) { generator in
      let gains = (0..<40).map { _ in
        zip(family(&generator), family(&generator)).map { $0 - $1 }.reduce(0, +)
      }
      return signFlipP(gains, resamples: 199, using: &generator) <= 0.05
    },
    rate("prediction-powered difference", of: 0.95, rounds, seed) { generator in
      let labelled = (0..<100).map { _ in judged(&generator) }
      let rest = (0..<400).map { _ in judged(&generator).judge }
      return predictionPoweredMean(labelled: labelled, judged: rest)?.interval.contains(0.1) == true
    },
    rate("Rogan and Gladen with estimated errors", of: 0.95, rounds, seed) { generator in
      let calibration = Agreement(
        (0..<150).map { _ in ruling(&generator, share: 0.5) }.map { (judge: $0.judge, person: $0.person) })
      let right = (0..<300).count { _ in ruling(&generator, share: 0.6).judge }
      let found = roganGladen(judgedRight: right, judged: 300, calibration: calibration)
      return found?.interval.contains(0.6) == true
    },
    rate("A/A noise floor", of: 0.05, rounds, seed) { generator in
      let truth = (0..<200).map { _ in generator.uniform() < 0.5 ? 0.5 : 0.9 }
      func answers(_ count: Int) -> [Int] {
        truth.map { p in (0..<count).count { _ in generator.uniform() < p } }
      }
      let floor = answerNoise(answers(5).map { (right: $0, samples: 5) })?.floor() ?? 0
      let (one, other) = (answers(1).reduce(0, +), answers(1).reduce(0, +))
      return Double(abs(one - other)) / 200 > floor
    },
  ]
}

private func rate(
  _ name: String, of nominal: Double, _ rounds: Int, _ seed: UInt64, _ holds: (inout SeededGenerator) -> Bool
) -> Simulation {
  var generator = SeededGenerator(seed: seed, purpose: name)
  let hits = (0..<max(1, rounds)).count { _ in holds(&generator) }
  return Simulation(name: name, share: Double(hits) / Double(max(1, rounds)), nominal: nominal, rounds: max(1, rounds))
}

/// Three questions that share a fate.
private func family(_ generator: inout SeededGenerator) -> [Double] {
  let p = generator.uniform() < 0.5 ? 0.9 : 0.4
  return (0..<3).map { _ in generator.uniform() < p ? 1 : 0 }
}

private let familyMean = 0.65

/// A difference of two arms with mean 0.1, and what a judge that errs to one side makes of it.
private func judged(_ generator: inout SeededGenerator) -> (judge: Double, person: Double) {
  let draw = generator.uniform()
  let person: Double = draw < 0.25 ? 1 : (draw < 0.4 ? -1 : 0)
  return (generator.uniform() < 0.85 ? person : 1, person)
}

private func ruling(_ generator: inout SeededGenerator, share: Double) -> (judge: Bool, person: Bool) {
  let person = generator.uniform() < share
  return (generator.uniform() < (person ? 0.9 : 0.2), person)
}
