internal import CLinux

/// Catches what C code and child processes write to descriptors 1 and 2, and keeps the way to the real error stream.
struct StandardStreams: ~Copyable {
  /// One end of a pipe that stands in for a standard stream.
  struct Catch {
    let stream: StreamName
    let descriptor: Int32
    /// The start of a character whose rest has not come yet.
    private var rest: [UInt8] = []

    fileprivate init?(_ stream: StreamName, standingFor standard: Int32) {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return nil }
      chaos_set_close_on_exec(ends[0])
      chaos_set_nonblocking(ends[0])
      dup2(ends[1], standard)
      close(ends[1])
      self.stream = stream
      descriptor = ends[0]
    }

    /// What has been written since the last time.
    mutating func read() -> String {
      var bytes = rest
      var chunk = [UInt8](repeating: 0, count: 1 << 14)
      while true {
        let count = CLinux.read(descriptor, &chunk, chunk.count)
        guard count > 0 else { break }
        bytes += chunk.prefix(count)
      }
      let whole = Self.wholeCharacters(in: bytes)
      rest = Array(bytes[whole...])
      return String(decoding: bytes[..<whole], as: UTF8.self)
    }

    /// How many bytes remain if the last character is cut short.
    static func wholeCharacters(in bytes: [UInt8]) -> Int {
      guard let lead = bytes.indices.suffix(3).last(where: { bytes[$0] & 0xC0 != 0x80 }) else { return bytes.count }
      let length = bytes[lead] >= 0xF0 ? 4 : bytes[lead] >= 0xE0 ? 3 : bytes[lead] >= 0xC0 ? 2 : 1
      return lead + length > bytes.count ? lead : bytes.count
    }
  }

  private(set) var catches: [Catch] = []
  private let realError: Int32

  init() {
    realError = dup(2)
    chaos_set_close_on_exec(realError)
    chaos_buffer_lines()
    catches = [Catch(.stdout, standingFor: 1), Catch(.stderr, standingFor: 2)].compactMap { $0 }
    if let error = catches.first(where: { $0.stream == .stderr }) { chaos_save_last_words(error.descriptor, realError) }
  }

  /// What was written since the last time, stream by stream.
  mutating func read() -> [(text: String, stream: StreamName)] {
    var found: [(text: String, stream: StreamName)] = []
    for index in catches.indices {
      let text = catches[index].read()
      if !text.isEmpty { found.append((text, catches[index].stream)) }
    }
    return found
  }

  /// Writes to the error stream that the kernel was started with: the log of the Jupyter server.
  func log(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(realError, bytes, bytes.count)
  }
}
