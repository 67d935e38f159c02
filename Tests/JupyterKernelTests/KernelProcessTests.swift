import Basics
import Glibc
import Testing

@testable import JupyterKernel

/// The real program over real sockets.
@Suite(.serialized, .timeLimit(.minutes(10))) struct KernelProcessTests {
  private func withKernel(_ body: (KernelProcess) async throws -> Void) async throws {
    let kernel = KernelProcess()
    do {
      try await kernel.start()
      try await body(kernel)
    } catch {
      await kernel.stop()
      throw error
    }
    await kernel.stop()
  }

  @Test func runsACell() async throws {
    try await withKernel { kernel in
      let id = await kernel.execute("test echo 42")
      let reply = try await kernel.reply(to: id)
      #expect(reply.content["status"] == "ok")
      #expect(reply.content["execution_count"] == 1)
      let outputs = try await kernel.outputs(of: id)
      #expect(outputs.map(\.type) == ["status", "execute_input", "execute_result", "status"])
      #expect(outputs[2].content["data"]?["text/plain"] == "42")
    }
  }

  @Test func printsEverythingBeforeIdle() async throws {
    try await withKernel { kernel in
      let id = await kernel.execute("test print 20000")
      let outputs = try await kernel.outputs(of: id)
      let streams = outputs.filter { $0.type == "stream" }
      let text = streams.compactMap { $0.content["text"]?.stringValue }.joined()
      #expect(text == (0..<20000).map { "line \($0)\n" }.joined())
      #expect(streams.count < 1000)
    }
  }

  @Test(arguments: ["test sleep 60", "test burn 60"], ["interrupt_request", "SIGINT"])
  func interrupts(_ code: String, _ way: String) async throws {
    try await withKernel { kernel in
      let id = await kernel.execute(code)
      _ = try await kernel.next(on: .iopub) { $0.type == "execute_input" }
      if way == "SIGINT" {
        await kernel.signal(SIGINT)
      } else {
        let request = await kernel.send(way, [:], on: .control)
        #expect(try await kernel.reply(to: request, on: .control).content["status"] == "ok")
      }
      #expect(try await kernel.reply(to: id).content["status"] == "error")
      let next = await kernel.execute("test echo 1")
      #expect(try await kernel.reply(to: next).content["status"] == "ok")
    }
  }

  @Test func asksTheClientAndStopsAsking() async throws {
    try await withKernel { kernel in
      let first = await kernel.execute("test ask", allowsInput: true)
      let question = try await kernel.reply(to: first, on: .stdin)
      #expect(question.content["prompt"] == "name? ")
      _ = await kernel.send("input_reply", ["value": "Zoë 🦙"], on: .stdin)
      #expect(try await kernel.reply(to: first).content["status"] == "ok")
      let second = await kernel.execute("test ask", allowsInput: true)
      _ = try await kernel.reply(to: second, on: .stdin)
      await kernel.signal(SIGINT)
      #expect(try await kernel.reply(to: second).content["status"] == "error")
      let third = await kernel.execute("test ask")
      #expect(try await kernel.reply(to: third).content["status"] == "error")
    }
  }

  @Test func livesWhileBusy() async throws {
    try await withKernel { kernel in
      let cell = await kernel.execute("test burn 60")
      _ = try await kernel.next(on: .iopub) { $0.type == "execute_input" }
      #expect(await kernel.echo([0, 1, 255]) == [0, 1, 255])
      let question = await kernel.send("kernel_info_request", [:], on: .control)
      #expect(try await kernel.reply(to: question, on: .control).content["protocol_version"] == "5.5")
      let completion = await kernel.send("complete_request", ["code": "test pri", "cursor_pos": 8])
      #expect(try await kernel.reply(to: completion).content["status"] == "ok")
      let shutdown = await kernel.send("shutdown_request", ["restart": true], on: .control)
      #expect(try await kernel.reply(to: shutdown, on: .control).content["restart"] == true)
      #expect(await kernel.exitStatus() == 0)
      #expect(cell != shutdown)
    }
  }

  @Test func survivesForgery() async throws {
    try await withKernel { kernel in
      await kernel.forge()
      let id = await kernel.execute("test echo 1")
      let reply = try await kernel.reply(to: id)
      #expect(reply.content["execution_count"] == 1)
    }
  }

  @Test func endsOnTermination() async throws {
    try await withKernel { kernel in
      await kernel.signal(SIGTERM)
      #expect(await kernel.exitStatus() == 0)
    }
  }
}

extension KernelProcess {
  /// Sends what only an attacker or a broken client would.
  func forge() {
    for port in [ConnectionFile.Port.shell, .control] {
      send(raw: frames("shutdown_request", key: Array("wrong".utf8), identities: []), on: port)
      for parts in [["{", "{}", "{}", "{}"], ["[]", "[]", "[]", "[]"], ["", "", "", ""]] {
        send(raw: signed(parts.map { Array($0.utf8) }, key: Array(connection.key.utf8), []), on: port)
      }
      send(raw: [[]], on: port)
      send(raw: [WireFormat.delimiter], on: port)
    }
  }
}
