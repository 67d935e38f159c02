import Testing

@testable import JupyterKernel

struct InputDeskTests {
  @Test func givesTheAnswer() async throws {
    let desk = InputDesk()
    let answer = try await desk.answer { desk.give("hello", to: $0) }
    #expect(answer == "hello")
  }

  @Test func endsTheWaitOnCancellation() async {
    let desk = InputDesk()
    let (asked, continuation) = AsyncStream.makeStream(of: Ticket.self)
    let task = Task { try await desk.answer { continuation.yield($0) } }
    var tickets = asked.makeAsyncIterator()
    let ticket = await tickets.next() ?? 0
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    desk.give("late", to: ticket)
  }

  @Test func asksNobodyWhenAlreadyCancelled() async {
    let desk = InputDesk()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await desk.answer { _ in Issue.record("asked") }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
