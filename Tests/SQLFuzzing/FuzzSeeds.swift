internal import SQLText

extension FuzzCase {
  /// Queries to start from, of every dialect and with every clause.
  package static let seeds: [String] = #"""
    SELECT c.name, COUNT(*) AS n FROM customers c JOIN orders o ON c.cust_id = o.cust_id GROUP BY c.name ORDER BY n DESC LIMIT 5
    SELECT DISTINCT city FROM customers WHERE name LIKE 'A%' AND city NOT IN ('x', 'y') OR referrer IS NOT NULL
    SELECT name FROM products WHERE price = (SELECT MAX(price) FROM products WHERE cat = 'a') AND NOT cat <> "b"
    WITH t(a, b) AS (SELECT cat, SUM(price) FROM products GROUP BY 1 HAVING COUNT(*) > 1) SELECT a FROM t WHERE b BETWEEN 1 AND 9
    WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT n FROM r
    SELECT a FROM t UNION SELECT b FROM u EXCEPT SELECT c FROM v INTERSECT SELECT d FROM w ORDER BY 1
    SELECT SUM(qty) FILTER (WHERE qty > 0) OVER (PARTITION BY ord_id ORDER BY amt_cts ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES) FROM order_items
    SELECT RANK() OVER w, LAG(price, 1, 0) OVER (w ORDER BY cat) FROM products WINDOW w AS (PARTITION BY cat)
    SELECT CASE cat WHEN 'a' THEN 1 WHEN 'b' THEN 2 ELSE NULL END, CAST(price AS INTEGER), -price, +qty, ~1 FROM products, order_items USING (prod_id)
    SELECT x.a, y.* FROM (SELECT a FROM t) AS x LEFT OUTER JOIN (u JOIN v ON u.i = v.i) AS y ON x.a = y.a NATURAL JOIN z CROSS JOIN w
    SELECT EXTRACT(YEAR FROM d), TRIM(BOTH 'x' FROM y), SUBSTRING(a FROM 1 FOR 2), POSITION('a' IN b), INTERVAL '1 day', DATE '2024-01-01'
    SELECT a::int, b::decimal(10, 2)[], c::timestamp with time zone, ARRAY[1, 2][1:2], d -> 'x' ->> 'y', e @> f, g ~* 'h' FROM t
    SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b DESC NULLS LAST OFFSET 5 ROWS FETCH NEXT 5 ROWS WITH TIES
    SELECT * EXCEPT (a), raw:items[0].price::double, transform(arr, x -> x + 1), m['k'], s.f.g FROM cat.sch.tab VERSION AS OF 3
    SELECT id, v FROM t LATERAL VIEW OUTER explode(items) e AS v, w QUALIFY ROW_NUMBER() OVER (ORDER BY id) = 1
    SELECT * FROM t PIVOT (SUM(v) AS s FOR (q, y) IN ((1, 2020) AS q1, (2, 2020) AS q2)) GROUP BY ALL ORDER BY ALL
    SELECT a, b, SUM(c) FROM t GROUP BY GROUPING SETS ((a, b), a, ()), ROLLUP (a, (b, c)), CUBE (a)
    SELECT a FROM t1 LEFT ANTI JOIN t2 ON t1.id <=> t2.id LEFT SEMI JOIN t3 USING (id) WHERE x = :param AND y >= ?1
    SELECT STRING_AGG(DISTINCT a, ',' ORDER BY b), PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY c), FIRST(a) IGNORE NULLS FROM t TABLESAMPLE (10 PERCENT)
    SELECT CAST(z AS MAP<STRING, ARRAY<STRUCT<a: INT, b: STRING>>>), named_struct('a', 1).a, 'it\'s', r'x\', $$y$$, x'00ff', 1e3, 0x1F
    SELECT `a b`, [c d], "e""f" FROM "order" AS "x y" WHERE b LIKE 'x!%' ESCAPE '!' COLLATE NOCASE AND EXISTS (SELECT 1) -- end
    SELECT name FROM customers WHERE (city, name) IN (SELECT a, b FROM u) AND cust_id = ANY (ARRAY(SELECT 1)) /* done */;
    SELECT t.a, s.b FROM t JOIN LATERAL (SELECT b FROM u WHERE u.id = t.id LIMIT 1) s ON TRUE, UNNEST(t.arr) WITH ORDINALITY AS g(d, i)
    """#.split(separator: "\n").map(String.init)

  static let pieces: [String] =
    seeds.flatMap { SQLLexer.tokens(of: $0, comments: true).map(\.text) }.filter { !$0.isEmpty } + [
      "(", "(", ")", ")", "'", "\"", "`", "[", "]", ",", ".", ";", "--", "/*", "*/", "$$", "::", ":", "=>", "->", "<",
      ">",
      "(SELECT ", "NOT ", "CASE WHEN ", "((", "IN (", "é", "\0", "\u{301}", "9223372036854775808", "1e999", "-",
      "SELECT * FROM ", "WITH a AS (", "ARRAY[", "customers", "orders", "name", "city", "price",
    ]
}
