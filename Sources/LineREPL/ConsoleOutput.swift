internal import Basics
internal import Displays
internal import Platform

/// A cell's output as text: results on standard output, warnings and progress on the error stream.
///
/// Progress is shown only on a terminal, in one line that the next output replaces.
final class ConsoleOutput: Output {
  private struct State: Sendable {
    var hasProgress = false
    var isAtLineStart = true
  }

  private let console: Console
  private let mailbox: Mailbox?
  private let showsProgress: Bool
  private let state = Guarded(State())

  /// Without a mailbox nobody can be asked.
  init(_ console: Console, mailbox: Mailbox?) {
    self.console = console
    self.mailbox = mailbox
    showsProgress = console.isTerminal(console.errors)
  }

  func emit(_ event: OutputEvent) {
    state.withLock { state in
      switch event {
      case .text(let text): print(text, &state)
      case .warning(let text):
        eraseProgress(&state)
        warn(text)
      case .display(let bundle, _), .update(let bundle, _), .result(let bundle), .page(let bundle):
        if bundle.isProgress { progress(bundle, &state) } else { block(bundle.plain, &state) }
      case .clear: eraseProgress(&state)
      }
    }
  }

  func input(prompt: String, secret: Bool) async throws -> String {
    guard let mailbox else { throw InputUnavailable() }
    state.withLock { eraseProgress(&$0) }
    return try await withCheckedThrowingContinuation { continuation in
      mailbox.post(.question(Question(prompt: prompt, isSecret: secret, answer: continuation)))
    }
  }

  /// Shows why a cell failed.
  func report(_ error: CellError) {
    finish()
    let isColored = console.hasColors && console.isTerminal(console.errors)
    let lines = isColored ? error.report : error.report.map(withoutColors)
    console.write(lines.joined(separator: "\n") + "\n", to: console.errors)
  }

  /// Leaves the cursor at the start of a clean line.
  func finish() {
    state.withLock { state in
      eraseProgress(&state)
      if !state.isAtLineStart { print("\n", &state) }
    }
  }

  private func print(_ text: String, _ state: inout State) {
    guard !text.isEmpty else { return }
    eraseProgress(&state)
    console.write(text, to: console.output)
    state.isAtLineStart = text.utf8.last == 0x0A
  }

  private func block(_ text: String, _ state: inout State) {
    guard !text.isEmpty else { return }
    let start = state.isAtLineStart ? "" : "\n"
    print(start + text + (text.utf8.last == 0x0A ? "" : "\n"), &state)
  }

  private func warn(_ text: String) {
    let isColored = console.hasColors && console.isTerminal(console.errors)
    console.write(isColored ? "\u{1B}[33m\(text)\u{1B}[0m" : text, to: console.errors)
  }

  private func progress(_ bundle: Bundle, _ state: inout State) {
    guard showsProgress else { return }
    let line = bundle.plain.split(whereSeparator: \.isNewline).joined(separator: "  ")
    let start = state.isAtLineStart ? "\r" : "\n"
    console.write(start + fitted(line, to: console.width - 1) + "\u{1B}[K", to: console.errors)
    state.hasProgress = true
    state.isAtLineStart = true
  }

  private func eraseProgress(_ state: inout State) {
    guard state.hasProgress else { return }
    console.write("\r\u{1B}[K", to: console.errors)
    state.hasProgress = false
  }
}

/// `text` without the escape sequences that colour it.
func withoutColors(_ text: String) -> String {
  var output = String.UnicodeScalarView()
  var isEscape = false
  for scalar in text.unicodeScalars {
    if isEscape {
      isEscape = !("@"..."~").contains(scalar) || scalar == "["
    } else if scalar == "\u{1B}" {
      isEscape = true
    } else {
      output.append(scalar)
    }
  }
  return String(output)
}
