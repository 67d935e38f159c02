extension DialectTests {
  /// What Databricks and Spark read; further in, how it is printed where that differs.
  static let spark = #"""
    SELECT * FROM a.b.c WHERE x = :param AND y >= :min_date
    SELECT `order id`, `t`.`a b` FROM `cat`.`my schema`.`tbl` AS t
      SELECT `order id`, t.`a b` FROM cat.`my schema`.tbl AS t
    SELECT region, SUM(amount) FROM sales GROUP BY ALL ORDER BY ALL
    SELECT * EXCEPT (a, b) FROM t
    SELECT * EXCEPT (t.a) FROM t
      SELECT * EXCEPT (a) FROM t
    SELECT t.* EXCEPT (a) FROM t
    SELECT a, ROW_NUMBER() OVER (PARTITION BY b ORDER BY c DESC) AS rn FROM t QUALIFY rn = 1
    SELECT id, col FROM t LATERAL VIEW explode(items) e AS col
      SELECT id, col FROM t LATERAL VIEW EXPLODE(items) e AS col
    SELECT id, k, v FROM t LATERAL VIEW OUTER explode(m) AS k, v
      SELECT id, k, v FROM t LATERAL VIEW OUTER EXPLODE(m) AS k, v
    SELECT id, pos, v FROM t LATERAL VIEW posexplode(arr) pe AS pos, v WHERE v > 1
      SELECT id, pos, v FROM t LATERAL VIEW POSEXPLODE(arr) pe AS pos, v WHERE v > 1
    SELECT explode(array(1, 2, 3)) AS x
      SELECT EXPLODE(ARRAY(1, 2, 3)) AS x
    SELECT inline(array(struct(1, 'a'), struct(2, 'b'))) AS (n, s)
      SELECT INLINE(ARRAY(STRUCT(1, 'a'), STRUCT(2, 'b'))) AS (n, s)
    SELECT stack(2, 'a', 1, 'b', 2) AS (k, v)
      SELECT STACK(2, 'a', 1, 'b', 2) AS (k, v)
    SELECT a:b.c::string, raw:items[0].price::double FROM t
      SELECT CAST(a:b.c AS STRING), CAST(raw:items[0].price AS DOUBLE) FROM t
    SELECT raw:`a b`, raw:['x'] FROM t
    SELECT m['key'], arr[0], s.field.sub, arr[0].name FROM t
    SELECT transform(arr, x -> x + 1), filter(arr, (x, i) -> x > i), aggregate(arr, 0, (acc, x) -> acc + x) FROM t
      SELECT TRANSFORM(arr, x -> x + 1), FILTER(arr, (x, i) -> x > i), AGGREGATE(arr, 0, (acc, x) -> acc + x) FROM t
    SELECT date_add(current_date(), -7), current_date - INTERVAL 7 DAYS, INTERVAL '1-2' YEAR TO MONTH
      SELECT DATE_ADD(CURRENT_DATE(), -7), CURRENT_DATE - INTERVAL 7 DAYS, INTERVAL '1-2' YEAR TO MONTH
    SELECT INTERVAL 1 DAY 2 HOURS, INTERVAL '3' MONTH, INTERVAL '1 day 2 hours', interval 1 year
      SELECT INTERVAL 1 DAY + INTERVAL 2 HOURS, INTERVAL '3' MONTH, INTERVAL '1 day 2 hours', INTERVAL 1 YEAR
    SELECT date_trunc('MONTH', order_date), date_trunc('week', ts) FROM t
      SELECT DATE_TRUNC('MONTH', order_date), DATE_TRUNC('week', ts) FROM t
    SELECT try_cast(x AS INT), x::date, x::decimal(10,2)
      SELECT TRY_CAST(x AS INT), CAST(x AS DATE), CAST(x AS DECIMAL(10, 2))
    SELECT a FROM t WHERE b ILIKE '%x%' AND c RLIKE '^a' AND d LIKE ANY ('a%', 'b%')
      SELECT a FROM t WHERE b ILIKE '%x%' AND c RLIKE '^a' AND d LIKE ANY('a%', 'b%')
    SELECT a FROM t WHERE b LIKE ALL ('a%', '%b') OR c NOT LIKE ANY ('x')
      SELECT a FROM t WHERE b LIKE ALL('a%', '%b') OR c NOT LIKE ANY('x')
    SELECT a FROM t WHERE b IS DISTINCT FROM c AND d <=> e
    SELECT count(*) FILTER (WHERE a > 1) AS n, count_if(a), any_value(b) FROM t
      SELECT COUNT(*) FILTER (WHERE a > 1) AS n, COUNT_IF(a), ANY_VALUE(b) FROM t
    SELECT a, b, SUM(c) FROM t GROUP BY ROLLUP(a, b)
    SELECT a, b, SUM(c) FROM t GROUP BY CUBE (a, b)
      SELECT a, b, SUM(c) FROM t GROUP BY CUBE(a, b)
    SELECT a, b, SUM(c) FROM t GROUP BY a, b WITH ROLLUP
      SELECT a, b, SUM(c) FROM t GROUP BY ROLLUP(a, b)
    SELECT a, b, SUM(c) FROM t GROUP BY a, b WITH CUBE
      SELECT a, b, SUM(c) FROM t GROUP BY CUBE(a, b)
    SELECT a, b, SUM(c), grouping_id() FROM t GROUP BY GROUPING SETS ((a, b), (a), ())
      SELECT a, b, SUM(c), GROUPING_ID() FROM t GROUP BY GROUPING SETS ((a, b), a, ())
    SELECT a, b, SUM(c) FROM t GROUP BY a, b GROUPING SETS ((a, b), (a))
      SELECT a, b, SUM(c) FROM t GROUP BY GROUPING SETS ((a, b), a)
    SELECT a FROM t1 LEFT ANTI JOIN t2 ON t1.id = t2.id
    SELECT a FROM t1 LEFT SEMI JOIN t2 USING (id)
    SELECT a FROM t1 ANTI JOIN t2 ON t1.id = t2.id
      SELECT a FROM t1 LEFT ANTI JOIN t2 ON t1.id = t2.id
    SELECT a FROM t1 SEMI JOIN t2 ON t1.id = t2.id
      SELECT a FROM t1 LEFT SEMI JOIN t2 ON t1.id = t2.id
    SELECT a FROM t TABLESAMPLE (10 PERCENT)
    SELECT a FROM t TABLESAMPLE (100 ROWS) AS s
    SELECT a FROM t VERSION AS OF 3
    SELECT a FROM t TIMESTAMP AS OF '2024-01-01'
    SELECT a FROM t@v1
      SELECT a FROM t @v1
    SELECT * FROM (SELECT a, b, c FROM t) PIVOT (SUM(c) FOR b IN ('x' AS x, 'y' AS y))
    SELECT * FROM t PIVOT (sum(v) AS s, avg(v) AS a FOR (q, y) IN ((1, 2020) AS q1, (2, 2020) AS q2))
      SELECT * FROM t PIVOT (SUM(v) AS s, AVG(v) AS a FOR (q, y) IN ((1, 2020) AS q1, (2, 2020) AS q2))
    SELECT * FROM t UNPIVOT (v FOR k IN (a, b, c))
    SELECT * FROM VALUES (1, 'a'), (2, 'b') AS t(n, s)
      SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t(n, s)
    SELECT * FROM VALUES 1, 2, 3 AS t(n)
      SELECT * FROM (VALUES (1), (2), (3)) AS t(n)
    VALUES (1, 2), (3, 4)
    VALUES 1, 2
      VALUES (1), (2)
    SELECT * FROM range(10)
      SELECT * FROM RANGE(10)
    SELECT * FROM explode(array(1,2)) AS e(x)
      SELECT * FROM EXPLODE(ARRAY(1, 2)) AS e(x)
    SELECT t.a, e.x FROM t, LATERAL explode(t.arr) AS e(x)
      SELECT t.a, e.x FROM t, LATERAL EXPLODE(t.arr) AS e(x)
    SELECT t.a, s.b FROM t JOIN LATERAL (SELECT b FROM u WHERE u.id = t.id LIMIT 1) s
      SELECT t.a, s.b FROM t JOIN LATERAL (SELECT b FROM u WHERE u.id = t.id LIMIT 1) AS s
    SELECT t.a, s.b FROM t, LATERAL (SELECT max(b) AS b FROM u WHERE u.id = t.id) AS s
      SELECT t.a, s.b FROM t, LATERAL (SELECT MAX(b) AS b FROM u WHERE u.id = t.id) AS s
    SELECT a FROM t ORDER BY a NULLS LAST LIMIT 10 OFFSET 5
    SELECT a FROM t MINUS SELECT b FROM u
      SELECT a FROM t EXCEPT SELECT b FROM u
    SELECT a FROM t EXCEPT ALL SELECT b FROM u
    SELECT a FROM t INTERSECT SELECT b FROM u UNION ALL (SELECT c FROM v ORDER BY c LIMIT 1)
    (SELECT a FROM t) UNION (SELECT b FROM u) ORDER BY 1 LIMIT 3
    WITH a AS (SELECT 1 AS x), b(y) AS (SELECT x FROM a) SELECT * FROM b
    WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT n FROM r
    SELECT /*+ BROADCAST(t) */ a FROM t
      SELECT a FROM t
    SELECT percentile_approx(x, 0.5), percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM t
      SELECT PERCENTILE_APPROX(x, 0.5), PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) FROM t
    SELECT first_value(a IGNORE NULLS) OVER (ORDER BY b) FROM t
      SELECT FIRST_VALUE(a) IGNORE NULLS OVER (ORDER BY b) FROM t
    SELECT listagg(DISTINCT a, ', ') WITHIN GROUP (ORDER BY a) FROM t
      SELECT LISTAGG(DISTINCT a, ', ') WITHIN GROUP (ORDER BY a) FROM t
    SELECT named_struct('a', 1).a, struct(1 AS x, 2 AS y).x
      SELECT NAMED_STRUCT('a', 1).a, STRUCT(1 AS x, 2 AS y).x
    SELECT a DIV b, a % b, a & b, a | b, a ^ b, ~a, -a, !a
      SELECT a DIV b, a % b, a & b, a | b, a ^ b, ~a, -a, NOT a
    SELECT CASE WHEN a THEN 1 END, IF(a > 1, 'x', 'y'), nvl(a, 0), coalesce(a, b)
      SELECT CASE WHEN a THEN 1 END, IF(a > 1, 'x', 'y'), NVL(a, 0), COALESCE(a, b)
    SELECT r'raw\n', R"x", "dq ""x""", 'it\'s', 'a' 'b'
      SELECT 'raw\\n', 'x', 'dq "x"', 'it\'s', 'ab'
    SELECT 1L, 2S, 3Y, 1.5BD, 1e3D, 2.5F
    SELECT DATE '2024-01-01', TIMESTAMP '2024-01-01 00:00:00', X'1F', DATE'2024-01-01'
      SELECT DATE '2024-01-01', TIMESTAMP '2024-01-01 00:00:00', X'1F', DATE '2024-01-01'
    SELECT a FROM t WHERE (a, b) IN (SELECT c, d FROM u) AND EXISTS (SELECT 1) AND NOT EXISTS (SELECT 1 FROM v)
    SELECT a FROM t WHERE x BETWEEN 1 AND 2 AND NOT y BETWEEN 3 AND 4
    SELECT a AS `b c`, a b, a AS 'x' FROM t
      SELECT a AS `b c`, a AS b, a AS x FROM t
    SELECT 1 AS one UNION SELECT 2 ORDER BY one
    SELECT parse_json(x):a.b::int FROM t
      SELECT CAST(PARSE_JSON(x):a.b AS INT) FROM t
    SELECT a FROM IDENTIFIER(:tbl)
    SELECT a FROM t WHERE d >= current_timestamp() - INTERVAL 30 DAYS
      SELECT a FROM t WHERE d >= CURRENT_TIMESTAMP() - INTERVAL 30 DAYS
    SELECT ai_query('m', x) FROM t
      SELECT AI_QUERY('m', x) FROM t
    SELECT a.b.c.d FROM cat.sch.tab
    SELECT session_window(ts, '5 minutes'), window(ts, '10 minutes').start FROM t GROUP BY window(ts, '10 minutes')
      SELECT SESSION_WINDOW(ts, '5 minutes'), WINDOW(ts, '10 minutes').start FROM t GROUP BY WINDOW(ts, '10 minutes')
    SELECT a FROM STREAM(t)
    SELECT a FROM read_files('/x', format => 'csv')
      SELECT a FROM READ_FILES('/x', format => 'csv')
    SELECT collect_list(struct(a, b)) AS x FROM t
      SELECT COLLECT_LIST(STRUCT(a, b)) AS x FROM t
    SELECT map('a', 1, 'b', 2)['a'], array(1,2)[0], map_keys(m) FROM t
      SELECT MAP('a', 1, 'b', 2)['a'], ARRAY(1, 2)[0], MAP_KEYS(m) FROM t
    SELECT a FROM t WHERE b = DATE'2024-01-01' OR b = TIMESTAMP'2024-01-01 00:00:00'
      SELECT a FROM t WHERE b = DATE '2024-01-01' OR b = TIMESTAMP '2024-01-01 00:00:00'
    SELECT MEASURE(total_revenue), region FROM metric_view GROUP BY ALL
    SELECT a FROM t WHERE a IS TRUE OR b IS NOT FALSE OR c IS UNKNOWN
    SELECT cast(a as timestamp_ntz), a::string FROM t
      SELECT CAST(a AS TIMESTAMP_NTZ), CAST(a AS STRING) FROM t
    SELECT * FROM t WHERE array_contains(tags, 'x') AND size(tags) > 0
      SELECT * FROM t WHERE ARRAY_CONTAINS(tags, 'x') AND SIZE(tags) > 0
    SELECT COUNT(DISTINCT a, b) FROM t
    SELECT try_divide(a, b), a / nullif(b, 0) FROM t
      SELECT TRY_DIVIDE(a, b), a / NULLIF(b, 0) FROM t
    SELECT t1.a FROM t1 NATURAL JOIN t2 CROSS JOIN t3 FULL OUTER JOIN t4 USING (id, k) RIGHT JOIN t5 ON TRUE
      SELECT t1.a FROM t1 NATURAL JOIN t2 CROSS JOIN t3 FULL JOIN t4 USING (id, k) RIGHT JOIN t5 ON TRUE
    SELECT a FROM t JOIN (u JOIN v ON u.id = v.id) ON t.id = u.id
    SELECT date_format(d, 'yyyy-MM'), to_date(s, 'yyyy'), unix_timestamp() FROM t
      SELECT DATE_FORMAT(d, 'yyyy-MM'), TO_DATE(s, 'yyyy'), UNIX_TIMESTAMP() FROM t
    SELECT * FROM t WHERE $1 = a AND b = ?
    SELECT "a" "b" FROM t
      SELECT 'ab' FROM t
    SELECT a FROM t LIMIT ALL
      SELECT a FROM t
    SELECT (SELECT max(b) FROM u) + 1 AS m, (a, b) AS pair FROM t
      SELECT (SELECT MAX(b) FROM u) + 1 AS m, (a, b) AS pair FROM t
    SELECT a COLLATE UTF8_LCASE FROM t
    SELECT a FROM t GROUP BY a HAVING count(*) > 1 ORDER BY count(*) DESC, a ASC NULLS FIRST
      SELECT a FROM t GROUP BY a HAVING COUNT(*) > 1 ORDER BY COUNT(*) DESC, a NULLS FIRST
    SELECT TRIM(a), TRIM(LEADING FROM a), TRIM('x' FROM a), TRIM(BOTH FROM a) FROM t
    SELECT CURRENT_DATE, CURRENT_TIMESTAMP, CURRENT_USER, now() FROM t
      SELECT CURRENT_DATE, CURRENT_TIMESTAMP, CURRENT_USER, NOW() FROM t
    SELECT a FROM t WHERE NOT (a = 1) AND !(b = 2)
      SELECT a FROM t WHERE NOT a = 1 AND NOT b = 2
    SELECT 3 <> 4, 3 != 4, 3 == 4
      SELECT 3 <> 4, 3 <> 4, 3 = 4
    """#
}
