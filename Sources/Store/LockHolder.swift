internal import FoundationEssentials
internal import Platform

/// Who holds a database's write lock, as far as the system tells.
enum LockHolder {
  /// The process that is writing to the database at `path`, or `nil` where none is or nobody knows.
  ///
  /// Reads the system's list. Opening the lock file to ask would be wrong: closing it again would let go of every lock
  /// that this process holds on it.
  static func writer(of path: String) -> Int? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path + "-shm"),
      let file = (attributes[.systemFileNumber] as? any BinaryInteger).map({ "\($0)" }),
      let bytes = try? FileReader.contents(of: "/proc/locks")
    else { return nil }
    return writer(of: file, in: String(decoding: bytes, as: UTF8.self))
  }

  /// The byte of the shared-memory file that a writer locks in WAL mode (SQLite, "WAL-mode File Format", section 2.3).
  private static let writeByte = 120

  static func writer(of file: String, in locks: String) -> Int? {
    for line in locks.split(separator: "\n") {
      // 1: POSIX  ADVISORY  WRITE 4711 fe:00:16224571 120 120
      let fields = line.split(separator: " ")
      guard fields.count == 8, fields[3] == "WRITE", fields[5].split(separator: ":").last == file[...],
        let first = Int(fields[6]), first <= writeByte, (Int(fields[7]) ?? .max) >= writeByte,
        let process = Int(fields[4]), process > 0
      else { continue }
      return process
    }
    return nil
  }
}
