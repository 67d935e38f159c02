internal import CEditline
internal import CLinux
package import Displays
internal import Platform

/// Runs `source` without a person: results on standard output, errors on the error stream.
///
/// Blocks the calling thread, which must be the main one. Gives the exit status: 0, 1 where a command failed, 130
/// where it was interrupted.
package func runBatch(
  _ source: String, variables: [String: String] = [:], interpreter: any Interpreter, console: Console
) -> Int32 {
  let runner = CellRunner(interpreter: interpreter, console: console)
  let outcome = runner.run(Cell(source: source, count: 1, width: console.width, variables: variables))
  runner.wait { await interpreter.close() }
  switch outcome {
  case .finished, .exit: return 0
  case .failed(let error): return error.name == "Interrupted" ? 130 : 1
  }
}

/// Runs a file of commands with `name=value` arguments.
package func runFile(
  _ path: String, arguments: [String], interpreter: any Interpreter, console: Console
) -> Int32 {
  do {
    let variables = try variables(from: arguments)
    return runBatch(try script(path), variables: variables, interpreter: interpreter, console: console)
  } catch {
    console.write("chaos-llama: \(error.sentence)\n", to: console.errors)
    return 2
  }
}

/// An interactive session on a terminal; otherwise what standard input holds.
package func runStandardInput(
  interpreter: any Interpreter, console: Console, environment: [String: String]
) -> Int32 {
  if console.isTerminal(console.input) {
    return runREPL(interpreter: interpreter, console: console, environment: environment)
  }
  do {
    return runBatch(try script("/dev/stdin"), interpreter: interpreter, console: console)
  } catch {
    console.write("chaos-llama: \(error.sentence)\n", to: console.errors)
    return 2
  }
}

/// Why a script cannot start.
enum ScriptError: Error, Equatable {
  case unreadable(path: String, reason: String)
  /// `line` holds bytes that are not UTF-8.
  case notText(path: String, line: Int)
  case badArgument(String)
  case repeatedArgument(String)

  var sentence: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): \(reason)"
    case .notText(let path, let line): "\(path):\(line): not UTF-8 text"
    case .badArgument(let argument): "'\(argument)' is not of the form name=value"
    case .repeatedArgument(let name): "\(name)= is given twice"
    }
  }
}

func script(_ path: String) throws(ScriptError) -> String {
  let bytes: [UInt8]
  do { bytes = try FileReader.contents(of: path) } catch {
    throw .unreadable(path: path, reason: error.reason)
  }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    throw .notText(path: path, line: bad + 1)
  }
  return text
}

func variables(from arguments: [String]) throws(ScriptError) -> [String: String] {
  var values: [String: String] = [:]
  for argument in arguments {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty else { throw .badArgument(argument) }
    let name = parts[0].hasPrefix("--") ? String(parts[0].dropFirst(2)) : parts[0]
    guard values[name] == nil else { throw .repeatedArgument(name) }
    values[name] = parts[1]
  }
  return values
}
