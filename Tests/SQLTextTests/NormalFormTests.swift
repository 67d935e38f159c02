import SQLText
import Testing

struct NormalFormTests {
  static let equal: [(String, String)] = [
    ("SELECT c.name FROM customers AS c WHERE (c.city) = 'Oslo'", "select NAME from CUSTOMERS where 'Oslo' = City;"),
    (
      "select o.ord_id from customers c, orders o where c.cust_id = o.cust_id and c.city = 'Oslo'",
      "select ord_id from orders join customers on orders.cust_id = customers.cust_id where city = 'Oslo'"
    ),
    (
      "select ord_id from orders join customers using (cust_id)",
      "select ord_id from orders join customers on customers.cust_id = orders.cust_id"
    ),
    (
      "select name from products where price between 1 and 5",
      "select name from products where 5 >= price and price >= 1"
    ),
    (
      "select name from products where cat in ('b', 'a', 'b')", "select name from products where cat = 'a' or cat = 'b'"
    ),
    ("select -(1) as n from products order by n", "select -(1) as n from products order by N"),
    ("select name from products where null in (1)", "select name from products where 1 = null"),
    ("select name from products where cat in ('a')", "select name from products where cat == 'a'"),
    ("select name from products where not (price < 3)", "select name from products where price >= 3"),
    ("select name from products where not cat in ('a', 'b')", "select name from products where cat not in ('b','a')"),
    ("select name from products where cat != 'a'", "select name from products where not cat = 'a'"),
    ("select count(1) as n from orders", "select count(*) from orders"),
    ("select cat, count(*) from products group by 1", "select cat k, count(*) n from products group by k"),
    ("select name from products order by 1 nulls first", "select name as n from products order by n asc"),
    (
      "select name from products where prod_id in (select distinct prod_id from order_items order by qty)",
      "select p.name from products p where p.prod_id in (select i.prod_id from order_items i)"
    ),
    (
      "select a.name from (select name, cat from products) a where a.cat = 'x'",
      "select q.name from (select p.name as name, p.cat from products p) as q where 'x' = q.cat"
    ),
    (
      "select name from products where (select max(price) from products) > price",
      "select p.name from products p where p.price < (select max(q.price) from products q)"
    ),
    ("select price * 2 + 1 from products", "select 1 + 2 * price from products"),
    ("select c.* from customers c", "select * from customers"),
    ("select name from products limit 5 offset 0", "select name from products limit 5"),
  ]

  @Test(arguments: equal)
  func sameMeaningReadsTheSame(left: String, right: String) throws {
    let normal = try Shop.normal(left)
    #expect(normal == (try Shop.normal(right)))
    #expect(try Shop.normal(normal) == normal)
  }

  static let different: [(String, String)] = [
    ("select name, cat from products", "select cat, name from products"),
    ("select name from products order by price, cat", "select name from products order by cat, price"),
    ("select distinct cat from products", "select cat from products"),
    ("select name from products where cat = 'A'", "select name from products where cat = 'a'"),
    ("select name from products where cat = '1'", "select name from products where cat = 1"),
    ("select price - 1 from products", "select 1 - price from products"),
    ("select * from products, orders", "select * from orders, products"),
    ("select 5 / 2", "select 5.0 / 2"),
    (
      "select name from products where cat = 'a' or price > 1 and qty = 2",
      "select name from products where (cat = 'a' or price > 1) and qty = 2"
    ),
    (
      "select c.name from customers c left join orders o on c.cust_id = o.cust_id and o.ord_stat = 'X'",
      "select c.name from customers c left join orders o on c.cust_id = o.cust_id where o.ord_stat = 'X'"
    ),
    (
      "select a.name from customers a, customers b where a.referrer = b.cust_id",
      "select b.name from customers a, customers b where a.referrer = b.cust_id"
    ),
    ("select o.ord_id from orders o, customers c limit 1", "select o.ord_id from customers c, orders o limit 1"),
    ("select name from customers where name = 'e\u{301}'", "select name from customers where name = '\u{e9}'"),
    ("select max(price) from products", "select min(price) from products"),
    (
      "select city from customers union select cat from products",
      "select city from customers union all select cat from products"
    ),
    ("select price and price from products", "select price from products"),
    ("select cat from products where price is null", "select cat from products where price = null"),
  ]

