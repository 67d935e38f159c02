import Displays
import FoundationEssentials
import SQLite
import Sessions
import Testing

/// A folder of its own with a small shop, an evalset and a session.
final class Bench {
  let folder: String
  let session: Session

  init(environment: [String: String] = [:], clock: any Clock<Duration> = ContinuousClock()) throws {
    session = Session(version: "test", environment: environment, clock: clock)
    folder = FileManager.default.temporaryDirectory.path + "/sessions-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["shop.sql", "shop.jsonl"] { try write(Self.scenario(name), to: name) }
    try Connection(.file(folder + "/shop.sqlite"), mode: .readWrite).execute(script: Self.scenario("shop.sql"))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A file of the scenario that is also played over the wire.
  static func scenario(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: scenarioPath(name))), as: UTF8.self)
  }

  static func scenarioPath(_ name: String) -> String {
    "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Scenarios/" + name
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
  }

  /// Runs commands; `@` stands for the folder.
  @discardableResult
  func run(_ source: String) async -> (outcome: CellOutcome, text: String) {
    let recorder = Recorder()
    let cell = Cell(source: source.replacing("@", with: folder))
    let outcome = await session.execute(cell, output: recorder)
    return (outcome, recorder.text)
  }

  /// Loads everything a run needs.
  func load() async {
    let (outcome, text) = await run(
      """
      use store @/test.chaos
      connect sqlite:@/shop.sqlite as shop
      new space from shop
      load evals @/shop.jsonl split=50/25/25 by=family
      """)
    #expect(outcome == .finished, "\(outcome) \(text)")
  }
}
