/// Numbers rows by what they hold: rows of any side have the same number exactly where all their codes are the same.
///
/// `sides` are the columns of each side, as many on each. As many columns as fit are packed into one word at a time, so
/// the cost is about one look-up a row for narrow results.
func rowNumbers(_ sides: [[[Int32]]], counts: [Int]) -> [[Int32]] {
  let width = sides.first?.count ?? 0
  var numbers = counts.map { [Int32](repeating: 0, count: $0) }
  guard width != 1 else { return sides.map { $0.first ?? [] } }
  let highest = sides.lazy.flatMap { $0.lazy.compactMap { $0.max() } }.max() ?? 0
  let bits = max(1, Int32.bitWidth - max(0, highest).leadingZeroBitCount)
  var next = 0
  while next < width {
    // The rows' numbers so far take the lower half of the word; at first there are none.
    let end = min(width, next + max(1, (next == 0 ? 64 : 32) / bits))
    var known: [UInt64: Int32] = [:]
    known.reserveCapacity(counts.max() ?? 0)
    for (side, columns) in sides.enumerated() {
      for row in 0..<counts[side] {
        var word = UInt64(UInt32(bitPattern: numbers[side][row]))
        for column in next..<end { word = word << UInt64(bits) | UInt64(UInt32(bitPattern: columns[column][row])) }
        let number = known[word] ?? Int32(clamping: known.count)
        if number == known.count { known[word] = number }
        numbers[side][row] = number
      }
    }
    next = end
  }
  return numbers
}

/// How often each number occurs.
func occurrences(of numbers: some Collection<Int32>) -> [Int32: Int] {
  var counts: [Int32: Int] = [:]
  for number in numbers { counts[number, default: 0] += 1 }
  return counts
}

/// Whether two lists hold the same numbers equally often.
func isPermutation(_ numbers: some Collection<Int32>, of others: some Collection<Int32>) -> Bool {
  guard numbers.count == others.count else { return false }
  switch numbers.count {
  case 0: return true
  case 1: return numbers.first == others.first
  default: return numbers.elementsEqual(others) || numbers.sorted() == others.sorted()
  }
}
