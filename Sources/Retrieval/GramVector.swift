internal import Basics

/// The spelling of a text as a direction: its trigrams, counted in a fixed number of places by their hashes
/// (Weinberger et al., "Feature hashing for large scale multitask learning", 2009).
///
/// Texts are alike where they share runs of letters, whether or not they share words.
package struct GramVector: Sendable, Hashable {
  private static let dimension = 512
  private let values: [Float]

  package init(_ text: String) {
    let bytes = Array(" \(text.lowercased()) ".utf8)
    var counts = [Float](repeating: 0, count: Self.dimension)
    for start in bytes.indices.dropLast(2) {
      let hash = stableHash(bytes[start...(start + 2)])
      // One bit of the hash is the sign, so that collisions cancel out on average.
      counts[Int(truncatingIfNeeded: hash % UInt64(Self.dimension))] += hash >> 63 == 0 ? 1 : -1
    }
    let length = counts.reduce(0) { $0 + $1 * $1 }.squareRoot()
    values = length > 0 ? counts.map { $0 / length } : counts
  }

  /// From -1 to 1; 1 for texts of the same trigrams, 0 for texts without any.
  package func cosine(_ other: GramVector) -> Double {
    var product: Float = 0
    for place in 0..<min(values.count, other.values.count) { product += values[place] * other.values[place] }
    return Double(product)
  }
}
