internal import Displays
internal import Platform

/// The one way from tasks to the main thread; events leave in the order they came.
final class Outbox: Sendable {
  let wakeUp = WakeUp()
  private let events = Guarded<[Event]>([])

  func post(_ event: Event) {
    let wasEmpty = events.withLock { events in
      let wasEmpty = events.isEmpty
      if !Self.append(event, to: &events) { events.append(event) }
      return wasEmpty
    }
    if wasEmpty { wakeUp.signal() }
  }

  /// Everything that has come, in order.
  func take() -> [Event] {
    wakeUp.clear()
    return events.withLock { events in
      let taken = events
      events = []
      return taken
    }
  }

  /// Adds printed text to the text before it, so that a loop of prints costs the main thread little.
  private static func append(_ event: Event, to events: inout [Event]) -> Bool {
    guard case .output(.text(let text), let cell) = event, let last = events.indices.last,
      case .output(.text(var gathered), cell) = events[last]
    else { return false }
    events[last] = .timePassed
    gathered += text
    events[last] = .output(.text(gathered), from: cell)
    return true
  }
}
