internal import Displays

/// What a running cell says, on its way to the main thread.
struct CellOutput: Output {
  let cell: CellID
  let allowsInput: Bool
  let outbox: Outbox
  let desk: InputDesk

  func emit(_ event: OutputEvent) { outbox.post(.output(event, from: cell)) }

  func input(prompt: String, secret: Bool) async throws -> String {
    guard allowsInput else { throw InputUnavailable() }
    return try await desk.answer { ticket in
      outbox.post(.wantsInput(prompt: prompt, secret: secret, ticket, from: cell))
    }
  }
}
