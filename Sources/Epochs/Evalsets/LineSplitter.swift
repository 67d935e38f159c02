import Basics

/// JSON Lines: an object a line; empty lines are passed over.
struct LineSplitter: RowSplitter {
  private var rest: [UInt8] = []
  private var line = 1

  mutating func take(_ piece: [UInt8], _ receive: RowSource.Receiver) {
    var start = piece.startIndex
    while let end = piece[start...].firstIndex(of: 0x0A) {
      if rest.isEmpty {
        read(piece[start..<end], receive)
      } else {
        rest += piece[start..<end]
        read(rest[...], receive)
        rest.removeAll(keepingCapacity: true)
      }
      start = end + 1
    }
    rest += piece[start...]
  }

  mutating func finish(_ receive: RowSource.Receiver) {
    if !rest.isEmpty { read(rest[...], receive) }
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>, _ receive: RowSource.Receiver) {
    defer { line += 1 }
    guard bytes.contains(where: { $0 > 0x20 }) else { return }
    receive(line, Self.row(bytes, line: line))
  }

  /// One row of JSON.
  static func row(_ bytes: ArraySlice<UInt8>, line: Int) -> Result<JSONObject, RowProblem> {
    do throws(JSONError) {
      return object(try JSON(parsing: bytes), line: line)
    } catch {
      return .failure(RowProblem(line: line, .notJSON(error)))
    }
  }

  static func object(_ value: JSON, line: Int) -> Result<JSONObject, RowProblem> {
    value.objectValue.map { .success($0) } ?? .failure(RowProblem(line: line, .notAnObject(found: value.kind)))
  }
}
