internal import Basics

extension Page {
  /// The parts as plain text of at most `width` columns where they can be broken.
  package func text(width: Int = 100) -> String {
    var blocks: [String] = []
    for part in parts {
      let block = part.lines(width: width).joined(separator: "\n")
      if !block.isEmpty { blocks.append(block) }
    }
    return blocks.joined(separator: "\n\n")
  }
}

extension Page.Part {
  fileprivate func lines(width: Int) -> [String] {
    switch self {
    case .heading(let text): [text, String(repeating: "═", count: min(width, displayWidth(text)))]
    case .text(let text): wrapped(text, to: width)
    case .facts(let facts): Self.lines(of: facts, width: width)
    case .table(let table): [table.text(width: width)]
    case .sql(let sql): physicalLines(sql).map { "    " + $0 }
    case .changes(let changes):
      changes.flatMap { change in physicalLines(change.text).map { "  \(change.kind.rawValue) \($0)" } }
    case .note(let text): wrapped("Note: " + text, to: width)
    case .card(let title, let parts):
      ["┌ " + title] + Self.framed(parts, width: width - 2).map { "│ " + $0 } + ["└"]
    }
  }

  private static func framed(_ parts: [Page.Part], width: Int) -> [String] {
    parts.flatMap { part in part.lines(width: width).flatMap(physicalLines) }
  }

  private static func lines(of facts: [Page.Fact], width: Int) -> [String] {
    let names = facts.map { displayWidth($0.name) }.max() ?? 0
    return facts.flatMap { fact in
      wrapped(fact.value, to: max(20, width - names - 2)).enumerated().map { index, line in
        padded(index == 0 ? fact.name : "", to: names) + "  " + line
      }
    }
  }
}

/// The lines of a text, whatever ends them.
package func physicalLines(_ text: String) -> [String] {
  text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
}

/// The text in lines of at most `width` columns, broken at blanks; words that are longer stay whole.
///
/// A line that is set in goes on under its last column, which two blanks or more begin.
package func wrapped(_ text: String, to width: Int) -> [String] {
  physicalLines(text).flatMap { line -> [String] in
    guard displayWidth(line) > width else { return [line] }
    let start = hangingIndent(of: line, width: width)
    let margin = String(repeating: " ", count: displayWidth(String(line[..<start])))
    var lines: [String] = []
    var current = String(line[..<start])
    var isEmpty = true
    for word in line[start...].split(separator: " ") {
      if !isEmpty, displayWidth(current) + 1 + displayWidth(String(word)) > width {
        lines.append(current)
        current = margin
        isEmpty = true
      }
      current += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [current]
  }
}

/// Where the last column of a line begins that is set in, in its first half; otherwise where the line begins.
private func hangingIndent(of line: String, width: Int) -> String.Index {
  guard line.first == " " else { return line.startIndex }
  let half = line.prefix(width / 2)
  var start = line.startIndex
  var blanks = 0
  for index in half.indices {
    if half[index] == " " {
      blanks += 1
    } else {
      if blanks >= 2 { start = index }
      blanks = 0
    }
  }
  return start
}
