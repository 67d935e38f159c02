import Basics
import Dispatch
import FoundationEssentials
import Glibc
import HTTP
import Models
import Platform

/// Many questions at once to a stub that thinks for 200 ms: wall time, processor time a call, memory.
///
/// `http-benchmarks URL [CALLS] [WIDTH] [ROUNDS] [LAYER]`
@main
enum LoadBenchmark {
  /// The main thread waits, as the program's does; what is measured runs on the others.
  static func main() {
    let end = DispatchSemaphore(value: 0)
    Task.detached {
      do { try await measure() } catch { print(error) }
      end.signal()
    }
    end.wait()
  }

  private static func measure() async throws {
    let words = CommandLine.arguments.dropFirst()
    guard let url = words.first else { return print("usage: http-benchmarks URL [CALLS] [WIDTH] [ROUNDS] [LAYER]") }
    let numbers = words.dropFirst().compactMap { Int($0) }
    try await run(
      url, calls: numbers.first ?? 2000, width: numbers.dropFirst().first ?? 256,
      rounds: numbers.dropFirst(2).first ?? 3, layers: words.dropFirst(4).first.map { [$0] } ?? ["http", "models"])
  }

  private static func run(_ url: String, calls: Int, width: Int, rounds: Int, layers: [String]) async throws {
    var spec = ModelSpec(name: "stub", url: url, model: "stub")
    spec.limits.concurrency = width
    spec.limits.startConcurrency = width
    spec.prices = Prices(input: Money(dollars: 0.15), output: Money(dollars: 0.6))
    let client = HTTPClient(environment: ProcessInfo.processInfo.environment)
    let chatURL = spec.chatURL
    try await cancel(client, chatURL, width: width)
    for layer in layers {
      // The first round opens the connections.
      for round in 0...rounds {
        let count = round == 0 ? width : calls
        let provider = ModelProvider(client: client, cache: MemoryCache())
        let model = provider.chatModel(spec, for: .answer)
        let (before, started) = (usage(), ContinuousClock.now)
        if layer == "http" {
          try await load(count, width) { number in
            let request = HTTPRequest(
              .post, chatURL, fields: [("Content-Type", "application/json")], body: body)
            let response = try await client.send(request)
            precondition(response.status == 200)
          }
        } else {
          try await load(count, width) { number in
            let request = ChatRequest(
              [.system(system), .user("Question \(number)")],
              sampling: Sampling(temperature: 0, maxTokens: 256), sample: round)
            let reply = try await model.reply(to: request)
            precondition(reply.outcome == .stop)
          }
        }
        let wall = started.duration(to: .now)
        let after = usage()
        guard round > 0 else { continue }
        let seconds = Double(wall.components.seconds) + Double(wall.components.attoseconds) * 1e-18
        print(
          layer, fixed(seconds, 4), fixed((after.cpu - before.cpu) / Double(count) * 1e6, 1),
          fixed(after.memory, 1))
      }
    }
  }

  /// Microseconds from cancelling one of many waiting calls to its error, half of them within.
  private static func cancel(_ client: HTTPClient, _ url: String, width: Int) async throws {
    let request = HTTPRequest(.post, url, fields: [("Content-Type", "application/json")], body: body)
    var times: [Duration] = []
    for _ in 0..<5 {
      let tasks = (0..<width).map { _ in Task { try await client.send(request) } }
      try await Task.sleep(for: .milliseconds(60))
      for task in tasks.prefix(20) {
        let started = ContinuousClock.now
        task.cancel()
        _ = await task.result
        times.append(started.duration(to: .now))
      }
      for task in tasks { _ = await task.result }
    }
    times.sort()
    func microseconds(_ duration: Duration) -> Double { Double(duration.components.attoseconds) / 1e12 }
    print("cancel", fixed(microseconds(times[times.count / 2]), 0), fixed(microseconds(times[times.count - 1]), 0))
  }

  private static let system = String(repeating: "You write SQL. ", count: 100)
  private static let body = Array(
    #"{"model":"stub","temperature":0,"messages":[{"role":"system","content":"\#(system)"}]}"#.utf8)

  private static func load(
    _ calls: Int, _ width: Int, _ call: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<calls {
        if number >= width { try await group.next() }
        group.addTask { try await call(number) }
      }
      try await group.waitForAll()
    }
  }

  /// Processor seconds and megabytes in use now.
  private static func usage() -> (cpu: Double, memory: Double) {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let cpu =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
      / 1e6
    let pages = (try? String(contentsOf: URL(filePath: "/proc/self/statm"), encoding: .utf8))?.split(separator: " ")
    return (cpu, Double(pages?.dropFirst().first.flatMap { Int($0) } ?? 0) * 4096 / 1_048_576)
  }
}
