internal import Basics
internal import FoundationEssentials
internal import Platform
internal import SQLite

/// Builds a database from a script of SQL that the user wrote, aside, and puts it in place when it is complete.
actor DatabaseBuilder {
  private nonisolated let executor = QueueExecutor(label: "database builder")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Whether it was built: a database of the same script is left as it is. One that no script made is never touched.
  static func build(_ path: String, from script: String) async throws -> Bool {
    try await DatabaseBuilder().build(path, script)
  }

  private func build(_ path: String, _ script: String) throws -> Bool {
    let text = try Files.text(script)
    let mark = Int32(bitPattern: UInt32(truncatingIfNeeded: stableHash(text) | 1))
    if FileManager.default.fileExists(atPath: path) {
      let known = try? Connection(.file(path), mode: .readOnly).query("PRAGMA user_version").first?.first?.int
      if known == Int(mark) { return false }
      guard known.map({ $0 != 0 }) ?? false else { throw SessionError.databaseExists(path) }
    }
    let draft = path + ".building"
    try? FileManager.default.removeItem(atPath: draft)
    do {
      let connection = try Connection(.file(draft), mode: .readWrite)
      try connection.execute(script: "PRAGMA journal_mode = OFF; PRAGMA foreign_keys = OFF")
      try connection.execute(script: text)
      try connection.execute(script: "PRAGMA user_version = \(mark)")
    } catch {
      try? FileManager.default.removeItem(atPath: draft)
      if error.code.map({ $0 ~= .cannotOpen }) ?? false { throw SessionError.unwritable(path) }
      throw SessionError.script(script, message: error.description)
    }
    try? FileManager.default.removeItem(atPath: path)
    do { try FileManager.default.moveItem(atPath: draft, toPath: path) } catch { throw SessionError.unwritable(path) }
    return true
  }
}
