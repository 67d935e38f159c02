internal import Glibc

/// Why a file cannot be read.
package struct FileError: Error, Sendable, Hashable {
  package var path: String
  /// The system's own words: `No such file or directory`.
  package var reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// Reads a file from its start, a piece at a time.
package final class FileReader {
  package let path: String
  private let descriptor: Int32

  package init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit { close(descriptor) }

  /// The next bytes, at most `count`; empty at the end.
  package func next(_ count: Int = 1 << 18) throws(FileError) -> [UInt8] {
    var length = 0
    var reason: String?
    let bytes = [UInt8](unsafeUninitializedCapacity: max(1, count)) { buffer, used in
      repeat { length = read(descriptor, buffer.baseAddress, buffer.count) } while length < 0 && errno == EINTR
      if length < 0 { reason = String(cString: strerror(errno)) }
      used = max(0, length)
    }
    if let reason { throw FileError(path: path, reason: reason) }
    return bytes
  }

  /// Every byte of a file.
  package static func contents(of path: String) throws(FileError) -> [UInt8] {
    let reader = try FileReader(path)
    var all: [UInt8] = []
    while true {
      let piece = try reader.next()
      if piece.isEmpty { return all }
      all += piece
    }
  }

  private static func failure(_ path: String) -> FileError {
    FileError(path: path, reason: String(cString: strerror(errno)))
  }
}
