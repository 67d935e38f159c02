internal import CLinux

/// Nanoseconds since the machine started, also those it slept: a clock that never goes back.
package func nanosecondsSinceBoot() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_BOOTTIME, &time)
  return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
}
