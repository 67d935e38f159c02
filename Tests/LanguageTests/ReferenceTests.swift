import FoundationEssentials
import Testing

@testable import Language

@Suite struct ReferenceTests {
  /// `CHAOS_LLAMA_RECORD=1` writes the page anew.
  @Test func theReferencePageIsCurrent() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let page = URL(filePath: "/\(root)/notebooks/commands.md")
    if ProcessInfo.processInfo.environment["CHAOS_LLAMA_RECORD"] != nil {
      try Data(referencePage().utf8).write(to: page)
    }
    #expect(String(decoding: try Data(contentsOf: page), as: UTF8.self) == referencePage())
  }

  @Test func helpFindsCommandsByTheirWords() {
    #expect(commands(named: "load evals").map(\.name) == ["load evals"])
    #expect(commands(named: "SHOW").count > 10)
    #expect(commands(named: "space").map(\.name).contains("save space"))
    #expect(commands(named: "frobnicate").isEmpty)
  }

  @Test func helpNamesEveryOption() throws {
    let text = helpText(try #require(CommandTable.standard()["step"]))
    for word in ["until METRIC>=N", "budget=", "clusters=", "else 8", "Examples:"] { #expect(text.contains(word)) }
  }
}
