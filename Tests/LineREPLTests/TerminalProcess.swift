import Basics
import FoundationEssentials
import Glibc
import Platform

/// The program on a terminal of its own, typed at and read from; waits happen on a thread of their own.
actor TerminalProcess {
  nonisolated let executor = QueueExecutor(label: "terminal")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  struct Unexpected: Error {
    let wanted: String
    let seen: String
  }

  nonisolated let home = "/tmp/repl-" + freshIdentifier().prefix(8)
  private var terminal: Int32 = -1
  private var process: pid_t = 0
  private var seen: [UInt8] = []

  func start() throws {
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: Int32 = 0
    // TIOCSPTLCK and TIOCGPTN: what unlockpt and ptsname do, which the module Glibc lacks.
    guard ioctl(terminal, 0x4004_5431, &isLocked) == 0, ioctl(terminal, 0x8004_5430, &number) == 0 else {
      throw Unexpected(wanted: "a terminal", seen: "")
    }
    let name = "/dev/pts/\(number)"
    // A session leader's first terminal becomes the one that Ctrl-C comes from.
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, 0x80)  // POSIX_SPAWN_SETSID
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    let folder = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = URL(filePath: folder).deletingLastPathComponent().appending(path: "chaos-llama").path
    let settings = [
      "HOME=\(home)", "TERM=xterm", "LANG=C.UTF-8", "NO_COLOR=1", "CHAOS_LLAMA_DIAGNOSTICS=1", "PATH=/usr/bin",
    ]
    let words = [strdup(program), nil]
    let environment = settings.map { strdup($0) } + [nil]
    defer { for text in words + environment { free(text) } }
    guard posix_spawn(&process, program, &actions, &attributes, words, environment) == 0 else {
      throw Unexpected(wanted: "a process of \(program)", seen: "")
    }
    try wait(for: "llama> ")
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(terminal, bytes, bytes.count)
  }

  /// Waits until `text` is shown, and forgets all up to there.
  func wait(for text: String) throws {
    let wanted = Array(text.utf8)
    for _ in 0..<400 {
      if let end = position(after: wanted) {
        seen.removeFirst(end)
        return
      }
      var ready = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 50) > 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = read(terminal, &bytes, bytes.count)
      guard count > 0 else { break }
      seen += bytes[..<count]
    }
    throw Unexpected(wanted: text, seen: String(decoding: seen, as: UTF8.self))
  }

  private func position(after wanted: [UInt8]) -> Int? {
    guard seen.count >= wanted.count else { return nil }
    return (0...(seen.count - wanted.count)).first { Array(seen[$0..<($0 + wanted.count)]) == wanted }
      .map { $0 + wanted.count }
  }

  /// Waits for the end of the process; gives its exit status.
  func exitStatus() -> Int32? {
    var status: Int32 = 0
    for _ in 0..<1000 {
      if waitpid(process, &status, WNOHANG) == process {
        process = 0
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
      }
      usleep(10_000)
    }
    return nil
  }

  func stop() {
    if process > 0 {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(terminal)
    try? FileManager.default.removeItem(atPath: home)
  }
}
