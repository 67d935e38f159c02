internal import Basics
package import Displays
internal import Language

extension Session {
  func help(_ command: Command, _ screen: Screen) async throws -> Bundle? {
    if command.flag("markdown") {
      screen.output.emit(.text(referencePage(table)))
      return nil
    }
    guard let words = command.text("command") else { return Self.overview(table).bundle(width: screen.width) }
    let found = commands(named: words, table: table)
    guard !found.isEmpty else {
      throw Diagnostic(
        name: "UnknownCommand", message: "there is no command ‘\(words)’", span: command.span(of: "command"),
        suggestion: nearest(to: words, among: table.specs.map(\.name) + table.verbs), hint: "help lists the commands")
    }
    return Page(found.map { Self.card(of: $0) }).bundle(width: screen.width)
  }

  private static func overview(_ table: CommandTable) -> Page {
    Page(
      Area.allCases.filter { $0 != .diagnostics }.compactMap { area in
        let specs = table.commands(in: area)
        guard !specs.isEmpty else { return nil }
        return .table(
          Table(
            area.rawValue, columns: [.init("command"), .init("does")],
            rows: specs.map { [Table.Cell($0.name, .strong), Table.Cell($0.summary)] }))
      } + [.text("help COMMAND explains one; Tab completes; ?COMMAND does the same as help.")])
  }

  private static func card(of spec: CommandSpec) -> Page.Part {
    .card(spec.name, [.text(helpText(spec))])
  }

  package func inspect(_ source: String, at cursor: Int, detail: Int) async -> Bundle? {
    guard let found = Language.inspect(Source(source), at: cursor, table: table) else { return nil }
    var bundle = Bundle(plain: found.text)
    bundle[MIMEType.html] = .string(Theme.output([.element("pre", found.text)]).markup)
    return bundle
  }
}
