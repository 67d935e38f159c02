import FoundationEssentials
import Testing

@testable import LineREPL

@Suite struct REPLTests {
  private func talk(_ body: (TerminalProcess) async throws -> Void) async throws {
    let terminal = TerminalProcess()
    do {
      try await terminal.start()
      try await body(terminal)
    } catch {
      await terminal.stop()
      throw error
    }
    await terminal.stop()
  }

  @Test func runsLinesAndLeaves() async throws {
    try await talk { terminal in
      await terminal.type("test hello\n")
      try await terminal.wait(for: "hello, world")
      try await terminal.wait(for: "llama> ")
      await terminal.type("\u{4}")
      #expect(await terminal.exitStatus() == 0)
      let history = try Data(contentsOf: URL(filePath: terminal.home + "/.local/state/chaos-llama/history"))
      #expect(String(decoding: history, as: UTF8.self).contains("hello"))
    }
  }

  @Test func tabCompletes() async throws {
    try await talk { terminal in
      await terminal.type("test hel\t")
      await terminal.type("\n")
      try await terminal.wait(for: "hello, world")
    }
  }

  @Test func controlCStopsACommandAndClearsALine() async throws {
    try await talk { terminal in
      await terminal.type("test slow 60s\n")
      try await terminal.wait(for: "early")
      await terminal.type("\u{3}")
      try await terminal.wait(for: "Interrupted")
      try await terminal.wait(for: "llama> ")
      await terminal.type("nonsense")
      try await terminal.wait(for: "nonsense")
      await terminal.type("\u{3}")
      try await terminal.wait(for: "^C")
      try await terminal.wait(for: "llama> ")
      await terminal.type("test hello\n")
      try await terminal.wait(for: "hello, world")
    }
  }

  @Test func asksThePerson() async throws {
    try await talk { terminal in
      await terminal.type("test ask\n")
      try await terminal.wait(for: "name? ")
      await terminal.type("Ann\n")
      try await terminal.wait(for: "got Ann")
      try await terminal.wait(for: "llama> ")
      await terminal.type("test ask\n")
      try await terminal.wait(for: "name? ")
      await terminal.type("\u{3}")
      try await terminal.wait(for: "Interrupted")
    }
  }

  @Test func editsWideLettersAndRecallsLines() async throws {
    try await talk { terminal in
      // Left, then erase the llama.
      await terminal.type("test echo 中é🦙x\u{1B}[D\u{7F}\n")
      try await terminal.wait(for: "\r\n中éx\r\n")
      try await terminal.wait(for: "llama> ")
      await terminal.type("test hello\n")
      try await terminal.wait(for: "hello, world")
      await terminal.type("\u{1B}[A\u{1B}[A\n")
      try await terminal.wait(for: "\r\n中éx\r\n")
      try await terminal.wait(for: "llama> ")
      await terminal.type("\u{12}hel\n")
      try await terminal.wait(for: "hello, world")
    }
  }

  @Test func readsSeveralLines() async throws {
    try await talk { terminal in
      await terminal.type("test echo \"\"\"\n")
      try await terminal.wait(for: "... ")
      await terminal.type("\u{3}")
      try await terminal.wait(for: "llama> ")
    }
  }
}
