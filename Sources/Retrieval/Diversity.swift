/// Chooses what is relevant and yet unlike what was chosen before: maximal marginal relevance (Carbonell and
/// Goldstein, 1998).
///
/// `candidates` come the best first and `relevance` is 1 at most; ties go to the earlier. `weight` is the share of
/// relevance against likeness.
package func diverse(
  _ candidates: [Int], count: Int, weight: Double, relevance: (Int) -> Double, likeness: (Int, Int) -> Double
) -> [Int] {
  var open = candidates.map { (place: $0, relevance: relevance($0), likeness: 0.0) }
  var chosen: [Int] = []
  while chosen.count < count, !open.isEmpty {
    let values = open.map { weight * $0.relevance - (1 - weight) * $0.likeness }
    let best = values.indices.reduce(0) { values[$1] > values[$0] ? $1 : $0 }
    let place = open.remove(at: best).place
    chosen.append(place)
    for index in open.indices { open[index].likeness = max(open[index].likeness, likeness(open[index].place, place)) }
  }
  return chosen
}
