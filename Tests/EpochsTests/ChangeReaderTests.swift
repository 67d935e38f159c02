import Basics
import Spaces
import Testing

@testable import Epochs
@testable import Warehouses

struct ChangeReaderTests {
  private func read(_ members: [(String, JSON)]) async throws -> Result<Patch, ChangeReader.Flaw> {
    ChangeReader(
      change: .object(JSONObject(members)), space: .bare(tables: ["main.shop.cust", "main.shop.orders"]),
      schema: try await ShopWarehouse().schema()
    ).edit
  }

  @Test(
    arguments: [
      ([("kind", "instruction"), ("text", " Amounts are\n in cents. ")], "add instruction “Amounts are in cents.”"),
      (
        [("kind", "table description"), ("table", "shop.Orders"), ("text", "One a row")], "describe orders: “One a row”"
      ),
      (
        [("kind", "column description"), ("table", "ORDERS"), ("column", "orders.STAT"), ("text", "P is paid")],
        "describe orders.stat: “P is paid”"
      ),
      (
        [("kind", "synonym"), ("table", "orders"), ("column", "amt_cts"), ("text", "revenue")],
        "add synonym “revenue” to orders.amt_cts"
      ),
      (
        [("kind", "filter"), ("name", "paid"), ("sql", "orders.stat = 'P'")],
        "add filter snippet “paid” = orders.stat = 'P'"
      ),
      (
        [("kind", "measure"), ("name", "total sales"), ("sql", "sum(orders.amt_cts)")],
        "add measure snippet “total sales” = sum(orders.amt_cts)"
      ),
      (
        [("kind", "join"), ("sql", "orders.cust_id = \"cust\".`id`")],
        "add join orders–cust on `orders`.`cust_id` = `cust`.`id`"
      ),
    ] as [([(String, JSON)], String)])
  func readsEveryKind(members: [(String, JSON)], said: String) async throws {
    let patch = try await read(members).get()
    #expect(patch.described() == said)
    _ = try patch.apply(to: .bare(tables: ["main.shop.cust", "main.shop.orders"]))
  }

  @Test(
    arguments: [
      ([("kind", "instruction"), ("text", " \n")], .empty("text")),
      ([("kind", "synonym"), ("table", "ghosts"), ("column", "x"), ("text", "y")], .unknownTable("ghosts")),
      (
        [("kind", "synonym"), ("table", "orders"), ("column", "x"), ("text", "y")], .unknownColumn("x", table: "orders")
      ),
      ([("kind", "filter"), ("name", "paid"), ("sql", "stat = 'P'")], .bareSQL("stat = 'P'")),
      ([("kind", "filter"), ("name", "all"), ("sql", ");--")], .bareSQL(");--")),
      ([("kind", "join"), ("sql", "orders.cust_id")], .notAnEquality("orders.cust_id")),
      ([("kind", "join"), ("sql", "orders.a.b = x = cust.id")], .notAnEquality("orders.a.b = x = cust.id")),
      ([("kind", "join"), ("sql", "ghosts.id = cust.id")], .unknownTable("ghosts")),
    ] as [([(String, JSON)], ChangeReader.Flaw)])
  func saysWhatIsNone(members: [(String, JSON)], flaw: ChangeReader.Flaw) async throws {
    #expect(try await read(members) == .failure(flaw))
  }

  @Test func showsNotesAndCodesAndNoRows() async throws {
    var space = Space.bare(tables: ["cust", "orders"])
    space = try Patch(.add, .synonym, on: .column(table: "orders", column: "amt_cts"), .word("revenue")).apply(
      to: space)
    space = try Patch(.set, .tableDescription, on: .table("orders"), .text("One order a row")).apply(to: space)
    let codes = ColumnProfile(
      table: "orders", column: "stat", kind: .text, rows: 9, nulls: 0, values: [.text("P"), .text("O")],
      counts: [5, 4],
      isComplete: true, minimum: .text("O"), maximum: .text("P"))
    let names = ColumnProfile(
      table: "cust", column: "nm", kind: .text, rows: 3, nulls: 0,
      values: [.text("Ada"), .text("Grace"), .text("Edsger")], counts: [1, 1, 1], isComplete: true,
      minimum: .text("Ada"), maximum: .text("Grace"))
    let slice = SpaceSlice(
      of: space, ["orders", "cust"], schema: try await ShopWarehouse().schema(), profiles: [codes, names])
    #expect(
      slice.text == """
        # Tables
        table orders -- One order a row
          id INTEGER
          stat TEXT -- holds P, O
          amt_cts INTEGER -- also called revenue
          cust_id INTEGER
        table cust
          id INTEGER
          nm TEXT

        # Joins
        (none)

        # Terms
        (none)

        # Instructions
        (none)
        """)
  }
}
