internal import Dispatch

/// Threads on which a task may block, apart from those that Swift runs everything else on.
///
/// A task that prefers it runs there whatever it calls, default actors too, without changing threads (SE-0417): what
/// computes and asks a database by turns is best started with `BlockingPool.shared.run`. A thread is made when a job
/// finds none idle, up to a limit far above what is ever blocked at once.
package final class BlockingPool: TaskExecutor {
  package static let shared = BlockingPool()

  private struct State: Sendable {
    var waiting: [UnownedJob] = []
    var idle: [Lane] = []
    var lanes = 0
  }

  private final class Lane: Sendable {
    let queue = DispatchQueue(label: "blocking-pool")
  }

  private let limit: Int
  private let state = Guarded(State())

  package init(limit: Int = 16) { self.limit = max(1, limit) }

  /// Runs `body` here; where the task is here already, as a plain call.
  package func run<Result, Failure: Error>(
    _ body: () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    try await withTaskExecutorPreference(self, operation: body)
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let lane: Lane? = state.withLock { state in
      if let lane = state.idle.popLast() { return lane }
      if state.lanes < limit {
        state.lanes += 1
        return Lane()
      }
      state.waiting.append(job)
      return nil
    }
    guard let lane else { return }
    lane.queue.async { self.work(lane, job) }
  }

  /// Runs a job and whatever has come to wait meanwhile.
  private func work(_ lane: Lane, _ first: UnownedJob) {
    var next: UnownedJob? = first
    while let job = next {
      job.runSynchronously(on: asUnownedTaskExecutor())
      next = state.withLock { state in
        guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
        state.idle.append(lane)
        return nil
      }
    }
  }
}
