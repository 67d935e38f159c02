import SQLText
import Testing

struct ClauseDifferenceTests {
  /// What was generated, what was expected, and each difference as kind, expected and generated piece.
  static let cases: [(generated: String, expected: String, [String])] = [
    ("select p.name from products p", "select NAME from products", []),
    ("select name from products", "select name, price from products", ["missingItem products.price | "]),
    ("select name, cat from products", "select name from products", ["extraItem  | products.cat"]),
    ("select price from products", "select name from products", ["otherItem products.name | products.price"]),
    (
      "select cat, name from products", "select name, cat from products",
      [
        "itemOrder products.name, products.cat | products.cat, products.name"
      ]
    ),
    (
      "select sum(i.amt_cts) from order_items i", "select sum(amt_cts) / 100.0 from order_items",
      ["otherAggregate SUM(order_items.amt_cts) / 100.0 | SUM(order_items.amt_cts)"]
    ),
    (
      "select count(*) from orders", "select count(*) from orders o where o.ord_stat <> 'X'",
      ["missingFilter Orders.ord_stat <> 'X' | "]
    ),
    (
      "select name from products where cat = 'b' and price > 1", "select name from products where cat = 'a'",
      ["filterValue products.cat = 'a' | products.cat = 'b'", "extraFilter  | products.price > 1"]
    ),
    (
      "select name from products where price > 5", "select name from products where price >= 5",
      ["filterOperator products.price >= 5 | products.price > 5"]
    ),
    (
      "select name from products where name = 'a'", "select name from products where cat = 'a'",
      ["filterColumn products.cat = 'a' | products.name = 'a'"]
    ),
    (
      "select c.name from customers c, orders o where c.cust_id = o.ord_id",
      "select c.name from customers c join orders o on c.cust_id = o.cust_id",
      ["otherJoin Customers.cust_id = Orders.cust_id | Customers.cust_id = Orders.ord_id"]
    ),
    (
      "select name from customers",
      "select c.name from customers c join orders o on c.cust_id = o.cust_id where o.ord_stat = 'A'",
      [
        "missingTable Orders | ", "missingJoin Customers.cust_id = Orders.cust_id | ",
        "missingFilter Orders.ord_stat = 'A' | ",
      ]
    ),
    (
      "select c.name from customers c join orders o on c.cust_id = o.cust_id",
      "select c.name from customers c left join orders o on c.cust_id = o.cust_id",
      ["otherJoinKind LEFT JOIN Orders | Orders"]
    ),
    (
      "select city, count(*) from customers group by city order by 2",
      "select city, count(*) from customers group by city having count(*) > 1 order by count(*) desc limit 3",
      [
        "missingHaving COUNT(*) > 1 | ", "orderingDirection COUNT(*) DESC | COUNT(*)", "missingLimit 3 | ",
      ]
    ),
    (
      "select distinct city from customers", "select city from customers group by city",
      ["extraDistinct  | ", "missingGrouping Customers.city | "]
    ),
    (
      "select city from customers", "select city from customers union select cat from products",
      ["missingSetOperation UNION SELECT products.cat FROM products | "]
    ),
    (
      "select name from products where price = (select min(price) from products)",
      "select name from products where price = (select max(price) from products)",
      ["otherAggregate MAX(products.price) | MIN(products.price) @1"]
    ),
  ]

  @Test(arguments: cases)
  func namesWhatDiffers(generated: String, expected: String, differences: [String]) throws {
    let found = difference(
      generated: try SelectStatement(parsing: generated), expected: try SelectStatement(parsing: expected),
      schema: Shop.schema)
    let texts = found.map { difference in
      "\(difference.kind.rawValue) \(difference.expected?.text ?? "") | \(difference.generated?.text ?? "")"
        + (difference.depth > 0 ? " @\(difference.depth)" : "")
    }
    #expect(texts == differences)
  }

  @Test func piecesCarryRealTablesAndColumns() throws {
    let found = difference(
      generated: try SelectStatement(
        parsing: "select a.name from customers a, customers b where a.referrer = b.cust_id"),
      expected: try SelectStatement(
        parsing: "select a.name from customers a, customers b where a.referrer = b.cust_id and b.city = 'Oslo'"),
      schema: Shop.schema)
    let piece = try #require(found.first?.expected)
    #expect(found.map(\.kind) == [.missingFilter])
    #expect(piece.text == "Customers.city = 'Oslo'")
    #expect(piece.tables == ["Customers"])
    #expect(piece.columns == [TableColumn(table: "Customers", column: "city")])
  }
}
