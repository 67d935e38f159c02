import Basics
import Epochs
import FoundationEssentials
import Glibc

/// How long a large evalset takes to load, and how much memory.
enum LoadingBenchmark {
  static func print(rows: Int, by rule: String) async throws {
    let path = FileManager.default.temporaryDirectory.path + "/loading-\(UUID()).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    guard let file = fopen(path, "w") else { return }
    var generator = SeededGenerator(seed: 1)
    for row in 0..<rows {
      let (shape, value) = (row % 5_000, row / 5_000)
      // Without words of their own all would be near duplicates of each other.
      let words = (0..<3).map { _ in "w\(generator.next() % 20_000)" }.joined(separator: " ")
      fputs(
        """
        {"id": "q\(row)", "question": "How many \(words) of kind \(shape) went to depot \(value)?", "sql": \
        "SELECT count(*) FROM parcels WHERE kind = \(shape) AND depot = \(value)", "difficulty": "easy"}

        """, file)
    }
    fclose(file)
    let before = peakMegabytes()
    var count = 0
    let elapsed = try await seconds {
      count = try Evalset.load(path, EvalsetOptions(families: FamilyRule(rule))).evalset.questions.count
    }
    Swift.print(
      "loading by=\(rule): \(count) questions in \(fixed(elapsed, 1)) s, \(fixed(Double(count) / elapsed, 0)) a second, "
        + "peak \(fixed(peakMegabytes(), 0)) MB (before \(fixed(before, 0)) MB)")
  }
}
