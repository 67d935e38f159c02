internal import Glibc

/// How alike questions are once the values in them are masked: the cosine of their words and word pairs, rare ones
/// counting more.
struct Similarity {
  private struct Vector {
    var features: [(index: Int, weight: Double)]
    var length: Double
  }

  private var vectors: [Vector] = []

  /// `texts` are the stems of questions, masked positions being `#`.
  init(_ texts: [[String]]) {
    var indices: [String: Int] = [:]
    var counts: [Int] = []
    var bags: [[Int]] = []
    for text in texts {
      var bag: Set<Int> = []
      for feature in Similarity.features(text) {
        let index = indices[feature] ?? counts.count
        if index == counts.count {
          indices[feature] = index
          counts.append(0)
        }
        if bag.insert(index).inserted { counts[index] += 1 }
      }
      bags.append(bag.sorted())
    }
    let total = Double(texts.count)
    vectors = bags.map { bag in
      let features = bag.map { (index: $0, weight: log(1 + total / Double(counts[$0]))) }
      let length = features.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
      return Vector(features: features, length: length)
    }
  }

  private static func features(_ stems: [String]) -> [String] {
    stems + zip(["^"] + stems, stems + ["$"]).map { $0 + " " + $1 }
  }

  /// From 0 to 1.
  func cosine(_ left: Int, _ right: Int) -> Double {
    let (a, b) = (vectors[left], vectors[right])
    guard a.length > 0, b.length > 0 else { return 0 }
    var (i, j, sum) = (0, 0, 0.0)
    while i < a.features.count, j < b.features.count {
      if a.features[i].index == b.features[j].index {
        sum += a.features[i].weight * b.features[j].weight
        i += 1
        j += 1
      } else if a.features[i].index < b.features[j].index {
        i += 1
      } else {
        j += 1
      }
    }
    return sum / (a.length * b.length)
  }
}
