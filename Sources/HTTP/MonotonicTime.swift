internal import CLinux

/// Nanoseconds on a clock that never goes back.
func monotonicTime() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(max(0, time.tv_sec)) &* 1_000_000_000 &+ UInt64(max(0, time.tv_nsec))
}

extension Duration {
  /// Whole nanoseconds; nothing below zero, and at most a hundred years.
  var nanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    return UInt64(min(seconds, 3_155_760_000)) &* 1_000_000_000 &+ UInt64(attoseconds / 1_000_000_000)
  }

  /// Whole milliseconds for libcurl, at least one.
  var milliseconds: Int { Int(clamping: max(1, nanoseconds / 1_000_000)) }
}
