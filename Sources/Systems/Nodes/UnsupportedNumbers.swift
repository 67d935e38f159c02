package import Warehouses

/// The numbers of an answer that neither its rows, nor their number, nor the question hold; `nil` where the answer has
/// no number at all.
package func unsupportedNumbers(in answer: String, to question: String, from result: ResultSet) -> [Double]? {
  let claimed = NumbersInText(answer).numbers
  guard !claimed.isEmpty else { return nil }
  var known = NumbersInText(question).found + [Double(result.rows.count), Double(result.columns.count)]
  var texts = result.columns
  for value in result.rows.joined() {
    switch value {
    case .integer(let number): known.append(Double(number))
    case .real(let number): known.append(number)
    case .text(let text): texts.append(text)
    case .null: break
    case .blob(let bytes): known.append(Double(bytes.count))
    }
  }
  var unknown = missing(claimed, among: known)
  if !unknown.isEmpty {
    // To read every text is what costs.
    known += texts.flatMap { NumbersInText($0).found }
    unknown = missing(unknown, among: known)
  }
  return unknown.map(\.value)
}

private func missing(_ claimed: [NumbersInText.Number], among known: [Double]) -> [NumbersInText.Number] {
  let sorted = known.filter(\.isFinite).sorted()
  return claimed.filter { !has(sorted, $0) }
}

/// Whether some known number, rounded as the answer rounds it, is the claimed one; a share may be told in per cent.
private func has(_ sorted: [Double], _ claimed: NumbersInText.Number) -> Bool {
  [1.0, 100].contains { scale in
    let (low, high) = ((claimed.value - claimed.slack) / scale, (claimed.value + claimed.slack) / scale)
    var (start, end) = (0, sorted.count)
    while start < end {
      let middle = (start + end) / 2
      if sorted[middle] < low { start = middle + 1 } else { end = middle }
    }
    return start < sorted.count && sorted[start] <= high && (scale == 1 || claimed.isPercent)
  }
}
