/// Everything about one command, as plain text.
package func helpText(_ spec: CommandSpec) -> String {
  var lines = [spec.usage, "", spec.summary]
  if !spec.detail.isEmpty { lines += [spec.detail] }
  let described = (spec.parameters + spec.options).map { (shown($0, spec), explanation($0)) }
  let width = described.map { $0.0.count }.max() ?? 0
  if !described.isEmpty { lines.append("") }
  for (name, text) in described {
    lines.append("  " + name + String(repeating: " ", count: width - name.count + 2) + text)
  }
  if !spec.examples.isEmpty { lines += ["", "Examples:"] + spec.examples.map { "  " + $0 } }
  return lines.joined(separator: "\n")
}

/// One parameter or option, as plain text.
package func parameterText(_ parameter: Parameter, _ spec: CommandSpec) -> String {
  "\(shown(parameter, spec))  \(explanation(parameter))\n\nin: \(spec.usage)"
}

/// What to show for `help WORDS`: a command, or all commands that begin with the words.
package func commands(named words: String, table: CommandTable = .standard()) -> [CommandSpec] {
  let name = normalized(words)
  let exact = table.specs.filter { $0.name == name }
  return exact.isEmpty ? table.specs.filter { $0.words.first == name || $0.words.last == name } : exact
}

/// The whole language as a Markdown page.
package func referencePage(_ table: CommandTable = .standard()) -> String {
  var page = [
    "# Commands", "",
    "This page is written by `help --markdown` from the table that the program itself reads.", "",
    "One command a line; `#` starts a comment; options are `name=value`; text with blanks stands in quotes, long text",
    "in triple quotes. A cell runs only when all its lines can be read. In a script `${name}` and `${name=default}`",
    "stand for values given as `chaos-llama run FILE name=value`; lines between `for NAME in PATTERN` and `end` run once",
    "for each file of the pattern, with `${NAME}` as its name and `${NAME_path}` as its path.",
  ]
  for area in Area.allCases {
    let specs = table.commands(in: area)
    if specs.isEmpty { continue }
    page += ["", "## \(area.rawValue.prefix(1).uppercased())\(area.rawValue.dropFirst())"]
    for spec in specs { page += [""] + section(spec) }
  }
  return page.joined(separator: "\n") + "\n"
}

private func section(_ spec: CommandSpec) -> [String] {
  var lines = ["### \(spec.name)", "", spec.summary]
  if !spec.detail.isEmpty { lines[2] += " " + spec.detail }
  lines += ["", "    " + spec.usage]
  let described = spec.parameters + spec.options
  if !described.isEmpty { lines += ["", "| | |", "| --- | --- |"] }
  for parameter in described {
    let name = shown(parameter, spec).replacing("|", with: "\\|")
    lines.append("| `\(name)` | \(explanation(parameter).replacing("|", with: "\\|")) |")
  }
  if !spec.examples.isEmpty { lines += ["", "```"] + spec.examples + ["```"] }
  return lines
}

private func shown(_ parameter: Parameter, _ spec: CommandSpec) -> String {
  if spec.options.contains(parameter) { return parameter.name + "=" }
  return (parameter.keyword.map { $0 + " " } ?? "") + parameter.kind.placeholder
}

private func explanation(_ parameter: Parameter) -> String {
  let described = parameter.kind.description
  var parts = [parameter.summary.isEmpty ? described : parameter.summary]
  switch parameter.kind {
  case .choice, .choices: if !parameter.summary.isEmpty { parts.append(described) }
  default: break
  }
  if let text = parameter.defaultText { parts.append("otherwise \(text)") }
  return parts.joined(separator: "; ")
}