  @Test(arguments: different)
  func otherMeaningReadsOtherwise(left: String, right: String) throws {
    #expect(try Shop.normal(left) != Shop.normal(right))
  }

  /// Not equal, for the first fails where the second does not, or means something else in that dialect.
  static let differentInDialect: [(SQLDialect, String, String)] = [
    (.sqlite, "select products.name from products p", "select name from products"),
    (.sqlite, "select x.name from products a, customers b", "select x.name from customers a, products b"),
    (.sqlite, "select name from products indexed by i", "select name from products"),
    (.spark, "select price p from products where p > 1", "select price p from products where price > 1"),
    (
      .spark, "select name from products where price in (1, 2)",
      "select name from products where price = 1 or price = 2"
    ),
    (.spark, "select name from products tablesample (1 percent)", "select name from products"),
    (.spark, "select name from products version as of 1", "select name from products"),
    (.spark, "select * except (cat) from products", "select * except (name) from products"),
    (
      .spark, "select count(*) from products group by rollup(cat), rollup(cat)",
      "select count(*) from products group by rollup(cat)"
    ),
    (.spark, "select transform(a, name -> name) from products", "select transform(a, x -> name) from products"),
    (.spark, "select 'it' 's' from products", "select 'it' as s from products"),
    (.spark, "select name || cat + price from products", "select name || (cat + price) from products"),
    (
      .spark, "select name from customers, orders join products on cust_id = 1",
      "select name from customers join orders join products on cust_id = 1"
    ),
    (.postgres, "select name from products order by name nulls first", "select name from products order by name"),
    (.postgres, "select \"Name\" from things", "select name from things"),
    (.postgres, "select price p from products order by p + 1", "select price p from products order by price + 1"),
    (
      .postgres, "select name from products order by price fetch first 2 rows with ties",
      "select name from products order by price limit 2"
    ),
  ]

  @Test(arguments: differentInDialect)
  func otherMeaningInDialectReadsOtherwise(dialect: SQLDialect, left: String, right: String) throws {
    let forms = try [left, right].map { text in
      try SelectStatement(parsing: text, dialect: dialect).normalForm(schema: Shop.schema, dialect: dialect)
    }
    #expect(forms[0] != forms[1])
    for form in forms {
      let again = try SelectStatement(parsing: form, dialect: dialect)
      #expect(again.normalForm(schema: Shop.schema, dialect: dialect) == form)
    }
  }

  static let equalInDialect: [(SQLDialect, String, String)] = [
    (.spark, "select P.`NAME` from Products p", "select name from products"),
    (.spark, "select p.details.color from products p", "select q.details.color from products q"),
    (.spark, "select name from products order by price nulls first", "select name from products order by price asc"),
    (.postgres, "select NAME from Products order by name nulls last", "select name from products order by 1"),
    (.spark, "select 1 from products p where `p`.cat = \"a\"", "select 1 from products where 'a' = cat"),
  ]

  @Test(arguments: equalInDialect)
  func sameMeaningInDialectReadsTheSame(dialect: SQLDialect, left: String, right: String) throws {
    let forms = try [left, right].map { text in
      try SelectStatement(parsing: text, dialect: dialect).normalForm(schema: Shop.schema, dialect: dialect)
    }
    #expect(forms[0] == forms[1])
  }

  @Test func collationKeepsTheSidesOfAComparison() throws {
    let schema = SchemaView([
      .init("a", columns: ["x"], collated: ["x"]), .init("b", columns: ["y"]),
    ])
    let first = try SelectStatement(parsing: "select 1 from a, b where x = y").normalForm(schema: schema)
    let second = try SelectStatement(parsing: "select 1 from a, b where y = x").normalForm(schema: schema)
    #expect(first != second)
  }

  @Test func volatileQueriesAreLeftAlone() throws {
    let text = "SELECT RANDOM() AS r FROM orders AS o WHERE 1 = r"
    #expect(try Shop.normal(text) == text)
  }

  @Test func onlyTheDialectsOwnFormsStandForAResult() {
    #expect(normalForm(of: "select price::int from products", schema: Shop.schema) == nil)
    #expect(normalForm(of: "select price from", schema: Shop.schema) == nil)
    #expect(
      normalForm(of: "select Price from products p", schema: Shop.schema) == "SELECT products.price FROM products")
  }
}
