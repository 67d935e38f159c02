internal import FoundationEssentials
internal import Glibc

/// Bytes that are written once and then read at any place: a first stretch in memory, what comes after in a file
/// without a name, so that many take no more memory than few.
package final class ByteShelf: Sendable {
  private let memory: [UInt8]
  private let file: ScratchFile?

  /// Nothing.
  package static let empty = ByteShelf(memory: [], file: nil)

  fileprivate init(memory: [UInt8], file: ScratchFile?) {
    self.memory = memory
    self.file = file
  }

  /// The bytes from `start` on, `count` or, where a stretch ends before, fewer.
  package func bytes(from start: Int, count: Int) -> [UInt8] {
    guard start >= 0, count > 0 else { return [] }
    if start < memory.count { return Array(memory[start...].prefix(count)) }
    return file?.bytes(from: start - memory.count, count: count) ?? []
  }

  /// Fills a shelf.
  package final class Writer {
    private let limit: Int
    private var memory: [UInt8] = []
    private var waiting: [UInt8] = []
    private var file: ScratchFile?
    private var written = 0

    /// `limit`: how many bytes may stay in memory.
    package init(limit: Int = 32 << 20) { self.limit = limit }

    /// Where the next bytes will stand. What is added in one go is never cut by the end of a stretch.
    package var end: Int { memory.count + written + waiting.count }

    package func append(_ bytes: [UInt8]) throws(FileError) {
      guard written + waiting.count > 0 || memory.count + bytes.count > limit else { return memory += bytes }
      waiting += bytes
      if waiting.count >= 1 << 18 { try flush() }
    }

    /// The shelf with everything that was added; the writer is empty again.
    package func finish() throws(FileError) -> ByteShelf {
      if !waiting.isEmpty { try flush() }
      defer { (memory, file, written) = ([], nil, 0) }
      return ByteShelf(memory: memory, file: file)
    }

    private func flush() throws(FileError) {
      if file == nil { file = try ScratchFile() }
      try file?.write(waiting, at: written)
      written += waiting.count
      waiting.removeAll(keepingCapacity: true)
    }
  }
}

/// A file that nobody else can see and that is gone when it is let go of.
private final class ScratchFile: Sendable {
  private let path: String
  private let descriptor: Int32

  init() throws(FileError) {
    path = FileManager.default.temporaryDirectory.path + "/chaos-llama-XXXXXX"
    var name = Array(path.utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw Self.failure(path) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(name)
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8], at start: Int) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, start + done) }
      if count > 0 { done += count } else if errno != EINTR { throw Self.failure(path) }
    }
  }

  func bytes(from start: Int, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
      var length = 0
      repeat { length = pread(descriptor, buffer.baseAddress, count, start) } while length < 0 && errno == EINTR
      used = max(0, length)
    }
  }

  private static func failure(_ path: String) -> FileError {
    FileError(path: path, reason: String(cString: strerror(errno)))
  }
}
