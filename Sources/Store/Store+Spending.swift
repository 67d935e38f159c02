package import Models

internal import SQLite

/// What models were paid, over all sessions.
extension Store: SpendLedger {
  package func enter(_ used: Spend, for role: ModelRole) throws(CacheError) {
    do throws(StoreError) {
      try write { connection in
        try connection.run(
          """
          INSERT INTO spend_log VALUES (?1, ?2, ?3, ?4) ON CONFLICT (role) DO UPDATE SET
            calls = calls + excluded.calls, tokens = tokens + excluded.tokens,
            nanodollars = nanodollars + excluded.nanodollars
          """,
          [
            .text(role.rawValue), .integer(Int64(used.calls)), .integer(Int64(used.tokens)),
            .integer(Int64(used.money.nanodollars)),
          ])
      }
    } catch { throw CacheError(reason: error.sentence) }
  }

  /// What each role used.
  package func spending() throws(StoreError) -> [ModelRole: Spend] {
    let rows = try read { connection in
      try connection.query("SELECT role, calls, tokens, nanodollars FROM spend_log")
    }
    var spending: [ModelRole: Spend] = [:]
    for row in rows {
      guard row.count == 4, let role = row[0].text.flatMap(ModelRole.init(rawValue:)) else { continue }
      spending[role] = Spend(
        calls: row[1].int ?? 0, tokens: row[2].int ?? 0, money: Money(nanodollars: row[3].int ?? 0))
    }
    return spending
  }
}
