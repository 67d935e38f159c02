import Basics
import Judges
import Platform

/// What the rows of a file gave so far.
struct LoadedRows {
  private let problemLimit: Int
  private let database: String?
  private let builder = Questions.Builder()
  private(set) var splits: [Split?] = []
  /// Questions without expected SQL.
  private(set) var factsOnly = 0
  private(set) var problems: [RowProblem] = []
  private(set) var problemCount = 0
  /// Roles that the user gave a name to, and that a row had a field for.
  private(set) var found: Set<Role> = []
  private(set) var names: Set<String> = []
  private var rowCount = 0
  private var ids = TextTable()
  private var lines: [Int32] = []
  private var failure: FileError?

  init(problemLimit: Int, database: String?) {
    self.problemLimit = problemLimit
    self.database = database
  }

  /// The questions of the rows.
  mutating func finish() throws(EvalsetError) -> Questions {
    (ids, lines) = (TextTable(), [])
    do throws(FileError) {
      if let failure { throw failure }
      return try builder.finish()
    } catch {
      throw .noRoom(path: error.path, reason: error.reason)
    }
  }

  mutating func take(_ line: Int, _ row: Result<JSONObject, RowProblem>, _ reader: RowReader) {
    rowCount += 1
    do throws(RowProblem) {
      let row = try row.get()
      for member in row.members where names.count < 1000 && !names.contains(member.name) { names.insert(member.name) }
      for (role, path) in reader.fields where !found.contains(role) && path.value(in: row) != nil { found.insert(role) }
      var (question, split) = try reader.question(row, line: line, ordinal: rowCount)
      let id = ids.number(of: question.id)
      if id < lines.count { throw RowProblem(line: line, .duplicateID(question.id, firstLine: Int(lines[id]))) }
      lines.append(Int32(clamping: line))
      question.database = question.database ?? database
      // After the first malformed row nothing will be loaded: only problems matter.
      if problemCount == 0 { keep(question, split) }
    } catch {
      problemCount += 1
      if problems.count < problemLimit { problems.append(error) }
    }
  }

  private mutating func keep(_ question: Question, _ split: Split?) {
    guard failure == nil else { return }
    do throws(FileError) { try builder.append(question) } catch { failure = error }
    splits.append(split)
    if question.expectation.sql == nil { factsOnly += 1 }
  }
}
