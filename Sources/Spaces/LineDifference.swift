/// The lines of both texts, those of the old one alone with `-` in front, of the new one alone with `+`, and shared
/// ones with a space: a longest common subsequence.
///
/// Cost: the product of the line counts; beyond a million it shows all old lines, then all new ones.
package func lineDifference(_ old: [String], _ new: [String]) -> [String] {
  guard !old.isEmpty, !new.isEmpty, old.count <= 1_000_000 / new.count else {
    return old.map { "- " + $0 } + new.map { "+ " + $0 }
  }
  var lengths = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
  for i in old.indices.reversed() {
    for j in new.indices.reversed() {
      lengths[i][j] = old[i] == new[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
    }
  }
  var lines: [String] = []
  var (i, j) = (0, 0)
  while i < old.count || j < new.count {
    if i < old.count, j < new.count, old[i] == new[j] {
      lines.append("  " + old[i])
      (i, j) = (i + 1, j + 1)
    } else if i < old.count, j == new.count || lengths[i + 1][j] >= lengths[i][j + 1] {
      lines.append("- " + old[i])
      i += 1
    } else {
      lines.append("+ " + new[j])
      j += 1
    }
  }
  return lines
}
