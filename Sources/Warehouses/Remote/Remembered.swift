internal import Platform

/// What a server said, until it is old; those who ask at the same time share one question.
final class Remembered<Value: Sendable>: Sendable {
  private struct Answer: Sendable {
    var task: Task<Result<Value, WarehouseError>, Never>
    var moment: ContinuousClock.Instant
  }

  private let lifetime: Duration
  private let answer = Guarded<Answer?>(nil)

  init(for lifetime: Duration) { self.lifetime = lifetime }

  /// The known value, or the one that `ask` gives; failures are not kept.
  func value(
    _ ask: @escaping @Sendable () async throws(WarehouseError) -> Value
  ) async throws(WarehouseError) -> Value {
    let task = answer.withLock { answer -> Task<Result<Value, WarehouseError>, Never> in
      if let answer, answer.moment.duration(to: .now) < lifetime { return answer.task }
      let task = Task.detached { () -> Result<Value, WarehouseError> in
        do throws(WarehouseError) { return .success(try await ask()) } catch { return .failure(error) }
      }
      answer = Answer(task: task, moment: .now)
      return task
    }
    return try await outlasting { () async throws(WarehouseError) in
      let result = await task.value
      if case .failure = result { self.answer.withLock { if $0?.task == task { $0 = nil } } }
      return try result.get()
    } whenAbandoned: { _ in
    }
  }
}
