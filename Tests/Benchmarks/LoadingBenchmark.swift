import Basics
import Epochs
import FoundationEssentials
import Glibc

/// How long a large evalset takes to load, and how much memory.
enum LoadingBenchmark {
  static func print(rows: Int) async throws {
    let path = FileManager.default.temporaryDirectory.path + "/loading-\(UUID()).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    guard let file = fopen(path, "w") else { return }
    for row in 0..<rows {
      let (shape, value) = (row % 5_000, row / 5_000)
      fputs(
        """
        {"id": "q\(row)", "question": "How many parcels of kind \(shape) went to depot \(value) last year?", "sql": \
        "SELECT count(*) FROM parcels WHERE kind = \(shape) AND depot = \(value)", "difficulty": "easy"}

        """, file)
    }
    fclose(file)
    let before = peakMegabytes()
    var count = 0
    let elapsed = try await seconds {
      count = try Evalset.load(path, EvalsetOptions(families: .sql)).evalset.questions.count
    }
    Swift.print(
      "loading: \(count) questions in \(fixed(elapsed, 1)) s, \(fixed(Double(count) / elapsed, 0)) a second, "
        + "peak \(fixed(peakMegabytes(), 0)) MB (before \(fixed(before, 0)) MB)")
  }
}
