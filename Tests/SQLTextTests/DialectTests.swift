import SQLText
import Testing

/// What each dialect reads is printed as something that reads the same.
struct DialectTests {
  /// What SQLite reads; further in, how it is printed where that differs.
  static let sqlite = #"""
    SELECT a FROM t INDEXED BY i WHERE b
    SELECT a FROM t NOT INDEXED
      SELECT a FROM t
    SELECT json_extract(a, '$.b'), a -> '$.b', a ->> 'c' FROM t, json_each(t.x) AS j
      SELECT JSON_EXTRACT(a, '$.b'), a -> '$.b', a ->> 'c' FROM t, JSON_EACH(t.x) AS j
    SELECT a FROM t WHERE b GLOB 'x*' AND c REGEXP 'y' AND d MATCH 'z'
    SELECT a FROM t WHERE a IN t2
      SELECT a FROM t WHERE a IN (SELECT * FROM t2)
    SELECT total(a), group_concat(DISTINCT b), group_concat(a, ';' ORDER BY b) FROM t
      SELECT TOTAL(a), GROUP_CONCAT(DISTINCT b), GROUP_CONCAT(a, ';' ORDER BY b) FROM t
    SELECT [a b], "c", `d`, 'e' FROM [t x]
      SELECT `a b`, "c", d, 'e' FROM "t x"
    SELECT * FROM t1 LEFT JOIN t2 USING(id), t3 CROSS JOIN t4 NATURAL LEFT JOIN t5
      SELECT * FROM t1 LEFT JOIN t2 USING (id), t3 CROSS JOIN t4 NATURAL LEFT JOIN t5
    SELECT * FROM pragma_table_info('t')
      SELECT * FROM PRAGMA_TABLE_INFO('t')
    SELECT a FROM t LIMIT 1, 2
      SELECT a FROM t LIMIT 2 OFFSET 1
    SELECT a ISNULL, b NOT NULL, c IS NOT NULL, d IS NOT 3
      SELECT a IS NULL, b IS NOT NULL, c IS NOT NULL, d IS NOT 3
    SELECT iif(a, 1, 2), strftime('%Y', d), date('now', '-7 days')
      SELECT IIF(a, 1, 2), STRFTIME('%Y', d), DATE('now', '-7 days')
    SELECT sum(x) FILTER (WHERE y) OVER (PARTITION BY z ORDER BY w GROUPS 2 PRECEDING) FROM t
      SELECT SUM(x) FILTER (WHERE y) OVER (PARTITION BY z ORDER BY w GROUPS 2 PRECEDING) FROM t
    SELECT CASE WHEN a THEN b END FROM t WHERE (a, b) = (1, 2) AND (a, b) IN (VALUES (1, 2))
    WITH x AS (SELECT 1), y AS (SELECT 2) SELECT * FROM x UNION SELECT * FROM y ORDER BY 1
    SELECT a FROM (t JOIN u ON t.i = u.i) WHERE EXISTS (SELECT 1)
    SELECT ?1, ?, :a, @b, $c
    SELECT a COLLATE NOCASE FROM t ORDER BY b COLLATE RTRIM DESC
    SELECT a FROM main.t AS "x y"
    SELECT -a, +b, ~c, NOT d, a || b, a << 2, a & 3, a | 4, a % 5
    SELECT raise FROM t
    SELECT row_number() OVER (), lag(a, 1, 0) OVER (ORDER BY b), ntile(4) OVER win FROM t WINDOW win AS (ORDER BY c)
      SELECT ROW_NUMBER() OVER (), LAG(a, 1, 0) OVER (ORDER BY b), NTILE(4) OVER win FROM t WINDOW win AS (ORDER BY c)
    SELECT DISTINCT a FROM t GROUP BY a HAVING count(*) > 1
      SELECT DISTINCT a FROM t GROUP BY a HAVING COUNT(*) > 1
    SELECT ALL a FROM t
      SELECT a FROM t
    SELECT "a" 'b' FROM t
      SELECT "a" AS b FROM t
    SELECT a AS "desc", b AS group_name FROM t ORDER BY "desc"
    SELECT count(*) FROM t, (SELECT 1) AS u, u2 v
      SELECT COUNT(*) FROM t, (SELECT 1) AS u, u2 AS v
    SELECT 1 WHERE 1
    SELECT max(a, b), min(c) FROM t
      SELECT MAX(a, b), MIN(c) FROM t
    SELECT a FROM t WHERE b NOT LIKE 'x%' ESCAPE '\'
    SELECT a FROM t WHERE b IN ()
    SELECT replace(a, 'x', 'y'), left, right FROM t
      SELECT REPLACE(a, 'x', 'y'), `left`, `right` FROM t
    """#

  @Test(arguments: [(SQLDialect.spark, spark), (.postgres, postgres), (.sqlite, sqlite)])
  func printsWhatItReads(dialect: SQLDialect, listing: String) throws {
    for (text, expected) in Self.cases(listing) {
      let statement = try SelectStatement(parsing: text, dialect: dialect)
      #expect(statement.sql(in: dialect) == expected)
      #expect(try SelectStatement(parsing: expected, dialect: dialect) == statement, "\(expected)")
      #expect(try SelectStatement(parsing: statement.prettySQL(in: dialect), dialect: dialect) == statement)
    }
  }

  private static func cases(_ listing: String) -> [(text: String, expected: String)] {
    var cases: [(text: String, expected: String)] = []
    for line in listing.split(separator: "\n") {
      if line.hasPrefix("  "), let text = cases.popLast()?.text {
        cases.append((text, String(line.dropFirst(2))))
      } else {
        cases.append((String(line), String(line)))
      }
    }
    return cases
  }
}
