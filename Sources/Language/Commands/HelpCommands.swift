let helpCommands: [CommandSpec] = [
  CommandSpec(
    "help", .help, "Explains a command, or lists them all; ?command does the same.",
    [.optional("command", .command)],
    options: [.option("markdown", .flag, "no", "the whole reference as Markdown")],
    examples: ["help", "help step", "?step"]),
  CommandSpec("exit", .help, "Leaves; what was measured stays in the store."),
  CommandSpec("quit", .help, "Leaves, as exit does."),
]

let diagnosticsCommands: [CommandSpec] = [
  CommandSpec(
    "test print", .diagnostics, "Prints that many lines.", [.required("count", .integer(0...10_000_000))]),
  CommandSpec("test hello", .diagnostics, "Prints a greeting."),
  CommandSpec("test echo", .diagnostics, "Gives the text as the cell's value.", [.required("text", .text)]),
  CommandSpec("test sleep", .diagnostics, "Waits that many seconds.", [.required("seconds", .duration)]),
  CommandSpec("test burn", .diagnostics, "Computes for that many seconds.", [.required("seconds", .duration)]),
  CommandSpec("test fail", .diagnostics, "Fails."),
  CommandSpec("test stderr", .diagnostics, "Writes oops to the error stream."),
  CommandSpec("test touch", .diagnostics, "Makes an empty file.", [.required("file", .path)]),
  CommandSpec("test ask", .diagnostics, "Asks for a line and prints it."),
  CommandSpec("test ask-secret", .diagnostics, "Asks for a line that is not shown and prints it."),
  CommandSpec("test unicode", .diagnostics, "Prints letters of several scripts."),
  CommandSpec(
    "test slow", .diagnostics, "Prints early and ends some seconds later, three unless told.",
    [.optional("seconds", .duration)]),
  CommandSpec(
    "test set", .diagnostics, "Keeps a value.", [.required("name", .name), .required("value", .text)]),
  CommandSpec("test get", .diagnostics, "Prints a kept value.", [.required("name", .name)]),
  CommandSpec("test display", .diagnostics, "Shows a display and updates it."),
  CommandSpec("test clear", .diagnostics, "Clears the output."),
  CommandSpec("test html", .diagnostics, "Shows a table as HTML."),
  CommandSpec("test chart", .diagnostics, "Shows a Vega-Lite chart."),
  CommandSpec("test svg", .diagnostics, "Shows an SVG picture."),
]
