import Basics
import FoundationEssentials
import Judges
import Systems
import Warehouses

/// A generated statement against an expected one, with what public evaluators said of it.
struct Pair: Sendable {
  var id: String
  var set: String
  var database: String
  var kind: String
  var expectation: Expectation
  var generated: String
  /// By the name of the public rule, as recorded.
  var verdicts: JSON
  var isComparable: Bool

  init?(_ row: JSON) {
    guard let id = row["pair_id"]?.stringValue, let set = row["set"]?.stringValue, let database = row["db"]?.stringValue,
      let expected = row["gold"]?.stringValue, let generated = row["pred"]?.stringValue
    else { return nil }
    self.id = id
    self.set = set
    self.database = database
    kind = row["kind"]?.stringValue ?? ""
    let alternatives = row["gold_alternatives"]?.arrayValue?.compactMap(\.stringValue) ?? []
    expectation = Expectation(sql: expected, alternatives: alternatives)
    self.generated = generated
    verdicts = row["verdicts"] ?? .null
    isComparable = verdicts["comparable"]?.boolValue ?? true
  }

  var trace: Trace {
    Trace(
      ask: Ask(id: id, text: ""), input: SystemInput(parts: [], fingerprint: ContentHash(of: "")), outcome: .answered,
      sql: generated)
  }

  /// The pairs of some files of JSON lines.
  static func read(_ paths: some Sequence<String>) throws -> [Pair] {
    var pairs: [Pair] = []
    for path in paths {
      let bytes = try Data(contentsOf: URL(filePath: path))
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        if let pair = Pair(try JSON(parsing: Array(line))) { pairs.append(pair) }
      }
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
      let key = pair.set + "/" + pair.database
      if opened[key] == nil { opened[key] = try SQLiteWarehouse(name: key, path: path) }
    }
  }

  subscript(pair: Pair) -> SQLiteWarehouse? { opened[pair.set + "/" + pair.database] }
}
