/// The answer to EXPLAIN, in which Spark also tells why there is no plan.
enum SparkPlan {
  static func error(in plan: ResultSet) -> WarehouseError? {
    guard let text = plan.rows.first?.first?.text, text.hasPrefix("Error occurred during query planning") else {
      return nil
    }
    let lines = text.split(separator: "\n", maxSplits: 1)
    return HiveMessage(lines.count > 1 ? String(lines[1]) : text, sqlState: nil).error
  }
}
