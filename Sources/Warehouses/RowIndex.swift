import SQLite

/// The rows of a result by what they hold, so that rows which come in another order find their equals.
package final class RowIndex: Sendable {
  /// For each row the place of the first one that is the same.
  let firsts: [Int32]
  /// How many rows differ from all before them.
  let distinct: Int
  private let rows: [[Value]]
  /// Places of first rows by hash, with open addressing; -1 where there is none.
  private let slots: [Int32]

  init(_ rows: [[Value]]) {
    var slots = [Int32](repeating: -1, count: 4)
    while slots.count < rows.count &* 2 { slots += slots }
    var firsts: [Int32] = []
    firsts.reserveCapacity(rows.count)
    var distinct = 0
    for (place, row) in rows.enumerated() {
      let (slot, found) = Self.slot(of: Self.hash(of: row), in: slots) { rows[$0] == row }
      let first = found ?? Int32(clamping: place)
      if found == nil {
        slots[slot] = first
        distinct += 1
      }
      firsts.append(first)
    }
    (self.rows, self.slots, self.firsts, self.distinct) = (rows, slots, firsts, distinct)
  }

  /// The place of the first row that is the current one of `statement`, which has as many columns.
  func place(of statement: Statement) -> Int32? {
    Self.slot(of: statement.rowHash, in: slots) { statement.holds(rows[$0]) }.found
  }

  /// For each row the place of the first one that is the same, where every row has one.
  func places(of others: [[Value]]) -> [Int32]? {
    var places: [Int32] = []
    places.reserveCapacity(others.count)
    for row in others {
      guard let place = Self.slot(of: Self.hash(of: row), in: slots, where: { rows[$0] == row }).found else {
        return nil
      }
      places.append(place)
    }
    return places
  }

  private static func hash(of row: [Value]) -> UInt64 {
    var hash = RowHash()
    for value in row { hash.add(value.stored) }
    return hash.value
  }

  private static func slot(
    of hash: UInt64, in slots: [Int32], where isSame: (Int) -> Bool
  ) -> (slot: Int, found: Int32?) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      if isSame(Int(slots[slot])) { return (slot, slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return (slot, nil)
  }
}

extension Statement {
  /// Whether the current row has exactly these values.
  func holds(_ row: [Value]) -> Bool {
    guard row.count == columnNames.count else { return false }
    for (index, value) in row.enumerated() where !holds(value.stored, at: index) { return false }
    return true
  }
}

extension Value {
  fileprivate var stored: SQLValue {
    switch self {
    case .null: .null
    case .integer(let value): .integer(value)
    case .real(let value): .real(value)
    case .text(let value): .text(value)
    case .blob(let value): .blob(value)
    }
  }
}
