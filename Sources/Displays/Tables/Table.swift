internal import Basics

/// Rows under titled columns.
package struct Table: Sendable, Hashable {
  package struct Column: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      case text
      /// Aligned at the right, never cut.
      case number
      /// SQL and the like, in letters of one width.
      case code
    }

    package var title: String
    package var kind: Kind

    package init(_ title: String, _ kind: Kind = .text) {
      self.title = title
      self.kind = kind
    }
  }

  /// How a cell is meant, where that is worth a colour.
  package enum Tone: String, Sendable, Hashable {
    case plain, good, bad, muted, strong
  }

  package struct Cell: Sendable, Hashable, ExpressibleByStringInterpolation {
    package var text: String
    package var tone: Tone

    package init(_ text: String, _ tone: Tone = .plain) {
      self.text = text
      self.tone = tone
    }

    package init(stringLiteral value: String) { self.init(value) }
  }

  package var caption: String
  package var columns: [Column]
  package var rows: [[Cell]]
  /// Rows shown; the rest is counted.
  package var shown: Int
  /// Rows there are, where more exist than are held.
  package var total: Int

  package init(_ caption: String = "", columns: [Column], rows: [[Cell]], shown: Int = 50, total: Int? = nil) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.shown = shown
    self.total = total ?? rows.count
  }

  var visible: ArraySlice<[Cell]> { rows.prefix(max(0, shown)) }

  /// What is said of the rows that are not shown.
  var remainder: String? {
    let hidden = max(total, rows.count) - visible.count
    return hidden > 0 ? "… and \(counted(hidden, "more row"))" : nil
  }
}

/// A count with its noun: `1 row`, `12,000 rows`.
package func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  grouped(count) + " " + (count == 1 ? noun : plural ?? noun + "s")
}
