import Glibc
import Platform

/// What `body` gives for each item, in order, worked out by both cores.
func eachInParallel<Item: Sendable, Result: Sendable>(
  _ items: [Item], width: Int = 2, _ body: @escaping @Sendable (Item) async -> Result
) async -> [Result] {
  await BlockingPool.shared.run {
    await inParts(of: items.count, size: 4, width: width) { _, places in
      var results: [Result] = []
      for item in items[places] { results.append(await body(item)) }
      return results
    }
  }.flatMap { $0 }
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
