internal import CEditline
internal import CLinux
internal import Glibc

/// The standard descriptors, and what they are connected to.
package struct Console: Sendable {
  package var input: Int32 = STDIN_FILENO
  package var output: Int32 = STDOUT_FILENO
  package var errors: Int32 = STDERR_FILENO
  /// Whether to colour: a terminal, and the person did not ask for none (no-color.org).
  package var hasColors: Bool

  package init(environment: [String: String]) {
    let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false || environment["TERM"] == "dumb"
    hasColors = !isPlain
  }

  func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal; 100 where there is none.
  var width: Int {
    let columns = Int(chaos_terminal_columns(output))
    return columns > 0 ? max(20, columns) : 100
  }

  /// Writes all of `text`; gives up where nobody reads any more.
  func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { CLinux.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno == EAGAIN {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, -1)
      } else if errno != EINTR {
        return
      }
    }
  }
}
