internal import Basics

/// What is wrong, in a person's words, and where.
///
/// The session makes its own for names that only it knows, such as tables and versions.
package struct Diagnostic: Error, Sendable, Equatable {
  /// A class of error, such as `UnknownCommand`.
  package var name: String
  /// One line without a final stop.
  package var message: String
  package var span: Span?
  /// The nearest right word.
  package var suggestion: String?
  /// One line of advice.
  package var hint: String?

  package init(name: String, message: String, span: Span? = nil, suggestion: String? = nil, hint: String? = nil) {
    self.name = name
    self.message = message
    self.span = span
    self.suggestion = suggestion
    self.hint = hint
  }

  /// The message with the suggestion, in one line.
  package var sentence: String { suggestion.map { message + "; did you mean \($0)?" } ?? message }

  /// The lines to show: what is wrong, the source line with carets under the span, and the advice.
  package func report(in source: Source, colors: Bool = true) -> [String] {
    let paint = Paint(isOn: colors)
    var lines = [paint.red("\(name): ") + sentence]
    if let span { lines += pointer(to: span, in: source, paint) }
    if let hint { lines.append(paint.dim(hint)) }
    return lines
  }

  /// The longest stretch of a line that is shown; longer lines are cut around the span.
  private static let shownBytes = 100

  private func pointer(to span: Span, in source: Source, _ paint: Paint) -> [String] {
    let source = source.withoutKeys
    let (line, number) = source.line(at: span.start)
    var shown = line
    if line.end - line.start > Self.shownBytes {
      shown.start = scalarStart(max(line.start, span.start - Self.shownBytes / 2), in: source)
      shown.end = scalarStart(min(line.end, shown.start + Self.shownBytes), in: source)
    }
    let start = min(max(span.start, shown.start), shown.end)
    let end = min(max(span.end, start), shown.end)
    let label = "\(number) | "
    let before = visible(source.text(Span(shown.start, start)))
    let marked = visible(source.text(Span(start, end)))
    let after = visible(source.text(Span(end, shown.end)))
    let margin = String(repeating: " ", count: displayWidth(label + before))
    let carets = String(repeating: "^", count: max(1, displayWidth(marked)))
    return [paint.dim(label) + before + marked + after, margin + paint.red(carets)]
  }

  private func scalarStart(_ position: Int, in source: Source) -> Int {
    var position = position
    while position > 0, let byte = source.byte(position), byte & 0xC0 == 0x80 { position -= 1 }
    return position
  }

  /// Tabs and control characters as blanks, so that the carets stand below what they mean.
  private func visible(_ text: String) -> String {
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { output.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar) }
    return String(output)
  }
}

/// The few terminal colours that diagnostics use.
struct Paint {
  let isOn: Bool
  func red(_ text: String) -> String { isOn ? "\u{1B}[1;31m\(text)\u{1B}[0m" : text }
  func dim(_ text: String) -> String { isOn ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}
