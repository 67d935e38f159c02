import Language
import Testing

@testable import Sessions

@Suite struct EffectTableTests {
  @Test func everyCommandHasAnEffectAndEveryEffectACommand() {
    let commands = Set(CommandTable.standard(diagnostics: true).specs.map(\.name)).subtracting(["exit", "quit"])
    let effects = Set(Session.effects.keys)
    #expect(commands.subtracting(effects).isEmpty)
    #expect(effects.subtracting(commands).isEmpty)
  }
}
