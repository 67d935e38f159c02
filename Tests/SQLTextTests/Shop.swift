import SQLText

/// A small schema that the tests of this module share.
enum Shop {
  static let schema = SchemaView([
    .init("Customers", columns: ["cust_id", "name", "city", "referrer"]),
    .init("Orders", columns: ["ord_id", "cust_id", "ord_stat", "ord_dt"]),
    .init("order_items", columns: ["ord_id", "prod_id", "qty", "amt_cts"]),
    .init("products", columns: ["prod_id", "name", "cat", "price"]),
  ])

  static func normal(_ text: String) throws -> String {
    try SelectStatement(parsing: text).normalForm(schema: schema)
  }

  static func resolved(_ text: String) throws -> ResolvedQuery {
    ResolvedQuery(try SelectStatement(parsing: text), schema: schema)
  }
}
