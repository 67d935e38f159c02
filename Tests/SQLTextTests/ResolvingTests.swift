import SQLText
import Testing

struct ResolvingTests {
  static let cases: [(String, String)] = [
    ("select NAME from customers c", "SELECT Customers.name FROM Customers"),
    (
      "select c.name, ord_id from customers c join orders o on c.cust_id = o.cust_id",
      "SELECT Customers.name, Orders.ord_id FROM Customers JOIN Orders ON Customers.cust_id = Orders.cust_id"
    ),
    (
      "select a.name from customers a, customers b where a.referrer = b.cust_id",
      "SELECT Customers.name FROM Customers, Customers AS Customers_2 WHERE Customers.referrer = Customers_2.cust_id"
    ),
    (
      "select name from customers where exists (select 1 from customers x where x.referrer = customers.cust_id)",
      "SELECT Customers.name FROM Customers WHERE EXISTS "
        + "(SELECT 1 FROM Customers AS Customers_2 WHERE Customers_2.referrer = Customers.cust_id)"
    ),
    (
      "select cat as k, count(*) n from products group by k having n > 2 order by n desc, 1",
      "SELECT products.cat AS k, COUNT(*) AS n FROM products GROUP BY products.cat HAVING COUNT(*) > 2 "
        + "ORDER BY COUNT(*) DESC, products.cat"
    ),
    // In GROUP BY a column comes before an alias, in ORDER BY an alias before a column.
    (
      "select lower(cat) as cat from products group by cat order by cat",
      "SELECT LOWER(products.cat) AS cat FROM products GROUP BY products.cat ORDER BY LOWER(products.cat)"
    ),
    (
      "select name from customers where city = \"Oslo\" and \"name\" <> 'x'",
      "SELECT Customers.name FROM Customers WHERE Customers.city = 'Oslo' AND Customers.name <> 'x'"
    ),
    (
      "select s.n from (select count(*) n from orders) s",
      "SELECT q1.n FROM (SELECT COUNT(*) AS n FROM Orders) AS q1"
    ),
    (
      "select \"max( price )\" from (select max(price) from products)",
      "SELECT q1.\"MAX(price)\" FROM (SELECT MAX(products.price) AS \"MAX(price)\" FROM products) AS q1"
    ),
    (
      "with big as (select ord_id i from order_items where qty > 5) select ord_dt from orders join big on ord_id = i",
      "WITH big AS (SELECT order_items.ord_id AS i FROM order_items WHERE order_items.qty > 5) "
        + "SELECT Orders.ord_dt FROM Orders JOIN big ON Orders.ord_id = big.i"
    ),
    (
      "select cust_id, ord_dt from customers join orders using (cust_id)",
      "SELECT Customers.cust_id, Orders.ord_dt FROM Customers JOIN Orders ON Customers.cust_id = Orders.cust_id"
    ),
    (
      "select * from customers natural join orders", "SELECT * FROM Customers NATURAL JOIN Orders"
    ),
    // Ambiguous, unknown, and of an unknown table: left as they are.
    ("select cust_id from customers, orders", "SELECT cust_id FROM Customers, Orders"),
    ("select missing from customers", "SELECT missing FROM Customers"),
    ("select x, \"y\" from elsewhere", "SELECT x, \"y\" FROM elsewhere"),
    ("select main.orders.ord_id from orders", "SELECT Orders.ord_id FROM Orders"),
    ("select other.orders.ord_id, o.ord_id from orders o", "SELECT other.orders.ord_id, Orders.ord_id FROM Orders"),
    ("select rowid from orders", "SELECT rowid FROM Orders"),
    ("select random() as r from orders order by r", "SELECT RANDOM() AS r FROM Orders ORDER BY r"),
  ]

  @Test(arguments: cases)
  func namesSayWhatTheyMean(text: String, expected: String) throws {
    #expect(try Shop.resolved(text).statement.sql() == expected)
  }

  @Test func columnsAreTracedThroughDerivedTables() throws {
    let query = try Shop.resolved("select s.n from (select name as n, price + 1 as p from products) s where s.p > 1")
    #expect(query.base(of: ColumnName(table: "q1", name: "n")) == TableColumn(table: "products", column: "name"))
    #expect(query.base(of: ColumnName(table: "q1", name: "p")) == nil)
  }
}
