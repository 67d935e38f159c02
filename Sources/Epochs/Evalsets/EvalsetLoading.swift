import Basics
import Judges

/// How to read an evalset.
package struct EvalsetOptions: Sendable, Hashable {
  /// The file's name without its ending, unless given.
  package var name: String?
  package var families: FamilyRule
  /// New splits for all rows; without it rows keep the split they carry, and the others are split 60/20/20.
  package var ratios: SplitRatios?
  package var seed: UInt64
  /// Field names for roles, where a file has its own.
  package var fields: [Role: String]
  /// The database of rows that name none.
  package var database: String?
  /// Malformed rows that are told; the others are counted.
  package var problemLimit: Int

  package init(
    name: String? = nil, families: FamilyRule = .automatic, ratios: SplitRatios? = nil, seed: UInt64 = 1,
    fields: [Role: String] = [:], database: String? = nil, problemLimit: Int = 100
  ) {
    self.name = name
    self.families = families
    self.ratios = ratios
    self.seed = seed
    self.fields = fields
    self.database = database
    self.problemLimit = problemLimit
  }
}

/// Something about a loaded evalset that its user should know.
package enum EvalsetNote: Sendable, Hashable {
  /// The data has splits of its own, and this one is not among them.
  case noSplit(Split)
  /// Families that the data's own splits part; each part became a family of its own.
  case partedFamilies(count: Int, examples: [String])
  /// Questions without expected SQL.
  case factsOnly(count: Int)
  /// Fewer validation questions than are needed to say "proven".
  case fewValidation(count: Int)

  package var sentence: String {
    switch self {
    case .noSplit(let split): "the data has splits, and none of them is \(split.rawValue)"
    case .partedFamilies(let count, let examples):
      "\(count) \(count == 1 ? "family lies" : "families lie") in several splits of the data, so one split may give "
        + "away another (\(examples.joined(separator: ", ")))"
    case .factsOnly(let count): "\(count) \(count == 1 ? "question has" : "questions have") no expected SQL"
    case .fewValidation(let count):
      "\(count) validation \(count == 1 ? "question is" : "questions are") too few to prove anything; 30 or more are"
    }
  }
}

extension Evalset {
  /// Reads a file of questions: JSON Lines, a JSON list, CSV with a header, or a space with benchmark questions.
  ///
  /// All rows or none: malformed rows are an error that tells them by line. Runs on the caller's thread, a row at a
  /// time.
  package static func load(
    _ path: String, _ options: EvalsetOptions = EvalsetOptions()
  ) throws(EvalsetError) -> (evalset: Evalset, notes: [EvalsetNote]) {
    let reader = RowReader(fields: options.fields)
    var rows = LoadedRows(problemLimit: options.problemLimit, database: options.database)
    try RowSource(path: path).forEachRow { line, row in rows.take(line, row, reader) }
    if rows.problemCount > 0 { throw .malformed(rows.problems, total: rows.problemCount) }
    let questions = try rows.finish()
    guard !questions.isEmpty else { throw .empty(path: path) }
    for (role, name) in options.fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard rows.found.contains(role) else { throw .unknownField(name, known: rows.names.sorted()) }
    }
    var evalset = Evalset(name: options.name ?? Self.name(of: path), questions: questions)
    try evalset.assignFamilies(options.families)
    let notes = evalset.divide(options, given: rows.splits, factsOnly: rows.factsOnly)
    return (evalset, notes)
  }

  private mutating func divide(
    _ options: EvalsetOptions, given: [Split?], factsOnly: Int
  ) -> [EvalsetNote] {
    var notes: [EvalsetNote] = []
    let carried = Set(given.compactMap { $0 })
    if options.ratios == nil, !carried.isEmpty {
      notes += partFamilies(given)
      split(seed: options.seed, given: given)
      if given.allSatisfy({ $0 != nil }) {
        notes += Split.allCases.filter { !carried.contains($0) }.map(EvalsetNote.noSplit)
      }
    } else {
      split(options.ratios ?? .usual, seed: options.seed)
    }
    if factsOnly > 0 { notes.append(.factsOnly(count: factsOnly)) }
    let validation = questions.count(in: .validation)
    if (1..<30).contains(validation) { notes.append(.fewValidation(count: validation)) }
    return notes
  }

  /// Where the data's own splits part a family, its parts become families: what a row carries is kept.
  private mutating func partFamilies(_ given: [Split?]) -> [EvalsetNote] {
    var first = [Split?](repeating: nil, count: questions.families.count)
    var parted: [Int] = []
    var isParted = [Bool](repeating: false, count: first.count)
    for (index, split) in given.enumerated() {
      guard let split else { continue }
      let family = Int(questions.entries[index].family)
      guard let known = first[family] else {
        first[family] = split
        continue
      }
      guard known != split else { continue }
      if !isParted[family] { parted.append(family) }
      isParted[family] = true
      let part = questions.families[family] + "@" + split.rawValue
      questions.entries[index].family = Int32(clamping: questions.families.number(of: part))
    }
    guard !parted.isEmpty else { return [] }
    return [.partedFamilies(count: parted.count, examples: parted.prefix(3).map { questions.families[$0] })]
  }

  private static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.split(separator: ".").first.map(String.init) ?? file
  }
}
