internal import SQLText

/// Prints each line of the standard input as it was understood, or why it was not; true if all were, and what was
/// printed is understood as the same.
func checkLines(in dialect: SQLDialect) -> Bool {
  var isClean = true
  while let line = readLine() {
    guard !line.isEmpty, !line.hasPrefix("--") else { continue }
    do {
      let statement = try SelectStatement(parsing: line, dialect: dialect)
      let printed = statement.sql(in: dialect)
      print(printed)
      for text in [printed, statement.prettySQL(in: dialect)]
      where try SelectStatement(parsing: text, dialect: dialect) != statement {
        print("  UNSTABLE: \(text)")
        isClean = false
      }
    } catch {
      print("  FAILED: \(line)\n  \(error)")
      isClean = false
    }
  }
  return isClean
}
