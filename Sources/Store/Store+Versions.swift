package import Basics
package import Spaces
internal import SQLite

extension Store {
  /// Keeps a space as the next version; one with the same content and parent as the newest is that version.
  package func addVersion(
    _ space: Space, parent: ContentHash?, patches: [Patch]
  ) throws(StoreError) -> Version {
    try write { connection in
      if parent == nil,
        let known = try Self.versions(connection, "WHERE hash = ?1 AND parent IS NULL", [.text(space.hash.hex)]).last
      {
        return known
      }
      return try self.insertVersion(connection, space, parent: parent, patches: patches, epoch: nil)
    }
  }

  func insertVersion(
    _ connection: Connection, _ space: Space, parent: ContentHash?, patches: [Patch], epoch: Int?
  ) throws -> Version {
    let number = try connection.query("SELECT coalesce(max(number) + 1, 0) FROM version_log").first?.first?.int ?? 0
    let version = Version(number: number, space: space, parent: parent, patches: patches)
    try connection.run(
      "INSERT OR IGNORE INTO spaces VALUES (?1, ?2)", [.text(version.hash.hex), .text(space.document.text)])
    try connection.run(
      "INSERT INTO version_log VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      [
        .integer(Int64(number)), .text(version.hash.hex), .optional(parent?.hex),
        .text(JSON.array(patches.map(\.json)).text), .optional(epoch), now,
      ])
    return version
  }

  /// All versions, the oldest first.
  package func versions() throws(StoreError) -> [Version] {
    try read { connection in try Self.versions(connection, "", []) }
  }

  private static func versions(_ connection: Connection, _ filter: String, _ values: [SQLValue]) throws -> [Version] {
    let rows = try connection.query(
      "SELECT number, parent, patches, document FROM version_log JOIN spaces USING (hash) \(filter) ORDER BY number",
      values)
    return try rows.map { row in
      guard let number = row[0].int, let document = try? JSON(parsing: row[3].text ?? ""),
        let patches = try? JSON(parsing: row[2].text ?? "")
      else { throw StoreError.damaged(what: "a version") }
      return Version(
        number: number, space: Space(document: document), parent: row[1].text.map(ContentHash.init(stored:)),
        patches: patches.arrayValue?.compactMap(Patch.init(json:)) ?? [])
    }
  }

  static func version(_ connection: Connection, number: Int) throws -> Version? {
    try versions(connection, "WHERE number = ?1", [.integer(Int64(number))]).first
  }
}
