/// The words that cannot be names unless quoted.
enum Keywords {
  /// Words that end an expression or a table: never a bare alias, never a bare column.
  static let reserved: Set<String> = [
    "ALL", "AND", "AS", "BETWEEN", "CASE", "COLLATE", "CROSS", "DISTINCT", "ELSE", "ESCAPE", "EXCEPT", "EXISTS",
    "FROM", "FULL", "GROUP", "HAVING", "IN", "INNER", "INTERSECT", "INTO", "IS", "ISNULL", "JOIN", "LEFT", "LIMIT",
    "NATURAL", "NOT", "NOTNULL", "NULL", "ON", "OR", "ORDER", "OUTER", "RIGHT", "SELECT", "SET", "THEN", "UNION",
    "USING", "VALUES", "WHEN", "WHERE",
  ]

  /// Words that may name a column but would be misread as an alias.
  static let notAlias: Set<String> = [
    "ANTI", "END", "FETCH", "FILTER", "FOR", "GLOB", "ILIKE", "LATERAL", "LIKE", "MATCH", "OFFSET", "OVER", "QUALIFY",
    "REGEXP", "RLIKE", "SEMI", "SIMILAR", "WINDOW", "WITH",
  ]

  /// Words that Databricks would misread as an alias, or take for the start of a clause.
  static let notSparkAlias: Set<String> = ["MINUS", "PIVOT", "UNPIVOT"]

  /// Join words that SQLite and Spark also take for the name of a column.
  static let joinWords: Set<String> = ["CROSS", "FULL", "INNER", "LEFT", "NATURAL", "OUTER", "RIGHT"]

  /// Words that may go on a type's name after `::`, where other words are an alias.
  static let typeTails: Set<String> = ["PRECISION", "VARYING", "UNSIGNED", "ARRAY"]

  /// Words that are quoted when printed, though this parser would take most of them as names.
  static let quoted: Set<String> = reserved.union(notAlias).union([
    "ADD", "ALTER", "ASC", "CAST", "CHECK", "COMMIT", "CONSTRAINT", "CREATE", "CURRENT_DATE", "CURRENT_TIME",
    "CURRENT_TIMESTAMP", "DEFAULT", "DEFERRABLE", "DELETE", "DESC", "DROP", "FALSE", "FOREIGN", "INDEX", "INSERT",
    "INTERVAL", "NOTHING", "PRIMARY", "REFERENCES", "RETURNING", "TABLE", "TO", "TRANSACTION", "TRUE", "UNIQUE",
    "UPDATE",
  ])

  /// Functions that are written without parentheses.
  static let niladic: Set<String> = [
    "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP",
  ]

  static let typedLiterals: Set<String> = ["DATE", "TIME", "TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP_NTZ"]

  /// Functions whose argument may be a query without parentheses of its own.
  static let quantifiers: Set<String> = ["ANY", "ALL", "SOME", "ARRAY"]

  /// Functions whose arguments may be set apart by words.
  static let separators: [String: [String]] = [
    "EXTRACT": ["FROM"], "SUBSTRING": ["FROM", "FOR"], "SUBSTR": ["FROM", "FOR"], "TRIM": ["FROM"],
    "POSITION": ["IN"], "OVERLAY": ["PLACING", "FROM", "FOR"],
  ]

  static let trimSides: Set<String> = ["BOTH", "LEADING", "TRAILING"]

  static let intervalUnits: Set<String> = [
    "YEAR", "YEARS", "QUARTER", "QUARTERS", "MONTH", "MONTHS", "WEEK", "WEEKS", "DAY", "DAYS", "HOUR", "HOURS",
    "MINUTE", "MINUTES", "SECOND", "SECONDS",
  ]
}
