import Basics
import Displays
import Platform
import Testing

@Suite struct PageTests {
  let page = Page([
    .heading("Question s017"),
    .facts([.init("asked", "How many <orders> were shipped?"), .init("outcome", "answered")]),
    .sql("SELECT count(*) FROM orders -- all\nWHERE status = 'S' AND n > 3"),
    .changes([.init(.removed, "old"), .init(.added, "new & better"), .init(.kept, "same")]),
    .note("Looks are counted."),
    .card("Proposal 1", [.text("Adds a synonym.")]),
  ])

  @Test func saysTheSameInBothFaces() throws {
    let bundle = page.bundle(width: 70)
    try expectSnapshot(bundle.plain + "\n", "page.txt")
    try expectSnapshot(bundle[MIMEType.html]?.stringValue ?? "", "page.html")
  }

  @Test(arguments: [
    ("one two three four", ["one two three", "four"]),
    ("  x=  one two three", ["  x=  one two", "      three"]),
    ("  a verylongword", ["  a", "  verylongword"]),
    ("  far  ", ["  far  "]),
    ("a\nb", ["a", "b"]),
  ])
  func linesThatAreSetInStaySo(text: String, lines: [String]) { #expect(wrapped(text, to: 14) == lines) }

  @Test func aReportStandsAlone() throws {
    let html = Report("Report <1>", [page.bundle(), ChartTests.accuracy.bundle(), Bundle(plain: "a < b")]).html
    #expect(html.hasPrefix("<!doctype html>"))
    #expect(html.contains("<title>Report &lt;1&gt;</title>"))
    #expect(html.contains("<svg"))
    #expect(html.contains("<pre>a &lt; b</pre>"))
  }

  private final class Recorder: Output {
    let events = Guarded<[OutputEvent]>([])
    func emit(_ event: OutputEvent) { events.withLock { $0.append(event) } }
    func input(prompt: String, secret: Bool) async throws -> String { throw InputUnavailable() }
  }

  private final class StoppedClock: TimeSource {
    let moment = Guarded(Moment(microseconds: 0))
    var now: Moment { moment.withLock { $0 } }
    func advance(_ microseconds: Int) { moment.withLock { $0 = Moment(microseconds: $0.microseconds + microseconds) } }
  }

  @Test func progressIsThrottledAndEndsAsTheResult() {
    let recorder = Recorder()
    let clock = StoppedClock()
    let progress = ProgressDisplay(recorder, id: "p", width: 90, time: clock)
    for done in 1...50 {
      clock.advance(20_000)
      progress.show("Running", done: done, total: 50, notes: ["accuracy 50.0 %"])
    }
    progress.finish(Bundle(plain: "done"))
    let events = recorder.events.withLock { $0 }
    #expect(events.count == 11)
    guard case .display(let first, id: "p") = events.first, case .update(let last, id: "p") = events.last else {
      Issue.record("no display that is updated")
      return
    }
    #expect(first.isProgress)
    #expect(first.plain.contains("1 of 50"))
    #expect(last == Bundle(plain: "done"))
  }

  @Test func quickWorkShowsNoProgress() {
    let recorder = Recorder()
    ProgressDisplay(recorder, id: "p", width: 90, time: StoppedClock()).finish(Bundle(plain: "done"))
    #expect(recorder.events.withLock { $0 } == [.display(Bundle(plain: "done"), id: nil)])
  }

  @Test(arguments: [(0.42, "0.4 s"), (12.4, "12 s"), (200, "3 min 20 s"), (3660, "1 h 1 min"), (.nan, "?")])
  func writesTimeSpans(seconds: Double, text: String) {
    #expect(duration(seconds) == text)
  }
}
