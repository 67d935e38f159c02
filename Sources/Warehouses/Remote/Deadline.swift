/// The moment when a statement's time is up.
struct Deadline: Sendable {
  private let moment: ContinuousClock.Instant?
  /// The time that there was in all.
  let seconds: Double

  static let never = Deadline(moment: nil, seconds: .infinity)

  private init(moment: ContinuousClock.Instant?, seconds: Double) {
    self.moment = moment
    self.seconds = seconds
  }

  /// So many seconds from now; a day at most.
  init(in seconds: Double) {
    let known = seconds.isNaN ? 0 : min(max(seconds, 0), 86_400)
    self.init(moment: .now + .milliseconds(Int64(known * 1000)), seconds: seconds)
  }

  var isOver: Bool { moment.map { $0 <= .now } ?? false }

  /// What is left, at least a moment, so that a request fails by its own limit.
  func left(atMost most: Duration?) -> Duration? {
    guard let moment else { return most }
    let left = max(ContinuousClock.now.duration(to: moment), Duration.milliseconds(1))
    return most.map { min($0, left) } ?? left
  }

  /// Waits; where the time is up before that, throws at that moment.
  func sleep(_ duration: Duration) async throws(WarehouseError) {
    let wait = left(atMost: duration) ?? duration
    do { try await Task.sleep(for: wait) } catch { throw .cancelled }
    if isOver { throw .timedOut(seconds: seconds) }
  }
}
