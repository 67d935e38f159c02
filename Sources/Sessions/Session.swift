package import Basics
package import Displays
internal import Language
internal import Platform
internal import Spaces
internal import Store

/// One person's work: commands come in, effects happen, displays go out.
///
/// An actor, so that completion and inspection are answered while a command waits for its work.
package actor Session: Interpreter {
  package nonisolated let language: LanguageInfo
  nonisolated let table: CommandTable
  nonisolated let time: any TimeSource
  var bench: Workbench

  /// `diagnostics` turns on the commands that test the front ends.
  package init(version: String, diagnostics: Bool = false, time: any TimeSource = SystemTime()) {
    table = CommandTable.standard(diagnostics: diagnostics)
    language = LanguageInfo(
      name: "chaos-llama", version: version, fileExtension: ".llama", mimeType: "text/x-chaos-llama",
      codeMirrorMode: "shell", pygmentsLexer: "text",
      banner: "Chaos Llama \(version): tunes text-to-SQL assistants. Type help for the commands.")
    self.time = time
    bench = Workbench()
  }

  package func execute(_ cell: Cell, output: any Output) async -> CellOutcome {
    let screen = Screen(output: output, width: bench.settings.width ?? cell.width, time: time)
    do {
      let script = try Script(cell.source)
      if let unused = script.unusedVariable(cell.variables) {
        return .failed(report(unused, Source(""), nil))
      }
      for block in script.blocks {
        switch block {
        case .commands(let text):
          let outcome = await run(text, cell.variables, screen)
          guard outcome == .finished else { return outcome }
        case .loop(let name, let pattern, let body):
          for path in try Files.matching(Script.resolve(pattern, cell.variables)) {
            let values = cell.variables.merging([name: Files.stem(path), name + "_path": path]) { _, new in new }
            let outcome = await run(body, values, screen)
            guard outcome == .finished else { return outcome }
          }
        }
      }
      return .finished
    } catch let error as Script.LoopError {
      return .failed(report(error.diagnostic, Source(cell.source), nil))
    } catch let error as SessionError {
      return .failed(report(error.diagnostic(nil), Source(""), nil))
    } catch {
      return .failed(CellError(name: "Failure", message: "\(error)", report: ["\(error)"]))
    }
  }

  /// Runs the commands of a text in which no loop is left; all are read before the first one runs.
  private func run(_ text: String, _ values: [String: String], _ screen: Screen) async -> CellOutcome {
    let source = Source(text)
    let parsed = parse(source, table: table, variables: Variables(Script.used(values, in: text)))
    if let error = parsed.errors.first {
      let others = parsed.errors.count - 1
      let remark = others > 0 ? "\(counted(others, "more error")) in this cell" : nil
      return .failed(report(error.diagnostic(table), source, remark))
    }
    for (index, command) in parsed.commands.enumerated() {
      if command.name == "exit" || command.name == "quit" { return .exit }
      do {
        try Task.checkCancellation()
        guard let effect = Self.effects[command.name] else { throw SessionError.notAvailable(command.name) }
        guard let bundle = try await effect(self, command, screen) else { continue }
        let isLast = index == parsed.commands.count - 1
        screen.output.emit(command.isAside ? .page(bundle) : isLast ? .result(bundle) : .display(bundle, id: nil))
      } catch {
        let before = index > 0 ? "what came before it in this cell is done" : nil
        return .failed(report(diagnostic(for: error, in: command), source, before))
      }
    }
    return .finished
  }

  private func report(_ diagnostic: Diagnostic, _ source: Source, _ remark: String?) -> CellError {
    var lines = diagnostic.report(in: source)
    if let remark { lines.append("(\(remark))") }
    return CellError(name: diagnostic.name, message: diagnostic.sentence, report: lines)
  }

  package nonisolated func completeness(of source: String) -> Completeness {
    if Script.awaitsEnd(source) { return .incomplete(indent: "  ") }
    return switch cellState(of: Source(source), table: table) {
    case .complete: .complete
    case .incomplete(let indent): .incomplete(indent: indent)
    case .invalid: .invalid
    }
  }

  package func complete(_ source: String, at cursor: Int) async -> Completions {
    let live = await liveNames()
    let found = Language.complete(Source(source), at: cursor, table: table, live: live)
    return Completions(
      candidates: found.candidates.map { .init(text: $0.text, kind: $0.kind, summary: $0.summary) },
      start: found.start, end: found.end)
  }

  package func evaluate(_ expression: String) async throws -> Bundle {
    if let kept = bench.kept[expression] { return Bundle(plain: kept) }
    if let setting = SessionSettings.all.first(where: { $0.name == expression }) {
      return Bundle(plain: setting.text(bench.settings))
    }
    switch expression {
    case "version": return Bundle(plain: language.version)
    case "space": return Bundle(plain: bench.version?.name ?? "none")
    case "connection": return Bundle(plain: bench.connectionName ?? "")
    default: throw CellError(name: "UnknownName", message: "nothing is called ‘\(expression)’", report: [])
    }
  }

  package func close() async { await bench.store?.close() }
}

/// Where a command shows what it does.
struct Screen: Sendable {
  let output: any Output
  let width: Int
  let time: any TimeSource

  /// A display of its own for long work.
  func progress() -> ProgressDisplay {
    ProgressDisplay(output, id: freshIdentifier(), width: width, time: time)
  }
}
