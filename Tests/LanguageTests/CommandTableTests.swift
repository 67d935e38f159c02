import Testing

@testable import Language

@Suite struct CommandTableTests {
  static let table = CommandTable.standard(diagnostics: true)

  @Test func namesAreUnique() {
    #expect(Set(Self.table.specs.map(\.name)).count == Self.table.specs.count)
  }

  @Test(arguments: table.specs) func isWellFormed(_ spec: CommandSpec) {
    #expect(!spec.summary.isEmpty && spec.summary.hasSuffix("."))
    #expect((1...2).contains(spec.words.count))
    let names = (spec.parameters + spec.options).map(\.name)
    #expect(Set(names).count == names.count)
    for option in spec.options {
      if let text = option.defaultText { #expect(option.kind.value(of: text) != nil, "\(spec.name) \(option.name)") }
    }
  }

  @Test(arguments: table.specs.flatMap { spec in spec.examples.map { Example(text: $0, name: spec.name) } })
  func exampleIsRead(_ example: Example) {
    let parsed = parse(Source(example.text), table: Self.table)
    #expect(parsed.errors == [])
    #expect(parsed.commands.count == 1)
    #expect(parsed.commands.first?.name == (example.text.hasPrefix("?") ? "help" : example.name))
  }

  struct Example: Sendable {
    let text: String
    let name: String
  }
}

extension CommandSpec: CustomTestStringConvertible {
  package var testDescription: String { name }
}
