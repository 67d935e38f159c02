internal import Basics
internal import Displays
internal import FoundationEssentials
internal import Language

extension Session {
  /// What the conformance harness needs and no user does.
  static let diagnosticEffects: [String: Effect] = [
    "test print": { _, command, screen in
      for line in 0..<max(0, command.int("count") ?? 0) {
        if line % 1000 == 0 { try Task.checkCancellation() }
        screen.output.emit(.text("line \(line)\n"))
      }
      return nil
    },
    "test hello": { _, _, screen in
      screen.output.emit(.text("hello, world\n"))
      return nil
    },
    "test echo": { _, command, _ in Bundle(plain: command.text("text") ?? "") },
    "test sleep": { _, command, _ in
      try await Task.sleep(for: .seconds(command.seconds("seconds") ?? 0))
      return nil
    },
    "test burn": { _, command, _ in
      let end = ContinuousClock.now + .seconds(command.seconds("seconds") ?? 0)
      while ContinuousClock.now < end { try Task.checkCancellation() }
      return nil
    },
    "test fail": { _, _, _ in throw SessionError.failedAsAsked },
    "test stderr": { _, _, screen in
      screen.output.emit(.warning("oops\n"))
      return nil
    },
    "test touch": { _, command, _ in
      let path = command.text("file") ?? ""
      guard FileManager.default.createFile(atPath: path, contents: nil) else { throw SessionError.unwritable(path) }
      return nil
    },
    "test ask": { _, _, screen in
      screen.output.emit(.text("got " + (try await screen.output.input(prompt: "name? ", secret: false)) + "\n"))
      return nil
    },
    "test ask-secret": { _, _, screen in
      screen.output.emit(.text("got " + (try await screen.output.input(prompt: "pw? ", secret: true)) + "\n"))
      return nil
    },
    "test unicode": { _, _, screen in
      screen.output.emit(.text("é 中 🦙 e\u{301}\n"))
      return nil
    },
    "test slow": { _, command, screen in
      screen.output.emit(.text("early\n"))
      try await Task.sleep(for: .seconds(command.seconds("seconds") ?? 3))
      return nil
    },
    "test set": { session, command, _ in
      await session.keep(command.text("value") ?? "", as: command.text("name") ?? "")
      return nil
    },
    "test get": { session, command, screen in
      let name = command.text("name") ?? ""
      guard let value = await session.kept(name) else { throw SessionError.unknownName(name) }
      screen.output.emit(.text(value + "\n"))
      return nil
    },
    "test display": { _, _, screen in
      screen.output.emit(.display(Bundle(plain: "a"), id: "d1"))
      screen.output.emit(.update(Bundle(plain: "b"), id: "d1"))
      return nil
    },
    "test clear": { _, _, screen in
      screen.output.emit(.clear(wait: true))
      return nil
    },
    "test html": { _, _, _ in
      Table(columns: [.init("judge"), .init("share", .number)], rows: [["result", "0.91"]]).bundle()
    },
    "test chart": { _, _, _ in sampleChart.bundle() },
    "test svg": { _, _, screen in
      var bundle = Bundle(plain: "a chart")
      bundle[MIMEType.svg] = .string(sampleChart.svg)
      screen.output.emit(.display(bundle, id: nil))
      return nil
    },
  ]

  private static let sampleChart = Chart(
    "A chart", mark: .line, x: "epoch", y: "accuracy", format: .percent,
    series: [
      .init("train", [.init(.label("v0"), 0.4), .init(.label("v1"), 0.6), .init(.label("v2"), 0.7)])
    ])

  private func keep(_ value: String, as name: String) { bench.kept[name] = value }
  func kept(_ name: String) -> String? { bench.kept[name] }
}
