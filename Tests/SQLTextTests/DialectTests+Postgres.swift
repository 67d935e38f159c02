extension DialectTests {
  /// What PostgreSQL reads; further in, how it is printed where that differs.
  static let postgres = #"""
    SELECT DISTINCT ON (a, b) a, b, c FROM t ORDER BY a, b, c DESC
    SELECT a FROM t FETCH FIRST 5 ROWS ONLY
      SELECT a FROM t LIMIT 5
    SELECT a FROM t OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY
      SELECT a FROM t LIMIT 5 OFFSET 5
    SELECT a FROM t FETCH FIRST ROW ONLY
      SELECT a FROM t LIMIT 1
    SELECT a FROM t ORDER BY a FETCH FIRST 5 ROWS WITH TIES
    SELECT CAST(a AS INTEGER ARRAY), CAST(a AS public.mytype)
      SELECT CAST(a AS INTEGER ARRAY), CAST(a AS PUBLIC.MYTYPE)
    SELECT a ~ 'x', a ~* 'x', a !~ 'x', a !~* 'x', a ~~ 'x', a !~~ 'y', a ~~* 'z' FROM t
      SELECT a ~ 'x', a ~* 'x', a !~ 'x', a !~* 'x', a LIKE 'x', a NOT LIKE 'y', a ILIKE 'z' FROM t
    SELECT a ILIKE '%x%', a NOT ILIKE 'y', a SIMILAR TO 'z%' ESCAPE '!' FROM t
    SELECT extract('year' FROM a), a AT TIME ZONE 'UTC', a::timestamptz AT TIME ZONE 'UTC' FROM t
      SELECT EXTRACT(YEAR FROM a), a AT TIME ZONE 'UTC', CAST(a AS TIMESTAMPTZ) AT TIME ZONE 'UTC' FROM t
    SELECT * FROM generate_series(1, 10) AS g(n)
      SELECT * FROM GENERATE_SERIES(1, 10) AS g(n)
    SELECT * FROM unnest(ARRAY[1,2], ARRAY['a','b']) AS u(n, s)
      SELECT * FROM UNNEST(ARRAY[1, 2], ARRAY['a', 'b']) AS u(n, s)
    SELECT t.a, s.* FROM t CROSS JOIN LATERAL (SELECT b FROM u WHERE u.id = t.id LIMIT 3) s
      SELECT t.a, s.* FROM t CROSS JOIN LATERAL (SELECT b FROM u WHERE u.id = t.id LIMIT 3) AS s
    SELECT t.a, x FROM t LEFT JOIN LATERAL unnest(t.arr) AS x ON TRUE
      SELECT t.a, x FROM t LEFT JOIN LATERAL UNNEST(t.arr) AS x ON TRUE
    SELECT t.a, x FROM t, unnest(t.arr) x
      SELECT t.a, x FROM t, UNNEST(t.arr) AS x
    SELECT ROW(1, 2), ROW(a, b) = ROW(c, d), (1, 2) < (3, 4)
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a), mode() WITHIN GROUP (ORDER BY a) FROM t
      SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY a), MODE() WITHIN GROUP (ORDER BY a) FROM t
    SELECT a, b, sum(c) FROM t GROUP BY GROUPING SETS ((a), (b), ()), ROLLUP (a, (b, c)), CUBE (a)
      SELECT a, b, SUM(c) FROM t GROUP BY GROUPING SETS (a, b, ()), ROLLUP(a, (b, c)), CUBE(a)
    SELECT a FROM t WHERE (a, b) IN ((1, 2), (3, 4))
    SELECT a FROM t WHERE (a, b) OVERLAPS (c, d)
    SELECT "Quoted Name", "a""b", t."X" FROM "Schema"."Table" t
      SELECT "Quoted Name", "a""b", t."X" FROM "Schema"."Table" AS t
    SELECT a FROM t TABLESAMPLE BERNOULLI (10) REPEATABLE (1)
    SELECT a FROM t LIMIT 5 OFFSET 10
    SELECT sum(a) OVER w, rank() OVER (w ORDER BY b) FROM t WINDOW w AS (PARTITION BY c)
      SELECT SUM(a) OVER w, RANK() OVER (w ORDER BY b) FROM t WINDOW w AS (PARTITION BY c)
    SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING EXCLUDE TIES) FROM t
      SELECT SUM(a) OVER (ORDER BY b ROWS BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING EXCLUDE TIES) FROM t
    SELECT sum(a) OVER (ORDER BY d RANGE BETWEEN '7 days'::interval PRECEDING AND CURRENT ROW) FROM t
      SELECT SUM(a) OVER (ORDER BY d RANGE BETWEEN CAST('7 days' AS INTERVAL) PRECEDING AND CURRENT ROW) FROM t
    WITH a AS MATERIALIZED (SELECT 1), b AS NOT MATERIALIZED (SELECT 2) SELECT * FROM a, b
    SELECT a IS NOT DISTINCT FROM b, a IS DOCUMENT, a ISNULL, a NOTNULL, a IS UNKNOWN FROM t
      SELECT a IS NOT DISTINCT FROM b, a IS document, a IS NULL, a IS NOT NULL, a IS unknown FROM t
    SELECT CASE a WHEN 1 THEN 'x' ELSE 'y' END::text
      SELECT CAST(CASE a WHEN 1 THEN 'x' ELSE 'y' END AS TEXT)
    SELECT a FROM (VALUES (1, 'a'), (2, 'b')) AS v(n, s)
    SELECT a FROM t WHERE a LIKE 'x' COLLATE "C"
    SELECT current_date, current_timestamp, localtimestamp, current_user, current_timestamp(3), now()
      SELECT CURRENT_DATE, CURRENT_TIMESTAMP, LOCALTIMESTAMP, current_user, CURRENT_TIMESTAMP(3), NOW()
    SELECT (SELECT a FROM t LIMIT 1) AS x, EXISTS (SELECT 1), ARRAY(SELECT a FROM t)
    SELECT a FROM t UNION ALL SELECT b FROM u ORDER BY 1
    (SELECT a FROM t ORDER BY a LIMIT 1) UNION ALL (SELECT b FROM u)
    SELECT make_interval(days => 10), f(a => 1, b := 2)
      SELECT MAKE_INTERVAL(days => 10), F(a => 1, b => 2)
    SELECT count(*) AS "count", 1 AS user FROM t
      SELECT COUNT(*) AS count, 1 AS user FROM t
    SELECT t.*, u.a FROM t, u
    SELECT date_trunc('month', CURRENT_DATE) - INTERVAL '1 month' AS x
      SELECT DATE_TRUNC('month', CURRENT_DATE) - INTERVAL '1 month' AS x
    SELECT a FROM t WHERE d > CURRENT_DATE - 30 AND e >= DATE_TRUNC('week', CURRENT_DATE) - INTERVAL '8 weeks'
    SELECT TO_CHAR(a, 'YYYY-MM') AS MONTH, EXTRACT(DOW FROM a) AS year FROM t GROUP BY MONTH
      SELECT TO_CHAR(a, 'YYYY-MM') AS month, EXTRACT(DOW FROM a) AS year FROM t GROUP BY month
    SELECT a FROM t WHERE a <> '' AND b <= 3 AND c != 4
      SELECT a FROM t WHERE a <> '' AND b <= 3 AND c <> 4
    SELECT CAST(a AS FLOAT) / NULLIF(b, 0) * 100.0
    """#
}
