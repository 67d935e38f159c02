CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id), amount REAL, status TEXT);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
INSERT INTO customers
SELECT i, 'customer ' || i, CASE i % 3 WHEN 0 THEN 'Lima' WHEN 1 THEN 'Cusco' ELSE 'Puno' END FROM n;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
INSERT INTO orders
SELECT i, i % 60 + 1, i * 1.5, CASE i % 4 WHEN 0 THEN 'open' ELSE 'shipped' END FROM n;
