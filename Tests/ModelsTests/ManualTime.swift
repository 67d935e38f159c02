import Basics
import Models
import Platform

/// A clock that goes on only when someone waits, and notes for how long.
final class ManualTime: Timekeeper {
  private let state = Guarded((now: Moment(microseconds: 1_700_000_000_000_000), pauses: [Duration]()))

  var now: Moment { state.withLock { $0.now } }
  var pauses: [Duration] { state.withLock { $0.pauses } }

  func pause(_ duration: Duration) async throws(CancellationError) {
    guard !Task.isCancelled else { throw CancellationError() }
    advance(by: duration)
    state.withLock { $0.pauses.append(duration) }
    await Task.yield()
  }

  func advance(by duration: Duration) {
    let microseconds = Int(
      duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000)
    state.withLock { $0.now = Moment(microseconds: $0.now.microseconds + microseconds) }
  }
}

extension ChatRequest {
  init(_ question: String, sampling: Sampling = Sampling(), format: AnswerFormat = .text, sample: Int = 0) {
    self.init([.user(question)], sampling: sampling, format: format, sample: sample)
  }
}

/// The failure of a call, or `nil` where it succeeds.
func failure(of model: some ChatModel, _ request: ChatRequest, isStream: Bool = false) async -> ModelFailure? {
  do throws(ModelFailure) {
    _ = try await model.reply(to: request, watch: watcher(isStream))
    return nil
  } catch { return error }
}

/// Who watches an answer, where it is to be streamed.
func watcher(
  _ isStream: Bool, _ watch: @escaping @Sendable (ChatDelta) -> Void = { _ in }
) -> (@Sendable (ChatDelta) -> Void)? { isStream ? watch : nil }
