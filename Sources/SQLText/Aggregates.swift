extension FunctionCall {
  private static let aggregates: Set<String> = [
    "ANY_VALUE", "APPROX_COUNT_DISTINCT", "ARRAY_AGG", "AVG", "BOOL_AND", "BOOL_OR", "COLLECT_LIST", "COLLECT_SET",
    "CORR", "COUNT", "COUNT_IF", "EVERY", "FIRST", "GROUP_CONCAT", "JSON_GROUP_ARRAY", "JSON_GROUP_OBJECT", "LAST",
    "LISTAGG", "MEAN", "MEDIAN", "MODE", "PERCENTILE", "PERCENTILE_APPROX", "PERCENTILE_CONT", "PERCENTILE_DISC",
    "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "STRING_AGG", "SUM", "TOTAL", "VARIANCE", "VAR_POP", "VAR_SAMP",
  ]

  /// True for a call that makes one value of many rows: MAX and MIN with one argument, SUM and the like; a call with
  /// OVER is none.
  package var isAggregate: Bool {
    guard window == nil else { return false }
    return Self.aggregates.contains(name) || (["MAX", "MIN"].contains(name) && arguments.count == 1)
  }
}

extension SQLExpression {
  /// True if it aggregates, queries inside apart.
  package var hasAggregate: Bool {
    contains { if case .call(let call) = $0 { call.isAggregate } else { false } }
  }

  /// True for ROLLUP, CUBE and GROUPING SETS.
  var isGroupingSet: Bool {
    guard case .call(let call) = self else { return false }
    return ["ROLLUP", "CUBE", "GROUPING SETS"].contains(call.name)
  }

  /// The aggregates in it, outermost first, queries inside apart.
  package var aggregates: [FunctionCall] {
    if case .call(let call) = self, call.isAggregate { return [call] }
    return children.flatMap(\.aggregates)
  }
}

extension FunctionCall {
  /// True for a function that gives another value each time.
  var isVolatile: Bool { ["RANDOM", "RANDOMBLOB", "RAND", "UUID", "GEN_RANDOM_UUID"].contains(name) }
}

extension SQLExpression {
  /// True if it may be written twice with the same value in both places.
  var isRepeatable: Bool { !contains { if case .call(let call) = $0 { call.isVolatile } else { false } } }
}
