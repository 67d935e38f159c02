package import Basics
internal import Platform

/// Shows progress in one place of the output, at most ten times a second, and ends as the result.
package final class ProgressDisplay: Sendable {
  private struct State {
    var started: Moment
    var shown: Moment?
  }

  private let output: any Output
  private let id: String
  private let width: Int
  private let time: any TimeSource
  private let state: Guarded<State>

  package init(_ output: any Output, id: String, width: Int, time: any TimeSource = SystemTime()) {
    self.output = output
    self.id = id
    self.width = width
    self.time = time
    state = Guarded(State(started: time.now))
  }

  package func show(_ title: String, done: Int, total: Int, notes: [String] = []) {
    show { seconds in Progress(title, done: done, total: total, seconds: seconds, notes: notes).bundle(width: width) }
  }

  /// Shows a text as it is being written.
  package func show(_ title: String, writing text: String) {
    show { _ in Writing(title, text: text).bundle(width: width) }
  }

  private func show(_ bundle: (Double) -> Bundle) {
    let now = time.now
    let (elapsed, isFirst, isDue): (Double, Bool, Bool) = state.withLock { state in
      let isFirst = state.shown == nil
      let isDue = state.shown.map { now.microseconds - $0.microseconds >= 100_000 } ?? true
      if isDue { state.shown = now }
      return (Double(now.microseconds - state.started.microseconds) / 1e6, isFirst, isDue)
    }
    guard isDue else { return }
    let bundle = bundle(elapsed)
    output.emit(isFirst ? .display(bundle, id: id) : .update(bundle, id: id))
  }

  /// Puts the result in the place of the progress, or shows it where no progress was shown.
  package func finish(_ result: Bundle) {
    let wasShown = state.withLock { $0.shown != nil }
    output.emit(wasShown ? .update(result, id: id) : .display(result, id: nil))
  }
}
