import SQLite

/// The tables of a store, a script for each version of the schema; applied scripts are never changed.
enum Schema {
  /// `PRAGMA application_id`: the letters `ChLl`.
  static let applicationID = 0x4368_4C6C

  static let migrations = [version1, version2, version3, version4, version5]

  private static let version1 = """
    CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    CREATE TABLE spaces (hash TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;

    CREATE TABLE version_log (
      number INTEGER PRIMARY KEY, hash TEXT NOT NULL REFERENCES spaces(hash), parent TEXT, patches TEXT NOT NULL,
      epoch INTEGER REFERENCES epoch_log(id), made INTEGER NOT NULL);

    CREATE TABLE evalset_log (
      hash TEXT NOT NULL, splits TEXT NOT NULL, name TEXT NOT NULL, loaded INTEGER NOT NULL,
      PRIMARY KEY (hash, splits)) WITHOUT ROWID;

    CREATE TABLE question_log (
      evalset TEXT NOT NULL, splits TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL,
      context TEXT, sql TEXT, alternatives TEXT NOT NULL, facts TEXT NOT NULL, family TEXT NOT NULL, split TEXT NOT NULL,
      difficulty TEXT, category TEXT, database TEXT, extra TEXT NOT NULL,
      PRIMARY KEY (evalset, splits, position)) WITHOUT ROWID;

    CREATE TABLE evaluations (
      id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, system TEXT NOT NULL, question TEXT NOT NULL,
      sample INTEGER NOT NULL, sql TEXT, outcome TEXT NOT NULL, reason TEXT NOT NULL, verdicts TEXT NOT NULL,
      microseconds INTEGER NOT NULL, tokens INTEGER NOT NULL, cost REAL NOT NULL, trace TEXT, made INTEGER NOT NULL);

    CREATE TABLE run_log (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version TEXT NOT NULL, evalset TEXT NOT NULL,
      splits TEXT NOT NULL, split TEXT NOT NULL, samples INTEGER NOT NULL, epoch INTEGER, summary TEXT NOT NULL,
      made INTEGER NOT NULL);

    CREATE TABLE run_evaluations (
      run INTEGER NOT NULL REFERENCES run_log(number), position INTEGER NOT NULL,
      evaluation INTEGER NOT NULL REFERENCES evaluations(id), PRIMARY KEY (run, position)) WITHOUT ROWID;

    CREATE TABLE epoch_log (
      id INTEGER PRIMARY KEY, number INTEGER NOT NULL, champion TEXT NOT NULL, evalset TEXT NOT NULL,
      splits TEXT NOT NULL, system TEXT NOT NULL, seed TEXT NOT NULL, settings TEXT NOT NULL, began INTEGER NOT NULL,
      decision TEXT, version TEXT, patches TEXT, summary TEXT, ended INTEGER);

    CREATE TABLE fate_log (
      epoch INTEGER NOT NULL REFERENCES epoch_log(id), patch TEXT NOT NULL, fate TEXT NOT NULL,
      position INTEGER NOT NULL, wins INTEGER NOT NULL, losses INTEGER NOT NULL, ties INTEGER NOT NULL,
      note TEXT NOT NULL, description TEXT NOT NULL, content TEXT NOT NULL, made INTEGER NOT NULL,
      PRIMARY KEY (epoch, patch, fate)) WITHOUT ROWID;

    CREATE TABLE look_log (
      id INTEGER PRIMARY KEY, number INTEGER NOT NULL, champion TEXT NOT NULL, start TEXT NOT NULL, evalset TEXT NOT NULL,
      splits TEXT NOT NULL, alpha REAL NOT NULL, result TEXT, opened INTEGER NOT NULL, closed INTEGER);
    """

  private static let version2 = """
    CREATE TABLE judge_log (
      name TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL, definition TEXT NOT NULL, timing TEXT NOT NULL,
      made INTEGER NOT NULL, dropped INTEGER, PRIMARY KEY (name, version)) WITHOUT ROWID;

    CREATE TABLE judge_verdicts (
      judge TEXT NOT NULL, evaluation INTEGER NOT NULL, ruling TEXT NOT NULL, PRIMARY KEY (judge, evaluation)
    ) WITHOUT ROWID;
    """

  private static let version3 = """
    CREATE TABLE responses (key TEXT PRIMARY KEY, record TEXT NOT NULL, made INTEGER NOT NULL);
    """

  private static let version4 = """
    CREATE TABLE genie_log (key TEXT PRIMARY KEY, entry TEXT NOT NULL, is_open INTEGER NOT NULL, made INTEGER NOT NULL);
    """

  private static let version5 = """
    CREATE TABLE spend_log (
      role TEXT PRIMARY KEY, calls INTEGER NOT NULL, tokens INTEGER NOT NULL, nanodollars INTEGER NOT NULL
    ) WITHOUT ROWID;
    """

  /// Brings a connection's database to the newest version, and its views to what they are now.
  static func migrate(_ connection: Connection, path: String) throws {
    try connection.transaction {
      let version = try connection.query("PRAGMA user_version").first?.first?.int ?? 0
      let application = try connection.query("PRAGMA application_id").first?.first?.int ?? 0
      let isEmpty = try connection.query("SELECT count(*) FROM sqlite_schema").first?.first == .integer(0)
      guard application == applicationID || (isEmpty && version == 0) else { throw StoreError.notAStore(path: path) }
      guard version <= migrations.count else {
        throw StoreError.newer(path: path, schema: version, known: migrations.count)
      }
      for script in migrations.dropFirst(version) { try connection.execute(script: script) }
      try renewViews(connection)
      guard version < migrations.count else { return }
      try connection.execute(
        script: "PRAGMA user_version = \(migrations.count); PRAGMA application_id = \(applicationID)")
    }
  }

  private static func renewViews(_ connection: Connection) throws {
    for view in views {
      let wanted = "CREATE VIEW \(view.name) AS \(view.query)"
      let found = try connection.query("SELECT sql FROM sqlite_schema WHERE name = ?1", [.text(view.name)])
      if found.first?.first?.text == wanted { continue }
      try connection.execute(script: "DROP VIEW IF EXISTS \(view.name); \(wanted)")
    }
  }
}
