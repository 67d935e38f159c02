/// Whose SQL a text is, where the same characters mean different things.
package enum SQLDialect: String, Sendable, Hashable, CaseIterable {
  /// `"x"` is an identifier, or a string where no such column exists; `[x]` is an identifier.
  case sqlite
  /// `"x"` is an identifier; `[1]` is a subscript; `$$x$$` is a string.
  case postgres
  /// Databricks and Spark: `"x"` is a string, backslashes escape, `` `x` `` is an identifier.
  case spark
}
