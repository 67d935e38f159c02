import SQLText
import Testing

struct ParsingTests {
  /// What is written and how it is printed.
  static let canonical: [(String, String)] = [
    ("select count(*) from t;", "SELECT COUNT(*) FROM t"),
    ("SELECT a.b AS x, c y FROM t a, u", "SELECT a.b AS x, c AS y FROM t AS a, u"),
    (
      "select distinct a from t where ((a = 1)) and (b != 'o''k')",
      "SELECT DISTINCT a FROM t WHERE a = 1 AND b <> 'o''k'"
    ),
    ("select * from t left outer join u using (id)", "SELECT * FROM t LEFT JOIN u USING (id)"),
    (
      "select a from t where a in (1,2) or b not in (select c from u)",
      "SELECT a FROM t WHERE a IN (1, 2) OR b NOT IN (SELECT c FROM u)"
    ),
    ("select (1 + 2) * 3 - (4 - 5)", "SELECT (1 + 2) * 3 - (4 - 5)"),
    ("select a || b + 1", "SELECT (a || b) + 1"),
    ("select not (a = 1 or b)", "SELECT NOT (a = 1 OR b)"),
    ("select a between 1 and 2 and c", "SELECT a BETWEEN 1 AND 2 AND c"),
    ("select x::int, cast(y as double precision)", "SELECT CAST(x AS INT), CAST(y AS DOUBLE PRECISION)"),
    ("select - -3 collate nocase", "SELECT -(-3 COLLATE nocase)"),
    ("select - x, -5, - -5, 1--5\n", "SELECT -x, -5, -(-5), 1"),
    (
      "select a from t order by 1 desc nulls last limit 5, 10",
      "SELECT a FROM t ORDER BY 1 DESC NULLS LAST LIMIT 10 OFFSET 5"
    ),
    (
      "select a from t union all select b from u except values (1),(2)",
      "SELECT a FROM t UNION ALL SELECT b FROM u EXCEPT VALUES (1), (2)"
    ),
    (
      "with recursive c(n) as (select 1 union select n+1 from c) select n from c",
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION SELECT n + 1 FROM c) SELECT n FROM c"
    ),
    ("select case x when 1 then 'a' else null end", "SELECT CASE x WHEN 1 THEN 'a' ELSE NULL END"),
    (
      "select sum(a) filter (where b > 0) over (partition by c order by d rows between 1 preceding and current row)",
      "SELECT SUM(a) FILTER (WHERE b > 0) OVER (PARTITION BY c ORDER BY d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)"
    ),
    (
      "select extract(year from d), trim(both 'x' from y), substr(a, 1, 2)",
      "SELECT EXTRACT(YEAR FROM d), TRIM(BOTH 'x' FROM y), SUBSTR(a, 1, 2)"
    ),
    (
      "select a from t where b like 'x!%' escape '!' and not exists (select 1)",
      "SELECT a FROM t WHERE b LIKE 'x!%' ESCAPE '!' AND NOT EXISTS (SELECT 1)"
    ),
    ("select `a b`, [c d], \"e\" from \"order\"", "SELECT `a b`, `c d`, \"e\" FROM \"order\""),
    (
      "select * from (select a from t) as s join (u join v on u.i = v.i) on s.a = u.a",
      "SELECT * FROM (SELECT a FROM t) AS s JOIN (u JOIN v ON u.i = v.i) ON s.a = u.a"
    ),
    (
      "select a is not null, b notnull, c isnull, d is not distinct from e",
      "SELECT a IS NOT NULL, b IS NOT NULL, c IS NULL, d IS NOT DISTINCT FROM e"
    ),
    ("select x'00ff', :p, ?1, .5, 1e3, 0x1F -- end", "SELECT X'00ff', :p, ?1, .5, 1e3, 0x1F"),
    ("select count(distinct a), count(all b) from c.s.t /* done */", "SELECT COUNT(DISTINCT a), COUNT(b) FROM c.s.t"),
    ("select (select max(a) from t), (a, b) = (1, 2)", "SELECT (SELECT MAX(a) FROM t), (a, b) = (1, 2)"),
    (
      "select date, year, first from t where left(a, 1) = 'x'", "SELECT date, year, first FROM t WHERE LEFT(a, 1) = 'x'"
    ),
    ("select a from t where b > all (select c from u)", "SELECT a FROM t WHERE b > ALL(SELECT c FROM u)"),
    ("select now() - interval '1' day, date '2024-01-01'", "SELECT NOW() - INTERVAL '1' DAY, DATE '2024-01-01'"),
    (
      "(select a from t) union (select b from u)",
      "SELECT * FROM (SELECT a FROM t) UNION SELECT * FROM (SELECT b FROM u)"
    ),
    (
      "select a from ((select a from t) union (select b from u)) x",
      "SELECT a FROM (SELECT * FROM (SELECT a FROM t) UNION SELECT * FROM (SELECT b FROM u)) AS x"
    ),
  ]

  @Test(arguments: canonical)
  func printsCanonically(text: String, expected: String) throws {
    let statement = try SelectStatement(parsing: text)
    #expect(statement.sql() == expected)
    #expect(try SelectStatement(parsing: expected).sql() == expected)
    #expect(try SelectStatement(parsing: statement.prettySQL()).sql() == expected)
  }

  static let errors: [(String, SQLSyntaxError)] = [
    ("", .empty),
    (" ; -- nothing", .empty),
    ("delete from t", .notAQuery("delete", at: 0)),
    ("select 1; select 2", .severalStatements(at: 10)),
    ("select 'abc", .unterminated(at: 7)),
    ("select a from", .unexpected("", expected: .identifier, at: 13)),
    ("select a from t where", .unexpected("", expected: .expression, at: 21)),
    ("select a, from t", .unexpected("from", expected: .identifier, at: 10)),
    ("select (a", .unexpected("", expected: .symbol(")"), at: 9)),
    ("select a from t garbage here", .unexpected("here", expected: .end, at: 24)),
    ("select 12ab", .unknownCharacters("12ab", at: 7)),
    ("select \u{1}", .unknownCharacters("\u{1}", at: 7)),
    ("select (*) > 2", .unexpected("*", expected: .expression, at: 8)),
    ("select a > = 3", .unexpected("=", expected: .expression, at: 11)),
  ]

  @Test(arguments: errors)
  func saysWhatIsWrong(text: String, expected: SQLSyntaxError) {
    #expect(throws: expected) { try SelectStatement(parsing: text) }
  }

  @Test(arguments: ["select a::int", "select a from t qualify b", "select a ilike 'x'", "(select 1) union select 2"])
  func strictParserKnowsOnlyItsDialect(text: String) throws {
    _ = try SelectStatement(parsing: text)
    #expect(throws: SQLSyntaxError.self) { try SelectStatement(parsing: text, isStrict: true) }
  }

  @Test func dialectsDifferInTheirQuotes() throws {
    #expect(try SQLExpression(parsing: "\"x\"", dialect: .spark) == .literal(.string("x")))
    #expect(try SQLExpression(parsing: "'a\\'b'", dialect: .spark).sql(in: .spark) == "'a\\'b'")
    #expect(try SQLExpression(parsing: "a[1]", dialect: .postgres).sql(in: .postgres) == "a[1]")
    #expect(try SQLExpression(parsing: "$$it's$$", dialect: .postgres) == .literal(.string("it's")))
    #expect(try SQLExpression(parsing: "`a b`", dialect: .spark).sql(in: .spark) == "`a b`")
  }

  @Test(arguments: [
    ("", "("), ("select ", "("), ("select ", "not "), ("select ", "- "), ("select 1", " + 1"),
    ("select 1 from ", "(select 1 from "), ("select ", "trim("), ("select ", "case when "), ("select a", "[1]"),
    ("select a", "::int"), ("select ", "(select "), ("with a as ", "(with a as "),
    ("select a from t where a in ", "(("),
  ])
  func nestingIsBounded(start: String, repeated: String) {
    let text = start + String(repeating: repeated, count: 20_000)
    #expect(throws: SQLSyntaxError.self) { try SelectStatement(parsing: text, dialect: .postgres) }
  }
}
