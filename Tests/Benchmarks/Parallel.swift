import Glibc
import Platform

/// What `body` gives for each item, in order, worked out by both cores.
func eachInParallel<Item: Sendable, Result: Sendable>(
  _ items: [Item], width: Int = 3, _ body: @escaping @Sendable (Item) async -> Result
) async -> [Result] {
  let size = max(1, min(8, items.count / max(1, width)))
  return await BlockingPool.shared.run {
    await withTaskGroup(of: (Int, [Result]).self) { group in
      var next = 0
      func add() {
        guard next < items.count else { return }
        let (start, part) = (next, items[next..<min(items.count, next + size)])
        next += size
        group.addTask {
          var results: [Result] = []
          results.reserveCapacity(part.count)
          for item in part { results.append(await body(item)) }
          return (start, results)
        }
      }
      for _ in 0..<width { add() }
      var parts: [Int: [Result]] = [:]
      for await (start, results) in group {
        parts[start] = results
        add()
      }
      return parts.sorted { $0.key < $1.key }.flatMap(\.value)
    }
  }
}

/// Seconds of processor time that this process has used.
func processorSeconds() -> Double {
  var use = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &use)
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
  return seconds(use.ru_utime) + seconds(use.ru_stime)
}

/// The most memory that this process has held, in megabytes.
func peakMegabytes() -> Double {
  var use = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &use)
  return Double(use.ru_maxrss) / 1024
}

/// How long `body` takes, in seconds.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
  let start = ContinuousClock.now
  try await body()
  return (ContinuousClock.now - start) / .seconds(1)
}
