internal import CLinux
internal import Displays
internal import Platform

/// A question from a running command to the person.
struct Question: Sendable {
  let prompt: String
  let isSecret: Bool
  let answer: CheckedContinuation<String, any Error>
}

/// What a running command tells the thread that waits for it.
enum Message: Sendable {
  case question(Question)
  case ended(CellOutcome)
}

/// Messages to the main thread, and the descriptor that wakes it.
final class Mailbox: Sendable {
  let descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
  private let messages = Guarded<[Message]>([])

  deinit { close(descriptor) }

  func post(_ message: Message) {
    messages.withLock { $0.append(message) }
    eventfd_write(descriptor, 1)
  }

  /// The messages since the last time.
  func take() -> [Message] {
    var count: eventfd_t = 0
    eventfd_read(descriptor, &count)
    return messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
