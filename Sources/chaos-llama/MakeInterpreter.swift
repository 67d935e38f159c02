internal import Displays
internal import FoundationEssentials
internal import Sessions

/// The session that every front end talks to.
func makeInterpreter() -> any Interpreter {
  Session(
    version: Program.version, diagnostics: ProcessInfo.processInfo.environment["CHAOS_LLAMA_DIAGNOSTICS"] == "1")
}
