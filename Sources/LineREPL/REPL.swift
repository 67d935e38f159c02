internal import CEditline
internal import CLinux
package import Displays

/// A conversation on a terminal. Blocks the calling thread, which must be the main one; gives the exit status.
package func runREPL(interpreter: any Interpreter, console: Console, environment: [String: String]) -> Int32 {
  var runner = CellRunner(interpreter: interpreter, console: console)
  guard let editor = LineEditor(historyFile: historyFile(environment), interrupts: runner.interrupts) else {
    console.write("chaos-llama: the terminal cannot be used\n", to: console.errors)
    return 1
  }
  runner.asks = { [interrupts = runner.interrupts] prompt, isSecret in
    isSecret ? readSecret(prompt, console, interrupts: interrupts) : ask(prompt, editor)
  }
  let repl = REPL(interpreter: interpreter, console: console, editor: editor, runner: runner)
  repl.run()
  runner.wait { await interpreter.close() }
  return 0
}

private struct REPL {
  let interpreter: any Interpreter
  let console: Console
  let editor: LineEditor
  let runner: CellRunner

  func run() {
    let banner = interpreter.language.banner
    console.write(
      "\(banner)\nhelp lists the commands, Tab completes, Ctrl-C interrupts, Ctrl-D leaves.\n", to: console.output)
    var count = 1
    while let source = readCell() {
      guard source.utf8.contains(where: { !($0 == 0x20 || (0x09...0x0D).contains($0)) }) else { continue }
      if runner.run(Cell(source: source, count: count, width: console.width)) == .exit { return }
      count += 1
    }
    console.write("\n", to: console.output)
  }

  /// The next cell, or `nil` at the end of the input.
  private func readCell() -> String? {
    var source = ""
    while true {
      let before = source
      editor.completes = { line, cursor in complete(before, line, cursor) }
      switch editor.read(prompt(isFirst: source.isEmpty)) {
      case .end:
        guard !source.isEmpty else { return nil }
        source = ""
        console.write("\n", to: console.output)
      case .interrupted:
        _ = runner.takeInterrupts()
        source = ""
        console.write("^C\n", to: console.output)
      case .text(let line):
        source += (source.isEmpty ? "" : "\n") + line
        if case .incomplete = interpreter.completeness(of: source) { continue }
        return source
      }
    }
  }

  private func prompt(isFirst: Bool) -> String {
    let text = isFirst ? "llama> " : "   ... "
    // libedit hangs an escape sequence on the character after it: the reset must stand before the blank.
    return console.hasColors ? "\u{1}\u{1B}[1;35m\u{1}\(text.dropLast())\u{1}\u{1B}[0m\u{1}\(text.suffix(1))" : text
  }

  private func complete(_ before: String, _ line: String, _ cursor: Int) -> TabCompletion {
    let source = before.isEmpty ? line : before + "\n" + line
    let position = source.unicodeScalars.count - line.unicodeScalars.count + cursor
    guard let found = runner.wait(for: { [interpreter] in await interpreter.complete(source, at: position) }) else {
      return TabCompletion()
    }
    let scalars = Array(source.unicodeScalars)
    let start = min(max(0, found.start), position)
    let written = String(String.UnicodeScalarView(scalars[start..<min(position, scalars.count)]))
    return TabCompletion(found.candidates, written: written, width: console.width)
  }
}

private func ask(_ prompt: String, _ editor: LineEditor) -> String? {
  editor.completes = nil
  return switch editor.read(prompt, isRemembered: false) {
  case .text(let line): line
  case .end: ""
  case .interrupted: nil
  }
}

/// A line that is not shown while it is typed; `nil` when interrupted.
private func readSecret(_ prompt: String, _ console: Console, interrupts: Int32) -> String? {
  console.write(prompt, to: console.output)
  chaos_terminal_echo(console.input, 0)
  defer {
    chaos_terminal_echo(console.input, 1)
    console.write("\n", to: console.output)
  }
  var reader = ByteReader(interrupts: interrupts)
  var line: [UInt8] = []
  while let byte = reader.next(), byte != 0x0A { line.append(byte) }
  return reader.isInterrupted ? nil : String(decoding: line, as: UTF8.self)
}
