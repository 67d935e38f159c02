/// Agreement and speed of the judges on data that is given by path.
@main
enum JudgingBenchmarks {
  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard let task = words.first else { return usage() }
    let rest = Array(words.dropFirst())
    switch task {
    case "agreement" where rest.count >= 2:
      let pairs = try Pair.read(rest.dropFirst())
      try await Agreement(pairs: pairs, databases: Databases(rest[0], for: pairs), listed: 60).print()
    case "speed" where rest.count >= 3:
      let pairs = try Pair.read(rest.dropFirst(2), keepsVerdicts: false).filter { $0.kind != "runaway" }
      try await Throughput(pairs: pairs, folder: rest[1]).print(rest[0])
    case "rescoring" where rest.count >= 2:
      let pairs = try Pair.read(rest.dropFirst())
      try await RescoringBenchmark(pairs: pairs, databases: Databases(rest[0], for: pairs), count: 100_000).print()
    case "scaling": try await Scaling.print()
    case "loading":
      let rows = rest.first.flatMap { Int($0) } ?? 1_000_000
      try await LoadingBenchmark.print(rows: rows, by: rest.dropFirst().first ?? "sql")
    default: usage()
    }
  }

  private static func usage() {
    print(
      """
      usage: judging-benchmarks agreement DATA PAIRS.jsonl…   our verdicts against recorded ones
             judging-benchmarks speed all|generated|cached|again DATA PAIRS.jsonl…
                                                              pairs judged in a second
             judging-benchmarks rescoring DATA PAIRS.jsonl…   stored traces judged again in a second
             judging-benchmarks scaling                       what a comparison costs as results grow
             judging-benchmarks loading [ROWS [sql|question|similar|family]]
                                                              how a large evalset loads, by its families

      DATA is the folder that holds <set>/databases/<db>.sqlite.
      """)
  }
}
