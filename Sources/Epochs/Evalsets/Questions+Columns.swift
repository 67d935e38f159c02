import Basics

/// What can be told without unpacking a question.
extension Questions {
  package func count(in split: Split) -> Int { entries.count { $0.split == split } }

  /// How many families have a question in a split.
  package func familyCount(in split: Split) -> Int {
    var isSeen = [Bool](repeating: false, count: families.count)
    for entry in entries where entry.split == split { isSeen[Int(entry.family)] = true }
    return isSeen.count { $0 }
  }

  /// The databases that questions are about, by name.
  package var databaseNames: [String] {
    var isUsed = [Bool](repeating: false, count: databases.count)
    for entry in entries where entry.database >= 0 { isUsed[Int(entry.database)] = true }
    return databases.sorted().map(Int.init).filter { isUsed[$0] }.map { databases[$0] }
  }

  /// Those about one database.
  package func keeping(database name: String) -> Questions {
    let number = databases.find(name).map { Int32(clamping: $0) }
    var kept = self
    kept.entries.removeAll { $0.database < 0 || $0.database != number }
    return kept
  }
}
