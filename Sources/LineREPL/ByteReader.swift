internal import CLinux
internal import Glibc

/// The bytes typed, one at a time; ends at an interrupt.
struct ByteReader: IteratorProtocol {
  let interrupts: Int32
  var isInterrupted = false

  init(interrupts: Int32) { self.interrupts = interrupts }

  /// The next scalar of UTF-8; takes no byte beyond it, for that may not be typed yet.
  mutating func nextScalar() -> Unicode.Scalar? {
    guard let first = next() else { return nil }
    let count = (~first).leadingZeroBitCount
    guard (2...4).contains(count) else { return first < 0x80 ? Unicode.Scalar(first) : "\u{FFFD}" }
    var bytes = [first]
    while bytes.count < count {
      guard let byte = next() else { return nil }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }

  mutating func next() -> UInt8? {
    while true {
      var waited = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: interrupts, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&waited, 2, -1)
      if ready < 0, errno == EINTR { continue }
      if waited[1].revents != 0 {
        isInterrupted = true
        return nil
      }
      var byte: UInt8 = 0
      let count = Glibc.read(STDIN_FILENO, &byte, 1)
      if count == 1 { return byte }
      guard count < 0, errno == EINTR || errno == EAGAIN else { return nil }
    }
  }
}
