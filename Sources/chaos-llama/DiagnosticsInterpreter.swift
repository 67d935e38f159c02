internal import Basics
internal import Displays
internal import FoundationEssentials
internal import Platform

/// A stand-in for the session: the commands that the conformance harness needs, and nothing else.
final class DiagnosticsInterpreter: Interpreter {
  let language = LanguageInfo(
    name: "chaos-llama", version: "1", fileExtension: ".llama", mimeType: "text/x-chaos-llama", codeMirrorMode: "shell",
    pygmentsLexer: "text", banner: "Chaos Llama")

  private static let verbs = [
    "ask", "ask-secret", "burn", "chart", "clear", "display", "echo", "fail", "get", "hello", "html", "print", "set",
    "sleep",
    "slow", "stderr", "svg", "touch", "unicode",
  ]

  private let values = Guarded<[String: String]>([:])

  func execute(_ cell: Cell, output: any Output) async -> CellOutcome {
    do {
      for line in cell.source.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
        let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        guard let first = words.first, !first.hasPrefix("#") else { continue }
        if first == "exit" { return .exit }
        guard first == "test", words.count > 1 else { throw Self.error("UnknownCommand", "unknown command '\(first)'") }
        try await run(words[1], Array(words.dropFirst(2)), output)
      }
      return .finished
    } catch is CancellationError {
      return .failed(Self.error("Interrupted", "the cell was interrupted"))
    } catch is InputUnavailable {
      return .failed(Self.error("InputUnavailable", "nobody can answer here"))
    } catch let error as CellError {
      return .failed(error)
    } catch {
      return .failed(Self.error("Failure", "\(error)"))
    }
  }

  private func run(_ verb: String, _ arguments: [String], _ output: any Output) async throws {
    let text = arguments.joined(separator: " ")
    let number = arguments.first.flatMap { Int($0) } ?? 0
    switch verb {
    case "print": for line in 0..<max(0, number) { output.emit(.text("line \(line)\n")) }
    case "hello": output.emit(.text("hello, world\n"))
    case "echo": output.emit(.result(Bundle(plain: text)))
    case "sleep": try await Task.sleep(for: .seconds(number))
    case "burn":
      let end = ContinuousClock.now + .seconds(number)
      while ContinuousClock.now < end { try Task.checkCancellation() }
    case "fail": throw Self.error("TestFailure", "failed as asked")
    case "stderr": output.emit(.warning("oops\n"))
    case "touch":
      guard FileManager.default.createFile(atPath: text, contents: nil) else {
        throw Self.error("FileError", "cannot create \(text)")
      }
    case "ask": output.emit(.text("got " + (try await output.input(prompt: "name? ", secret: false)) + "\n"))
    case "ask-secret": output.emit(.text("got " + (try await output.input(prompt: "pw? ", secret: true)) + "\n"))
    case "unicode": output.emit(.text("é 中 🦙 e\u{301}\n"))
    case "slow":
      output.emit(.text("early\n"))
      try await Task.sleep(for: .seconds(3))
    case "set" where arguments.count == 2: values.withLock { $0[arguments[0]] = arguments[1] }
    case "get": output.emit(.text(values.withLock { $0[text] ?? "" } + "\n"))
    case "display":
      output.emit(.display(Bundle(plain: "a"), id: "d1"))
      output.emit(.update(Bundle(plain: "b"), id: "d1"))
    case "clear": output.emit(.clear(wait: true))
    case "html", "chart", "svg": output.emit(.display(Self.picture(verb), id: nil))
    default: throw Self.error("UnknownCommand", "unknown test '\(verb)'")
    }
  }

  private static func picture(_ kind: String) -> Bundle {
    var bundle = Bundle(plain: kind)
    switch kind {
    case "html": bundle[MIMEType.html] = "<table><tr><th>judge</th></tr><tr><td>exact</td></tr></table>"
    case "svg":
      bundle[MIMEType.svg] =
        #"<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60"><rect width="120" height="60"/></svg>"#
    default:
      bundle[MIMEType.vegaLite] = [
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "data": ["values": [["e": 0, "s": 1]]],
        "mark": "line",
        "encoding": ["x": ["field": "e", "type": "ordinal"], "y": ["field": "s", "type": "quantitative"]],
      ]
    }
    return bundle
  }

  private static func error(_ name: String, _ message: String) -> CellError {
    CellError(name: name, message: message, report: ["\(name): \(message)"])
  }

  func complete(_ source: String, at cursor: Int) async -> Completions {
    let before = source.unicodeScalars.prefix(cursor)
    let word = String(String.UnicodeScalarView(before.reversed().prefix { $0 != " " && $0 != "\n" }.reversed()))
    return Completions(
      candidates: Self.verbs.filter { $0.hasPrefix(word) }.map { .init(text: $0, kind: "command", summary: "a test") },
      start: cursor - word.unicodeScalars.count, end: cursor)
  }

  func inspect(_ source: String, at cursor: Int, detail: Int) async -> Bundle? {
    source.hasPrefix("test") ? Bundle(plain: "test: what the conformance harness needs") : nil
  }

  func completeness(of source: String) -> Completeness {
    if source.hasPrefix(")") { return .invalid }
    return source.hasSuffix("\"\"\"") ? .incomplete(indent: "  ") : .complete
  }

  func evaluate(_ expression: String) async throws -> Bundle {
    guard let value = values.withLock({ $0[expression] }) ?? (expression == "version" ? Program.version : nil) else {
      throw Self.error("UnknownName", "nothing is called '\(expression)'")
    }
    return Bundle(plain: value)
  }

  func close() async {}
}
