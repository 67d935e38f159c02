import Basics

extension Space {
  /// An id for a new element: the same for the same content and seed, and after the ids of the space where there
  /// is room, so that sorted lists grow at their end.
  package func newID(for content: String, seed: UInt64 = 0) -> String {
    let lists: [SpaceSection] = [
      .sampleQuestions, .textInstructions, .examples, .functions, .joins, .filters, .expressions, .measures,
    ]
    let last =
      lists.flatMap { objects(at: $0).compactMap { $0["id"]?.stringValue } }
      .filter(Self.isValidID).map { $0.prefix(8) }.max() ?? ""
    let prefix = min((UInt32(last, radix: 16) ?? 0), UInt32.max - 1) + 1
    let digits = String(prefix, radix: 16)
    let padded = String(repeating: "0", count: 8 - digits.count) + digits
    return padded + ContentHash(of: "\(seed):\(content)").hex.prefix(24)
  }

  /// Whether `id` is 32 lower-case hexadecimal digits.
  package static func isValidID(_ id: String) -> Bool {
    id.utf8.count == 32
      && id.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}
