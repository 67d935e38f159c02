internal import CLinux
internal import Glibc

/// A descriptor that other threads make readable.
struct WakeUp: Sendable {
  let descriptor: Int32

  init() { descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK)) }

  func signal() { eventfd_write(descriptor, 1) }

  func clear() {
    var value: eventfd_t = 0
    eventfd_read(descriptor, &value)
  }
}

/// The signals that ask something of the kernel, as a descriptor.
struct SignalSource {
  let descriptor: Int32

  /// Blocks the signals for this thread and all that it will start; call it before any other thread exists.
  init() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] {
      chaos_reset_signal(number)
      sigaddset(&signals, number)
    }
    chaos_ignore_signal(SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    descriptor = signalfd(-1, &signals, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
  }

  /// The signal that came, or `nil` if none is left.
  func next() -> Int32? {
    var information = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    guard read(descriptor, &information, size) == size else { return nil }
    return Int32(bitPattern: information.ssi_signo)
  }
}

/// The process that started the kernel, as a descriptor that becomes readable when it ends.
struct ParentWatch {
  private let process: pid_t?
  /// -1 where there is no parent to watch, or no way to wait for it.
  let descriptor: Int32

  /// Jupyter names the parent in `JPY_PARENT_PID`; process 1 of a container is no parent that matters.
  init(named name: String?) {
    process = name.flatMap { pid_t($0) }.flatMap { $0 > 1 ? $0 : nil }
    descriptor = process.map { chaos_open_process($0) } ?? -1
  }

  /// Whether it must be looked for now and then.
  var mustPoll: Bool { process != nil && descriptor < 0 }

  /// Whether the process has gone, where only looking tells.
  var isGone: Bool {
    guard let process, mustPoll else { return false }
    return kill(process, 0) == -1 && errno == ESRCH
  }
}

/// Microseconds of the monotonic clock.
func monotonicTime() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
}
