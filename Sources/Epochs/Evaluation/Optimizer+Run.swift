internal import Basics
package import Spaces

extension Optimizer {
  /// Measures a version on a split and records the run, every sample with its trace.
  ///
  /// Not for the test split: ``certify(_:against:samples:looks:progress:)`` alone opens it.
  package func run(
    _ version: Version, on split: Split, samples: Int = 1, epoch: Int? = nil, progress: EpochProgress? = nil
  ) async throws(OptimizerError) -> RunReport {
    guard split != .test else { throw .sealed }
    let questions = evalset.questions(in: split)
    guard !questions.isEmpty else { throw .emptySplit(name: split.rawValue) }
    progress?(.stage("measure"))
    let results = try await evaluator.results(version.space, questions, samples: samples, progress: progress)
    return try await record(version, split, questions, results, samples: samples, epoch: epoch)
  }

  func record(
    _ version: Version, _ split: Split, _ questions: [Question], _ results: Results, samples: Int, epoch: Int?
  ) async throws(OptimizerError) -> RunReport {
    let keys = questions.flatMap { results.keys[$0.id] ?? [] }
    let digest = keys.flatMap { [$0.input.hex, $0.question, String($0.sample), $0.judging.hex, $0.database] }
    let identity = [version.hash.hex, split.rawValue, String(samples), epoch.map(String.init) ?? ""] + digest
    let id = String(ContentHash(of: JSON.strings(identity).bytes).hex.prefix(32))
    let report = RunReport(
      id: id, version: version, split: split, samples: samples, questions: questions, results: results)
    do {
      try await journal.record(
        RunRecord(
          id: id, version: version.hash, evalset: evalset.hash, splits: evalset.splitHash, split: split,
          samples: samples, epoch: epoch, keys: keys, summary: report.summary))
    } catch {
      throw .journal(message: "\(error)")
    }
    return report
  }
}
