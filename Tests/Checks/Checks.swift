internal import Basics
internal import Glibc
internal import SQLText

/// Checks that take too long, or need data that is not the project's, to be tests.
@main enum Checks {
  static let usage = """
    usage: checks gold FOLDER [FOLDER ...]   every query of evalsets (evalset.jsonl beside databases/NAME.sqlite) parses,
                                             and its normal form gives the same result as the query itself
           checks pairs FILE [FILE ...]      the same for predicted queries, and queries of equal normal form agree
           checks parse sqlite|postgres|spark    prints each line of the standard input as it was understood
           checks expressions COUNT DATABASE     made-up queries with every operator, beside their normal form
           checks coverage [ROUNDS]          approximate statistics keep the rates that they promise
           checks fuzz text=FILE             this text in every dialect
           checks fuzz COUNT [from=N] [seed=N] [corpus=FILE.jsonl]
                                             random bytes and mutated queries: no trap, no hang, bounded memory

    """

  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch (arguments.first, Array(arguments.dropFirst())) {
      case ("gold", let folders) where !folders.isEmpty: exit(try await checkGold(folders) ? 0 : 1)
      case ("pairs", let files) where !files.isEmpty: exit(try await checkPairs(files) ? 0 : 1)
      case ("parse", let names) where names.count == 1 && SQLDialect(rawValue: names[0]) != nil:
        exit(checkLines(in: SQLDialect(rawValue: names[0]) ?? .sqlite) ? 0 : 1)
      case ("expressions", let options) where options.count == 2:
        exit(try await checkExpressions(Int(options[0]) ?? 10_000, on: options[1], seed: 1) ? 0 : 1)
      case ("coverage", let options):
        exit(checkCoverage(rounds: options.first.flatMap { Int($0) } ?? 5_000) ? 0 : 1)
      case ("fuzz", let options):
        func value(_ name: String) -> String? {
          options.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
        }
        if let file = value("text") { exit(try checkText(file) ? 0 : 1) }
        let corpus = try value("corpus").map { try rows(of: $0).compactMap { $0["sql"]?.stringValue } } ?? []
        let seed = value("seed").flatMap(UInt64.init) ?? 1
        let start = value("from").flatMap(Int.init) ?? 0
        exit(checkFuzz(options.first.flatMap(Int.init) ?? 1_000_000, seed: seed, from: start, corpus: corpus) ? 0 : 1)
      default:
        print(usage, terminator: "")
        exit(2)
      }
    } catch {
      print("checks: \(error)")
      exit(1)
    }
  }
}
