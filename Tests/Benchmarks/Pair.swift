import Basics
import Judges
import Platform
import Systems
import Warehouses

/// A generated statement against an expected one, with what public evaluators said of it.
struct Pair: Sendable {
  var id: String
  var set: String
  var database: String
  var kind: String
  var expectation: Expectation
  var question: String
  var generated: String
  /// By the name of the public rule, as recorded.
  var verdicts: JSON
  var isComparable: Bool

  init?(_ row: JSON) {
    guard let id = row["pair_id"]?.stringValue, let set = row["set"]?.stringValue,
      let database = row["db"]?.stringValue,
      let expected = row["gold"]?.stringValue, let generated = row["pred"]?.stringValue
    else { return nil }
    self.id = id
    self.set = set
    self.database = database
    kind = row["kind"]?.stringValue ?? ""
    let alternatives = row["gold_alternatives"]?.arrayValue?.compactMap(\.stringValue) ?? []
    expectation = Expectation(sql: expected, alternatives: alternatives, category: row["category"]?.stringValue)
    question = row["question"]?.stringValue ?? ""
    self.generated = generated
    verdicts = row["verdicts"] ?? .null
    isComparable = verdicts["comparable"]?.boolValue ?? true
  }

  private static let noInput = SystemInput(parts: [], fingerprint: ContentHash(of: ""))

  /// Which database it is about.
  var place: String { "\(self.set)/\(database)" }

  var trace: Trace {
    Trace(
      ask: Ask(id: id, text: question), input: Self.noInput,
      outcome: .answered,
      sql: generated)
  }

  /// The pairs of some files of JSON lines; `keepsVerdicts`: whether with the recorded verdicts.
  static func read(_ paths: some Sequence<String>, keepsVerdicts: Bool = true) throws -> [Pair] {
    var pairs: [Pair] = []
    for path in paths {
      let reader = try FileReader(path)
      var rest: [UInt8] = []
      while case let piece = try reader.next(), !piece.isEmpty {
        rest += piece
        var start = 0
        while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
          if var pair = Pair(try JSON(parsing: rest[start..<end])) {
            if !keepsVerdicts { pair.verdicts = .null }
            pairs.append(pair)
          }
          start = end + 1
        }
        rest.removeFirst(start)
      }
      if !rest.isEmpty, let pair = Pair(try JSON(parsing: rest)) { pairs.append(pair) }
    }
    return pairs
  }
}

/// The databases of a folder of sets, each opened once.
struct Databases: Sendable {
  private var opened: [String: SQLiteWarehouse] = [:]

  init(_ folder: String, for pairs: [Pair]) throws {
    for pair in pairs {
      let path = "\(folder)/\(pair.set)/databases/\(pair.database).sqlite"
      if opened[pair.place] == nil { opened[pair.place] = try SQLiteWarehouse(name: pair.place, path: path) }
    }
  }

  subscript(pair: Pair) -> SQLiteWarehouse? { opened[pair.place] }
}
