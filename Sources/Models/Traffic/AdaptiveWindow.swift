/// How many calls an endpoint gets at once: more while all goes well, half when it says that it is too much.
struct AdaptiveWindow: Sendable {
  private let most: Double
  private(set) var exact: Double
  /// Doubles until the first refusal, as TCP begins; adds one for a full window of good answers afterwards.
  private var isStarting = true
  /// Calls begun before the last cut say nothing about what came after it.
  private var cuts = 0

  init(start: Int, most: Int) {
    self.most = Double(max(1, most))
    exact = Double(max(1, min(start, most)))
  }

  /// How many may be under way.
  var limit: Int { Int(exact) }
  /// Names the time since the last cut; a call takes it along.
  var era: Int { cuts }

  /// A good answer; it counts only where the window was in use.
  mutating func grow(inUse: Int) {
    guard Double(inUse) + 1 >= exact else { return }
    exact = min(most, exact + (isStarting ? 1 : 1 / exact))
  }

  /// A refusal of a call that began in `era`: a burst of refusals cuts once.
  mutating func shrink(era: Int) {
    guard era == cuts else { return }
    cuts += 1
    isStarting = false
    exact = max(1, exact / 2)
  }
}
