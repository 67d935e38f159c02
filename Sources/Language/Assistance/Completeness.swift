/// Whether a cell could run as it stands.
package enum CellState: Sendable, Equatable {
  case complete
  /// More is to come; the next line is indented so.
  case incomplete(indent: String)
  case invalid
}

/// Whether `source` could run as it stands: open blocks, parentheses and queries ask for another line.
///
/// A query that fills its first line is complete; one over several lines ends with a semicolon or an empty line.
package func cellState(of source: Source, table: CommandTable = .standard()) -> CellState {
  do {
    let script = try Script(source)
    guard script.hasLoops else { return commandsState(of: source, table) }
    let isReadable = script.errors(in: source, table: table).allSatisfy(\.isAboutMissingValue)
    return isReadable ? .complete : .invalid
  } catch {
    return error.kind == .openLoop ? .incomplete(indent: "  ") : .invalid
  }
}

extension ParseError {
  fileprivate var isAboutMissingValue: Bool { if case .missingVariable = kind { true } else { false } }
}

private func commandsState(of source: Source, _ table: CommandTable) -> CellState {
  var last = source.count
  while last > 0, let byte = source.byte(last - 1), byte.isBlank { last -= 1 }
  if last > 0, source.byte(last - 1) == UInt8(ascii: "\\") { return .incomplete(indent: "  ") }
  var parser = Parser(source, table, Variables())
  let parsed = parser.parse()
  if let error = parsed.errors.first {
    guard parsed.errors.count == 1 else { return .invalid }
    switch error.kind {
    case .openBlock: return .incomplete(indent: "")
    case .openGroup: return .incomplete(indent: "  ")
    case .missingArgument(let parameter, _) where parameter.kind == .sql && error.span.end >= last:
      return endsWithEmptyLine(source) ? .invalid : .incomplete(indent: "  ")
    case .missingVariable: return .complete
    default: return .invalid
    }
  }
  guard let query = parser.openQuery, !endsWithEmptyLine(source) else { return .complete }
  let isOpen = endOfSQL(in: source, from: query.start).isOpen
  let firstLine = source.line(at: parsed.commands.last?.span.start ?? 0).number
  let isLong = source.line(at: query.end).number > firstLine
  return isOpen || isLong ? .incomplete(indent: "  ") : .complete
}

/// Whether the last line is blank and not the only one.
private func endsWithEmptyLine(_ source: Source) -> Bool {
  var position = source.count
  var lineEnds = 0
  while position > 0, let byte = source.byte(position - 1), byte.isBlank {
    if byte == 0x0A || (byte == 0x0D && source.byte(position) != 0x0A) { lineEnds += 1 }
    position -= 1
  }
  return position > 0 && lineEnds >= 2
}
