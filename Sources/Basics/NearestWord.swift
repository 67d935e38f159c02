/// The edit distance of two words, counting a swap of neighbours as one edit (optimal string alignment).
///
/// Cost: the product of the lengths.
package func editDistance(_ left: String, _ right: String) -> Int {
  let a = Array(left.utf8)
  let b = Array(right.utf8)
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var row = [i + 1]
    for (j, y) in b.enumerated() {
      var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (x == y ? 0 : 1))
      if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { best = min(best, beforeLast[j - 1] + 1) }
      row.append(best)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}

/// The candidate nearest to `word`, if it is near enough to be meant: at most a third of the letters differ, or
/// one begins with the other. Ties go to the candidate that comes first.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let wanted = word.lowercased()
  var best: (distance: Int, candidate: String)?
  for candidate in candidates {
    let offered = candidate.lowercased()
    var distance = editDistance(wanted, offered)
    let prefixed = wanted.utf8.count >= 2 && (offered.hasPrefix(wanted) || wanted.hasPrefix(offered))
    if prefixed { distance = min(distance, 1) }
    guard distance <= max(1, max(wanted.utf8.count, offered.utf8.count) / 3) else { continue }
    if best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
  }
  return best?.candidate
}
