import Platform

/// How a result stands to the expected one.
package struct ResultComparison: Sendable, Hashable {
  package enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// The same rows, in an order that the expected statement allows.
    case equal
    /// Nothing was returned, and nothing was expected.
    case bothEmpty = "both empty"
    /// Every expected column is there, and more.
    case extraColumns = "extra columns"
    case missingColumns = "missing columns"
    case extraRows = "extra rows"
    case missingRows = "missing rows"
    /// Rows came where none were expected.
    case expectedEmpty = "nothing expected"
    /// No row came where some were expected.
    case empty
    case singleCell = "one cell differs"
    /// Equal but for numbers that are texts on one side.
    case columnTypes = "column types differ"
    /// The right rows in a wrong order.
    case order = "wrong order"
    case values = "values differ"
    /// A result was cut off before a difference showed.
    case undecided
  }

  package var outcome: Outcome
  /// Expected rows that did not come; the first few.
  package var missing: [[Value]]
  /// Rows that came and were not expected; the first few.
  package var unexpected: [[Value]]
  /// For each expected column the generated one it was matched with, where a match was found.
  package var columns: [Int]
  /// How many rows were generated and compared.
  package var generatedRows = 0
  package var generatedColumns = 0
  /// Whether there were more rows than that, which would change nothing.
  package var hasMoreRows = false

  package init(_ outcome: Outcome, missing: [[Value]] = [], unexpected: [[Value]] = [], columns: [Int] = []) {
    self.outcome = outcome
    self.missing = missing
    self.unexpected = unexpected
    self.columns = columns
  }

  /// The comparison of a result with itself.
  init(_ same: ResultSet) {
    self.init(same.rows.isEmpty ? .bothEmpty : .equal, columns: Array(same.columns.indices))
    generatedRows = same.rows.count
    generatedColumns = same.columns.count
  }

  package var isEqual: Bool { outcome == .equal || outcome == .bothEmpty }

  /// The outcome in the vocabulary of the platform's evaluator, which has no word for some.
  package var reason: String {
    switch outcome {
    case .equal, .undecided: ""
    case .bothEmpty, .expectedEmpty: "EMPTY_GOOD_SQL"
    case .extraColumns: "RESULT_EXTRA_COLUMNS"
    case .missingColumns: "RESULT_MISSING_COLUMNS"
    case .extraRows: "RESULT_EXTRA_ROWS"
    case .missingRows: "RESULT_MISSING_ROWS"
    case .empty: "EMPTY_RESULT"
    case .singleCell: "SINGLE_CELL_DIFFERENCE"
    case .columnTypes: "COLUMN_TYPE_DIFFERENCE"
    case .order: "DIFFERENT_ORDER"
    case .values: "DIFFERENT_VALUES"
    }
  }
}

/// What an expected statement returned, with what it leaves open.
package struct ExpectedResult: Sendable {
  package enum Order: Sendable, Hashable {
    /// The statement does not order: any order is right.
    case any
    /// Exactly this order.
    case sequence
    /// Runs of rows whose order keys tie, by their lengths: rows may change places inside a run.
    case runs([Int])
  }

  package let result: ResultSet
  package let order: Order
  /// All rows that tie with the last run, where a LIMIT cuts through them; any of them may stand there.
  package let tied: [[Value]]
  private let rows: Lazy<RowIndex>

  package init(_ result: ResultSet, order: Order = .any, tied: [[Value]] = []) {
    self.result = result
    self.order = order
    self.tied = tied
    rows = Lazy { RowIndex(result.rows) }
  }

  var index: RowIndex { rows.value }
}

/// How near two numbers must be to count as equal when one of them has a fraction; whole numbers must be the same.
package struct NumberTolerance: Sendable, Hashable {
  package var relative: Double
  package var absolute: Double

  package init(relative: Double = 1e-9, absolute: Double = 1e-12) {
    self.relative = relative
    self.absolute = absolute
  }
}
