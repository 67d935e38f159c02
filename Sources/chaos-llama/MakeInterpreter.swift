internal import Displays
internal import FoundationEssentials
internal import Sessions

/// The session that every front end talks to.
func makeInterpreter() -> any Interpreter {
  let environment = ProcessInfo.processInfo.environment
  return Session(
    version: Program.version, diagnostics: environment["CHAOS_LLAMA_DIAGNOSTICS"] == "1", environment: environment)
}
