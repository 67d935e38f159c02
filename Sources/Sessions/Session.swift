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
  /// Where secrets come from.
  nonisolated let environment: [String: String]
  /// On which the session waits for others.
  nonisolated let clock: any Clock<Duration>
  var bench: Workbench

  /// `diagnostics` turns on the commands that test the front ends.
  package init(
    version: String, diagnostics: Bool = false, time: any TimeSource = SystemTime(),
    environment: [String: String] = [:], clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.environment = environment
    self.clock = clock
    table = CommandTable.standard(diagnostics: diagnostics)
    language = LanguageInfo(
      name: "chaos-llama", version: version, fileExtension: ".llama", mimeType: "text/x-chaos-llama",
      codeMirrorMode: "shell", pygmentsLexer: "text",
      banner: "Chaos Llama \(version): tunes text-to-SQL assistants. Type help for the commands.")
    self.time = time
    bench = Workbench(environment: environment)
  }

  package func execute(_ cell: Cell, output: any Output) async -> CellOutcome {
    let screen = Screen(output: output, width: bench.settings.width ?? cell.width, time: time)
    let source = Source(cell.source)
    if let unused = unusedVariable(cell) { return .failed(report(unused, source)) }
    defer { releaseFreeMemory() }
    do {
      let script = try Script(source)
      if script.hasLoops {
        let errors = script.errors(in: source, table: table, values: cell.variables)
        if !errors.isEmpty { return .failed(report(errors, source)) }
      }
      var play = Play(source: source, screen: screen)
      return await run(script.blocks, cell.variables, &play)
    } catch {
      return .failed(report([error], source))
    }
  }

  package nonisolated func completeness(of source: String) -> Completeness {
    switch cellState(of: Source(source), table: table) {
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

  package func close() async {
    await removeShadows()
    await bench.store?.close()
  }
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
