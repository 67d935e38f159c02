import Basics
import Platform

/// The rows of a file one at a time, so that a large file is never in memory whole.
struct RowSource {
  enum Format { case lines, list, separated(UInt8), document }

  /// Called for each row with the line where it starts; what cannot be read as a row is a problem.
  typealias Receiver = (Int, Result<JSONObject, RowProblem>) -> Void

  let path: String

  func forEachRow(_ receive: Receiver) throws(EvalsetError) {
    do {
      let start = try FileReader(path).next(1 << 16)
      guard let format = format(start) else { throw EvalsetError.unknownFormat(path: path) }
      if case .document = format { return try document(receive) }
      let reader = try FileReader(path)
      var splitter = Self.splitter(format)
      var isFirst = true
      while true {
        var piece = try reader.next()
        if piece.isEmpty { break }
        if isFirst, piece.starts(with: Self.byteOrderMark) { piece.removeFirst(Self.byteOrderMark.count) }
        isFirst = false
        splitter.take(piece, receive)
      }
      splitter.finish(receive)
    } catch let error as EvalsetError {
      throw error
    } catch let error as FileError {
      throw .unreadable(path: error.path, reason: error.reason)
    } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func splitter(_ format: Format) -> any RowSplitter {
    switch format {
    case .list: ListSplitter()
    case .separated(let separator): SeparatedSplitter(separator: separator)
    case .lines, .document: LineSplitter()
    }
  }

  /// By the name where it says it, else by the first line.
  private func format(_ start: [UInt8]) -> Format? {
    let name = path.lowercased()
    if name.hasSuffix(".csv") { return .separated(UInt8(ascii: ",")) }
    if name.hasSuffix(".tsv") { return .separated(UInt8(ascii: "\t")) }
    let text = start.drop { $0 <= 0x20 || Self.byteOrderMark.contains($0) }
    let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
    switch text.first {
    case UInt8(ascii: "["): return .list
    case UInt8(ascii: "{"):
      if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") { return .lines }
      if let row = try? JSON(parsing: line) { return Self.list(in: row) == nil ? .lines : .document }
      return line.last == UInt8(ascii: "}") ? .lines : .document
    case nil: return .lines
    default:
      if line.contains(UInt8(ascii: "\t")) { return .separated(UInt8(ascii: "\t")) }
      return line.contains(UInt8(ascii: ",")) ? .separated(UInt8(ascii: ",")) : nil
    }
  }

  /// One JSON object that holds the rows, such as a space with benchmark questions.
  private func document(_ receive: Receiver) throws {
    let value: JSON
    do {
      value = try JSON(parsing: try FileReader.contents(of: path))
    } catch let error as JSONError {
      return receive(1, .failure(RowProblem(line: 1, .notJSON(error))))
    }
    guard let rows = Self.list(in: value) else {
      if let row = value.objectValue, RowReader.hasQuestion(row) { return receive(1, .success(row)) }
      throw EvalsetError.unknownFormat(path: path)
    }
    for (index, row) in rows.enumerated() { receive(index + 1, LineSplitter.object(row, line: index + 1)) }
  }

  /// The list of rows inside an object, where it holds one and is no row itself.
  private static func list(in value: JSON) -> [JSON]? {
    guard let object = value.objectValue else { return nil }
    if let serialized = object["serialized_space"]?.stringValue {
      return (try? JSON(parsing: serialized)).flatMap(list)
    }
    if let questions = object["benchmarks"]?["questions"]?.arrayValue { return questions }
    if RowReader.hasQuestion(object) { return nil }
    for name in ["questions", "rows", "records", "data", "examples", "evals", "evaluations", "dataset"] {
      if let rows = object[name]?.arrayValue { return rows }
      if let text = object[name]?.stringValue, let rows = (try? JSON(parsing: text))?.arrayValue { return rows }
    }
    return nil
  }
}

/// Finds rows in bytes that arrive in pieces.
protocol RowSplitter {
  mutating func take(_ piece: [UInt8], _ receive: RowSource.Receiver)
  /// After the last piece.
  mutating func finish(_ receive: RowSource.Receiver)
}
