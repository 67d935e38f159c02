internal import Basics
internal import Displays

/// What the Tab key changes in the line, and what it lists below.
struct TabCompletion: Equatable {
  /// Letters to take away before the cursor.
  var removed = 0
  var inserted = ""
  var listing = ""

  var isEmpty: Bool { removed == 0 && inserted.isEmpty && listing.isEmpty }

  init() {}

  /// `written` is what the candidates replace, up to the cursor.
  init(_ candidates: [Completions.Candidate], written: String, width: Int) {
    guard let first = candidates.first else { return }
    let shared = candidates.dropFirst().reduce(first.text) { commonPrefix($0, $1.text) }
    let isLonger = shared.unicodeScalars.count > written.unicodeScalars.count
    if candidates.count == 1 || isLonger {
      removed = written.unicodeScalars.count
      inserted = shared
      if candidates.count == 1, !(first.text.hasSuffix("=") || first.text.hasSuffix("/") || first.text.hasSuffix(":")) {
        inserted += " "
      }
      if inserted == written { (removed, inserted) = (0, "") }
    } else {
      listing = list(candidates, width: width)
    }
  }
}

private func commonPrefix(_ left: String, _ right: String) -> String {
  let shared = zip(left.unicodeScalars, right.unicodeScalars).prefix { $0 == $1 }.map(\.0)
  return String(String.UnicodeScalarView(shared))
}

/// Few candidates with what they are, one a line; many in columns.
private func list(_ candidates: [Completions.Candidate], width: Int) -> String {
  let widest = candidates.map { displayWidth($0.text) }.max() ?? 0
  if candidates.count <= 12 {
    return candidates.map { fitted("  " + padded($0.text, to: widest) + "  " + $0.summary, to: width - 1) + "\n" }
      .joined()
  }
  let columns = max(1, (width - 2) / (widest + 2))
  let rows = (candidates.count + columns - 1) / columns
  return (0..<rows).map { row in
    let cells = stride(from: row, to: candidates.count, by: rows).map { padded(candidates[$0].text, to: widest + 2) }
    return "  " + cells.joined() + "\n"
  }.joined()
}
