import SQLText
import Testing

struct UsageTests {
  static let text = """
    select c.city, sum(i.amt_cts) / 100.0 from customers c, orders o join order_items i on o.ord_id = i.ord_id
    where c.cust_id = o.cust_id and lower(o.ord_stat) <> 'x' and i.qty between 2 and 9 and o.ord_id in
    (select ord_id from order_items where prod_id = 7) group by c.city having count(*) > 3 limit 5
    """

  @Test func tablesColumnsAndJoinsAreNamedAsInTheSchema() throws {
    let query = try Shop.resolved(Self.text)
    #expect(query.tables == ["Customers", "Orders", "order_items"])
    #expect(
      query.columns.map(\.description) == [
        "Customers.city", "order_items.amt_cts", "Orders.ord_id", "order_items.ord_id", "Customers.cust_id",
        "Orders.cust_id", "Orders.ord_stat", "order_items.qty", "order_items.prod_id",
      ])
    #expect(
      query.joinConditions.map(\.description) == [
        "Orders.ord_id = order_items.ord_id", "Customers.cust_id = Orders.cust_id",
      ])
    #expect(query.aggregates.map(\.name) == ["SUM", "COUNT"])
    #expect(query.functions == ["COUNT", "LOWER", "SUM"])
  }

  @Test func constantsAreMaskedWithWhatTheyAreComparedTo() throws {
    let query = try Shop.resolved(Self.text)
    let masked = MaskedQuery(query)
    let slots = masked.slots.map {
      "\($0.position) \(SQLExpression.literal($0.literal)) \($0.column?.description ?? "-")"
    }
    #expect(
      slots == [
        "0 100.0 -", "1 'x' Orders.ord_stat", "2 2 order_items.qty", "3 9 order_items.qty", "4 7 order_items.prod_id",
        "5 3 -", "6 5 -",
      ])
    #expect(
      masked.slots.map(\.role) == [
        .value, .comparison(.notEqual), .comparison(.greaterOrEqual), .comparison(.lessOrEqual), .comparison(.equal),
        .comparison(.greater), .limit,
      ])
    #expect(masked.filled(with: masked.slots.map(\.literal)) == query.statement)
    #expect(masked.filled(with: []) == nil)
    var literals = masked.slots.map(\.literal)
    literals[1] = .string("it's")
    #expect(masked.filled(with: literals)?.sql().contains("LOWER(Orders.ord_stat) <> 'it''s'") == true)
  }

  static let sameShape: [(String, String, hidesNames: Bool)] = [
    ("select name from products where price > 3", "select p.name from products p where 17.5 < p.price", false),
    (
      "select name from products where cat in ('a', 'b')", "select name from products where cat in ('c', 'd', 'e')",
      false
    ),
    ("select name from products where cat = 'a'", "select city from customers where name = 'b'", true),
    (
      "select name from products order by price desc limit 1", "select city from customers order by name desc limit 3",
      true
    ),
  ]

  @Test(arguments: sameShape)
  func constantsAreNoPartOfTheSkeleton(left: String, right: String, hidesNames: Bool) throws {
    let skeletons = try [left, right].map {
      try SelectStatement(parsing: $0).skeleton(schema: Shop.schema, hidesNames: hidesNames)
    }
    #expect(skeletons[0] == skeletons[1])
  }

  @Test func skeletonsKeepTheKindOfAConstant() throws {
    let text = try SelectStatement(parsing: "select Name from products where cat = 'a' and price > 1 limit 2")
    #expect(
      text.skeleton(schema: Shop.schema)
        == "SELECT products.name FROM products WHERE products.cat = :string AND products.price > :number LIMIT :number")
    #expect(
      text.skeleton(schema: Shop.schema, hidesNames: true)
        == "SELECT t1.c1 FROM t1 WHERE t1.c2 = :string AND t1.c3 > :number LIMIT :number")
  }

  static let violations: [(String, ReadOnlyViolation?)] = [
    ("select 1", nil), ("  -- hi\n select 1; ; -- bye", nil), ("values (1)", nil), ("(select 1) union (select 2)", nil),
    ("with a as (select 1) select * from a", nil), ("select replace(a, 'x', 'y') from t", nil),
    ("select \"delete\", 'drop table t; --' from t", nil),
    ("", .empty), (" ; ", .empty), ("-- only this", .empty),
    ("select 1; drop table t", .severalStatements(at: 10)), ("delete from t", .writes("delete", at: 0)),
    ("explain select 1", .notAQuery("explain", at: 0)), ("pragma table_info(t)", .writes("pragma", at: 0)),
    ("with a as (select 1) delete from t", .writes("delete", at: 21)),
    ("with a as (delete from t returning *) select * from a", .writes("delete", at: 11)),
    ("select a into b from t", .writes("into", at: 9)), ("select a from t for update", .writes("for", at: 16)),
    ("select 'a", .unterminated(at: 7)), ("42", .notAQuery("42", at: 0)),
  ]

  @Test(arguments: violations)
  func onlyReadingIsReadOnly(text: String, expected: ReadOnlyViolation?) {
    #expect(readOnlyViolation(in: text) == expected)
  }
}
