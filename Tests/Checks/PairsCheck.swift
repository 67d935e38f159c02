internal import Basics
internal import SQLText
internal import Warehouses

/// Runs every predicted query beside its normal form, and checks that it agrees with the expected one wherever their
/// normal forms are equal; true if there is no complaint.
func checkPairs(_ files: [String]) async throws -> Bool {
  var isClean = true
  var databases = Databases()
  for file in files {
    var tally = NormalFormTally()
    var seen: Set<String> = []
    var (shortcuts, agreeing) = (0, 0)
    let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
    for row in try rows(of: file) {
      let name = row["pair_id"]?.stringValue ?? ""
      guard let predicted = row["pred"]?.stringValue, let gold = row["gold"]?.stringValue,
        let set = row["set"]?.stringValue, let db = row["db"]?.stringValue
      else { continue }
      let database = try await databases.open("\(folder)/\(set)/databases/\(db).sqlite")
      for text in [gold, predicted] where seen.insert(db + "\0" + text).inserted {
        await tally.check(text, named: name, on: database)
      }
      guard let form = normalForm(of: predicted, schema: database.schema),
        form == normalForm(of: gold, schema: database.schema)
      else { continue }
      shortcuts += 1
      guard let expected = await database.expected(gold),
        case .success(let result) = await database.run(predicted)
      else { continue }
      if Warehouses.compare(result, with: expected).isEqual {
        agreeing += 1
      } else {
        tally.complain(name, "equal normal forms, other results", gold, predicted)
      }
    }
    tally.report(file)
    print("  pairs decided by their normal form \(shortcuts), of them with the same result \(agreeing)")
    isClean = isClean && tally.complaints.isEmpty
  }
  return isClean
}
