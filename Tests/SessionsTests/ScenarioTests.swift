import Displays
import FoundationEssentials
import Testing

/// One long session, cell by cell, against its transcript.
///
/// `Tests/Notebooks/check.py` plays the same cells over the wire and wants the same transcript.
/// `CHAOS_LLAMA_RECORD=1` writes it anew.
@Suite struct ScenarioTests {
  @Test func playsInProcess() async throws {
    let bench = try Bench()
    var transcript = ""
    let cells = try Bench.scenario("shop.llama").split(separator: "# %%\n").dropFirst()
    for (index, cell) in cells.enumerated() {
      let source = String(cell.hasSuffix("\n") ? cell.dropLast() : cell)
      let (outcome, text) = await bench.run(source)
      var shown = text
      if case .failed(let error) = outcome { shown += error.report.joined(separator: "\n") + "\n" }
      transcript += "In [\(index + 1)]:\n\(source)\n\n\(plain(shown).replacing(bench.folder, with: "@"))\n"
    }
    if ProcessInfo.processInfo.environment["CHAOS_LLAMA_RECORD"] != nil {
      try Data(transcript.utf8).write(to: URL(filePath: Bench.scenarioPath("shop.txt")))
    }
    #expect(try transcript == Bench.scenario("shop.txt"))
  }

  /// A text without the escape sequences that colour it.
  private func plain(_ text: String) -> String {
    text.split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated().map { index, part in
      index == 0 ? String(part) : String(part.drop { $0 != "m" }.dropFirst())
    }.joined()
  }
}
