internal import Displays

/// The session that every front end talks to.
func makeInterpreter() -> any Interpreter { DiagnosticsInterpreter() }
