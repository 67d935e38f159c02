import SQLText
import Testing

struct LintTests {
  static let schema = SchemaView([
    .init("customers", columns: ["cust_id", "name", "city"], integers: ["cust_id"], key: ["cust_id"]),
    .init(
      "orders", columns: ["ord_id", "cust_id", "status", "day"], integers: ["ord_id", "cust_id"], key: ["ord_id"]),
    .init("items", columns: ["ord_id", "qty", "cents", "price"], integers: ["ord_id", "qty", "cents"]),
  ])

  /// A query with what is complained about between ‹ and ›, and the rule; no mark where nothing is wrong.
  static let cases: [(LintFinding.Rule, String)] = [
    (.cartesianProduct, "select o.status from customers c, ‹orders o› where c.city = 'x'"),
    (.cartesianProduct, "select o.status from customers c join ‹orders o› on c.city = 'x'"),
    (
      .cartesianProduct,
      "select 1 from customers c join orders o on c.cust_id = o.cust_id, ‹items›"
    ),
    (.cartesianProduct, "select 1 from customers c, orders o, ‹items i› where c.cust_id = o.cust_id"),
    (.cartesianProduct, "select 1 from customers c, orders o where c.cust_id = o.cust_id"),
    (.cartesianProduct, "select 1 from customers join orders using (cust_id) natural join items"),
    (.cartesianProduct, "select 1 from customers cross join orders"),
    (.cartesianProduct, "select qty from items, (select avg(qty) as a from items) where qty > a"),
    (.cartesianProduct, "select 1 from customers c where exists (select 1 from orders o where o.cust_id = c.cust_id)"),
    (.cartesianProduct, "select 1 from elsewhere, nowhere where x = y"),
    (.selectStar, "select ‹*› from orders"),
    (.selectStar, "select ‹name, o.*› from orders o join customers c on c.cust_id = o.cust_id"),
    (.selectStar, "select count(*) from orders where exists (select * from items)"),
    (.selectStar, "with t as (select name from customers) select * from t"),
    (.functionOnFilteredColumn, "select day from orders where ‹strftime('%Y', day)› = '2024'"),
    (.functionOnFilteredColumn, "select name from customers where 'x' = ‹lower(city)› and cust_id > 1"),
    (.functionOnFilteredColumn, "select 1 from orders where ‹cast(day as date)› between '2024-01-01' and '2024-02-01'"),
    (.functionOnFilteredColumn, "select lower(city) from customers where city = lower('X')"),
    (.functionOnFilteredColumn, "select 1 from orders o join customers c on lower(c.name) = lower(o.status)"),
    (.integerDivision, "select ‹cents / 100› from items"),
    (.integerDivision, "select ‹count(*) / (select count(*) from items)› from orders"),
    (.integerDivision, "select ‹sum(case when qty > 1 then 1 else 0 end) / count(*)› from items"),
    (.integerDivision, "select sum(cents) / 100.0, 10 / 5, price / 100, 1.0 * cents / 100, avg(qty) / 2 from items"),
    (.nullComparison, "select name from customers where ‹city = null›"),
    (.nullComparison, "select name from customers where name = 'x' and not ‹null <> city›"),
    (.nullComparison, "select name from customers where ‹city not in ('a', null)›"),
    (.nullComparison, "select name from customers where city is null or name is not null"),
    (.unstableLimit, "select name from customers ‹limit 5›"),
    (.unstableLimit, "select count(*) from (select name from customers ‹limit 5›)"),
    (.unstableLimit, "select name from customers order by cust_id limit 5"),
    (.unstableLimit, "select count(*) from customers limit 1"),
    (.ungroupedColumn, "select city, ‹name›, count(*) from customers group by city"),
    (.ungroupedColumn, "select ‹name›, count(*) from customers"),
    (.ungroupedColumn, "select ‹status›, sum(qty) from orders o join items i on o.ord_id = i.ord_id group by day"),
    (.ungroupedColumn, "select lower(city) as k, count(*) from customers group by k"),
    (.ungroupedColumn, "select city || '!', count(*) from customers group by 1"),
    (.ungroupedColumn, "select name, city, count(*) from customers group by cust_id"),
    (
      .ungroupedColumn,
      "select name, count(*) from customers c join orders o on c.cust_id = o.cust_id group by o.cust_id"
    ),
    (.ungroupedColumn, "select name, max(cust_id) from customers"),
    (.ungroupedColumn, "select city from customers group by city order by count(*)"),
    (.havingWithoutGroup, "select sum(qty) from items ‹having› count(*) > 1"),
    (.havingWithoutGroup, "select ord_id from items group by ord_id having count(*) > 1"),
    (.likeWithoutWildcard, "select name from customers where ‹city like 'Oslo'›"),
    (.likeWithoutWildcard, "select name from customers where city like 'Os%'"),
    (.redundantDistinct, "‹select› distinct city from customers group by city"),
    (.redundantDistinct, "‹select› distinct c.city, count(*) from customers c group by city"),
    (.redundantDistinct, "select distinct count(*) from customers group by city"),
    (.contradiction, "select name from customers where city = 'Oslo' and ‹city = 'Bergen'›"),
    (.contradiction, "select ord_id from items where ‹qty between 10 and 1›"),
    (
      .contradiction,
      "select 1 from customers a join customers b on a.cust_id = b.cust_id where a.city = 'x' and b.city = 'y'"
    ),
  ]

  @Test(arguments: cases)
  func complainsInTheRightPlace(rule: LintFinding.Rule, marked: String) throws {
    let pieces = marked.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "‹" || $0 == "›" })
    let text = pieces.joined()
    let found = try lint(text, schema: Self.schema).filter { $0.rule == rule }
    guard pieces.count == 3 else {
      #expect(found.isEmpty)
      return
    }
    let start = pieces[0].utf8.count
    #expect(found.map(\.span) == [start..<start + pieces[1].utf8.count])
    #expect(found.allSatisfy { $0.message.hasSuffix(".") && $0.advice.hasSuffix(".") })
  }

  @Test func everyRuleIsTested() {
    #expect(Set(Self.cases.map(\.0)) == Set(LintFinding.Rule.allCases))
  }

  @Test func keepsSilentWithoutASchema() throws {
    #expect(try lint("select a / b, c from t, u where d = 1 group by e").isEmpty)
  }

  @Test func sparkDividesToFractions() throws {
    #expect(try lint("select count(*) / 2 from items", schema: Self.schema, dialect: .spark).isEmpty)
  }

  @Test func saysWhatIsNoQuery() {
    #expect(throws: SQLSyntaxError.unexpected("", expected: .expression, at: 7)) { try lint("select ") }
    #expect(SQLSyntaxError.unterminated(at: 3).sentence == "a quote is opened and never closed")
  }
}
