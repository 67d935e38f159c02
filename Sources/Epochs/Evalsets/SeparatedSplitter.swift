import Basics

/// Comma- or tab-separated values with a header (RFC 4180): quoted fields may hold separators, newlines and doubled
/// quotes.
struct SeparatedSplitter: RowSplitter {
  private enum Place { case start, plain, quoted, quote }

  let separator: UInt8
  private var header: [String]?
  private var fields: [[UInt8]] = []
  private var field: [UInt8] = []
  private var place = Place.start
  private var line = 1
  private var rowLine = 1
  private var problem: RowProblem.Kind?
  private var wasReturn = false
  private var hadQuotes = false

  init(separator: UInt8) { self.separator = separator }

  mutating func take(_ piece: [UInt8], _ receive: RowSource.Receiver) {
    for byte in piece {
      defer { wasReturn = byte == 0x0D }
      if place == .quoted {
        if byte == UInt8(ascii: "\"") { place = .quote } else { field.append(byte) }
        if byte == 0x0A { line += 1 }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where place == .quote:
        field.append(byte)
        place = .quoted
      case UInt8(ascii: "\"") where place == .start:
        place = .quoted
        hadQuotes = true
      case UInt8(ascii: "\""):
        problem = problem ?? .strayQuote
      case separator: endField()
      case 0x0A where wasReturn: break
      case 0x0D, 0x0A:
        endRow(receive)
      default:
        if place == .quote { problem = problem ?? .strayQuote }
        if place == .start { place = .plain }
        field.append(byte)
      }
      if byte == 0x0A {
        line += 1
        if fields.isEmpty, place == .start { rowLine = line }
      }
    }
  }

  mutating func finish(_ receive: RowSource.Receiver) {
    if place == .quoted { problem = problem ?? .unterminatedQuote }
    if place != .start || !fields.isEmpty { endRow(receive) }
  }

  private mutating func endField() {
    fields.append(field)
    field.removeAll(keepingCapacity: true)
    place = .start
  }

  private mutating func endRow(_ receive: RowSource.Receiver) {
    endField()
    defer {
      fields.removeAll(keepingCapacity: true)
      problem = nil
      hadQuotes = false
      rowLine = line + 1
    }
    if fields.count == 1, fields[0].isEmpty, !hadQuotes { return }
    var texts: [String] = []
    for field in fields {
      if let text = String(validating: field, as: UTF8.self) {
        texts.append(text)
      } else {
        problem = problem ?? .invalidUTF8
      }
    }
    if let problem { return receive(rowLine, .failure(RowProblem(line: rowLine, problem))) }
    guard let header else { return readHeader(texts, receive) }
    guard texts.count == header.count else {
      let kind = RowProblem.Kind.fieldCount(expected: header.count, found: texts.count)
      return receive(rowLine, .failure(RowProblem(line: rowLine, kind)))
    }
    let pairs = zip(header, texts).filter { !$0.1.isEmpty }.map { ($0.0, JSON.string($0.1)) }
    receive(rowLine, .success(JSONObject(pairs)))
  }

  private mutating func readHeader(_ names: [String], _ receive: RowSource.Receiver) {
    header = names
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      receive(rowLine, .failure(RowProblem(line: rowLine, .duplicateColumn(name))))
    }
  }
}
