import Spaces
import Testing

@testable import Epochs

struct CertifyTests {
  private func bench(_ helped: Int) -> Bench {
    Bench { number in ScriptedSystem.Rule(needs: number < 100 + helped ? ["helpful"] : []) }
  }

  private func better(_ bench: Bench) throws -> Version {
    Version(number: 1, space: try Bench.synonym("helpful").apply(to: bench.start.space))
  }

  @Test(arguments: [(40, Certificate.Verdict.promoted), (2, .notProven), (0, .notProven)])
  func saysWhatIsProven(helped: Int, verdict: Certificate.Verdict) async throws {
    let bench = bench(helped)
    let certificate = try await bench.optimizer([]).certify(try better(bench), against: bench.start)
    #expect(certificate.verdict == verdict)
    #expect(certificate.tally.wins == helped && certificate.tally.losses == 0)
    #expect(abs(certificate.after - certificate.before - Double(helped) / 40) < 1e-9)
    #expect(certificate.isLarge)
  }

  @Test func countsLooksAndSpendsAlpha() async throws {
    let bench = bench(40)
    let optimizer = bench.optimizer([])
    let first = try await optimizer.certify(try better(bench), against: bench.start)
    let again = try await optimizer.certify(try better(bench), against: bench.start)
    let other = try await optimizer.certify(bench.start, against: bench.start)
    #expect([first.look, again.look, other.look] == [1, 1, 2])
    #expect([first.alpha, other.alpha] == [0.025, 0.0125])
  }

  @Test func aWorseChampionIsCalledWorse() async throws {
    let bench = Bench { _ in ScriptedSystem.Rule(spoiledBy: ["helpful"]) }
    let certificate = try await bench.optimizer([]).certify(try better(bench), against: bench.start)
    #expect(certificate.verdict == .worse)
  }
}
