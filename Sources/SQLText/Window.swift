/// What stands after OVER.
package struct Window: Sendable, Hashable {
  /// A window of the WINDOW clause, alone (`OVER w`) or refined (`OVER (w …)`).
  package var base: String?
  package var partitionBy: [SQLExpression]
  package var orderBy: [OrderingTerm]
  package var frame: WindowFrame?

  package init(
    base: String? = nil, partitionBy: [SQLExpression] = [], orderBy: [OrderingTerm] = [], frame: WindowFrame? = nil
  ) {
    self.base = base
    self.partitionBy = partitionBy
    self.orderBy = orderBy
    self.frame = frame
  }
}

/// `ROWS BETWEEN … AND …`
package struct WindowFrame: Sendable, Hashable {
  package enum Unit: String, Sendable, Hashable {
    case rows = "ROWS"
    case range = "RANGE"
    case groups = "GROUPS"
  }

  package enum Bound: Sendable, Hashable {
    case unboundedPreceding, currentRow, unboundedFollowing
    case preceding(SQLExpression)
    case following(SQLExpression)
  }

  package var unit: Unit
  package var start: Bound
  package var end: Bound?
  /// What follows EXCLUDE, in upper case.
  package var exclusion: String?

  package init(unit: Unit, start: Bound, end: Bound? = nil, exclusion: String? = nil) {
    self.unit = unit
    self.start = start
    self.end = end
    self.exclusion = exclusion
  }
}

/// One definition of the WINDOW clause.
package struct NamedWindow: Sendable, Hashable {
  package var name: String
  package var window: Window

  package init(name: String, window: Window) {
    self.name = name
    self.window = window
  }
}
