internal import Basics
internal import Displays
internal import Language

/// How a cell runs: its blocks one after another, loops once for each file.
extension Session {
  /// A cell that runs.
  struct Play {
    let source: Source
    let screen: Screen
    /// Commands that have ended.
    var done = 0
  }

  func run(_ blocks: [Script.Block], _ values: [String: String], _ play: inout Play) async -> CellOutcome {
    for block in blocks {
      switch block {
      case .commands(let span):
        let outcome = await run(span, values, &play)
        guard outcome == .finished else { return outcome }
      case .loop(let loop):
        let paths: [String]
        do {
          var variables = Variables(values)
          paths = try Files.matching(try variables.resolve(loop.pattern, in: play.source))
        } catch let error as ParseError {
          return .failed(report([error], play.source))
        } catch {
          var diagnostic = (error as? SessionError)?.diagnostic(nil) ?? Diagnostic(name: "Failure", message: "\(error)")
          diagnostic.span = loop.pattern
          return .failed(report(diagnostic, play.source))
        }
        for path in paths {
          let inner = values.merging(loop.values(of: Files.stem(path), path: path)) { _, new in new }
          let outcome = await run(loop.body, inner, &play)
          guard outcome == .finished else { return outcome }
        }
      }
    }
    return .finished
  }

  /// Runs commands among which no loop is left; all are read before the first one runs.
  private func run(_ span: Span, _ values: [String: String], _ play: inout Play) async -> CellOutcome {
    let (source, screen) = (play.source, play.screen)
    let variables = Variables(values, usedIn: source.text(span))
    let parsed = parse(source, in: span, table: table, variables: variables)
    if !parsed.errors.isEmpty { return .failed(report(parsed.errors, source, isFirst: play.done == 0)) }
    for (index, command) in parsed.commands.enumerated() {
      if command.name == "exit" || command.name == "quit" { return .exit }
      do {
        try Task.checkCancellation()
        guard let effect = Self.effects[command.name] else { throw SessionError.notAvailable(command.name) }
        let shown = try await effect(self, command, screen)
        play.done += 1
        guard let bundle = shown else { continue }
        let isLast = index == parsed.commands.count - 1
        screen.output.emit(command.isAside ? .page(bundle) : isLast ? .result(bundle) : .display(bundle, id: nil))
      } catch {
        return .failed(report(diagnostic(for: error, in: command), source, isFirst: play.done == 0))
      }
    }
    return .finished
  }

  /// A value that was given and that nothing in the cell uses.
  nonisolated func unusedVariable(_ cell: Cell) -> Diagnostic? {
    cell.variables.sorted { $0.key < $1.key }.first {
      Variables([$0.key: $0.value], usedIn: cell.source) == Variables()
    }
    .map { Diagnostic(name: "UnknownVariable", message: "the script has no variable ‘\($0.key)’") }
  }

  nonisolated func report(_ errors: [ParseError], _ source: Source, isFirst: Bool = true) -> CellError {
    guard let first = errors.first else { return CellError(name: "Failure", message: "", report: []) }
    var error = report(first.diagnostic(table), source, isFirst: isFirst)
    if errors.count > 1 { error.report.append("(\(counted(errors.count - 1, "more error")) in this cell)") }
    return error
  }

  nonisolated func report(_ diagnostic: Diagnostic, _ source: Source, isFirst: Bool = true) -> CellError {
    var lines = diagnostic.report(in: source)
    if !isFirst { lines.append("(what came before it in this cell is done)") }
    return CellError(name: diagnostic.name, message: diagnostic.sentence, report: lines)
  }
}
