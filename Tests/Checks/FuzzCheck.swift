internal import Basics
internal import Dispatch
internal import Glibc
internal import Platform
internal import SQLFuzzing
internal import SQLText

/// Sends that many texts through SQLText; true if none makes it trap, hang, or take more memory than the bound.
///
/// A trap ends the program: the last number printed says where to look, and `from=N` starts there.
func checkFuzz(_ count: Int, seed: UInt64, from start: Int, corpus: [String]) -> Bool {
  let (slowest, memory) = (2.0, 200)
  let current = Guarded(start)
  let watchdog = DispatchSource.makeTimerSource()
  let seen = Guarded(-1)
  watchdog.setEventHandler {
    let number = current.withLock { $0 }
    if seen.withLock({ old in
      defer { old = number }
      return old == number
    }) {
      print(
        "case \(number) of seed \(seed) hangs: \(FuzzCase(number, seed: seed, corpus: FuzzCase.seeds + corpus).text)")
      exit(1)
    }
  }
  watchdog.schedule(deadline: .now() + 30, repeating: 30)
  watchdog.resume()
  var run = FuzzRun()
  var longest = (seconds: 0.0, number: start)
  let clock = ContinuousClock()
  let begun = clock.now
  for number in start..<start + max(0, count) {
    current.withLock { $0 = number }
    let item = FuzzCase(number, seed: seed, corpus: FuzzCase.seeds + corpus)
    let time = clock.measure { run.check(item) }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    if seconds > longest.seconds { longest = (seconds, number) }
    if (number - start) % 50_000 == 0 { print("case \(number) …, peak memory \(peakMegabytes()) MB") }
  }
  watchdog.cancel()
  print(
    "\(count) texts in \((clock.now - begun).components.seconds) s, of which \(run.parsed) parsed; the slowest, case "
      + "\(longest.number), took \(fixed(longest.seconds * 1000, 1)) ms; peak memory \(peakMegabytes()) MB; complaints "
      + "\(run.complaints.count)")
  for complaint in run.complaints { print("  " + complaint) }
  return run.complaints.isEmpty && longest.seconds < slowest && peakMegabytes() < memory
}

/// One text in every dialect, with the time that each part takes.
func checkText(_ file: String) throws -> Bool {
  let bytes = try FileReader.contents(of: file)
  var run = FuzzRun()
  for dialect in SQLDialect.allCases {
    let time = ContinuousClock().measure { run.check(FuzzCase(text: bytes, dialect: dialect)) }
    print("\(dialect.rawValue): \(time)")
  }
  print("peak memory \(peakMegabytes()) MB; complaints \(run.complaints.count)")
  for complaint in run.complaints { print("  " + complaint) }
  return run.complaints.isEmpty
}

/// The most memory that this process has had resident.
func peakMegabytes() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss / 1024
}
