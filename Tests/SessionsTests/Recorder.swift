import Displays
import Platform

/// Keeps what a session shows.
final class Recorder: Output {
  private let events = Guarded<[OutputEvent]>([])

  func emit(_ event: OutputEvent) { events.withLock { $0.append(event) } }
  func input(prompt: String, secret: Bool) async throws -> String { throw InputUnavailable() }

  /// All plain text so far, progress left out.
  var text: String {
    events.withLock { $0 }.map { event in
      switch event {
      case .text(let text), .warning(let text): text
      case .display(let bundle, _), .update(let bundle, _), .result(let bundle), .page(let bundle):
        bundle.isProgress ? "" : bundle.plain + "\n"
      case .clear: ""
      }
    }.joined()
  }
}
