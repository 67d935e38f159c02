import Basics
import FoundationEssentials
import Testing

@testable import JupyterKernel

struct HistoryTests {
  private var history = History(
    session: 3,
    earlier: [
      HistoryEntry(session: 2, line: 1, source: "run"), HistoryEntry(session: 2, line: 2, source: "show [x]"),
    ])

  init() {
    for (line, source) in ["run", "step", "run on=test", "step"].enumerated() {
      history.add(HistoryEntry(line: line + 1, source: source, output: "o\(line)"))
    }
  }

  private func found(_ query: JSON) -> [String] {
    let entries = history.select(HistoryQuery(query.objectValue ?? JSONObject()))
    return entries.map { "\($0.session).\($0.line) \($0.source)" }
  }

  @Test(
    arguments: [
      (["hist_access_type": "tail", "n": 2], ["3.3 run on=test", "3.4 step"]),
      (["hist_access_type": "tail", "n": 0], []), (["hist_access_type": "tail", "n": -1], []),
      (["hist_access_type": "range", "session": 0, "start": 1, "stop": 3], ["3.1 run", "3.2 step"]),
      (["hist_access_type": "range", "session": 3, "start": 4], ["3.4 step"]),
      (["hist_access_type": "range", "session": -1, "start": 0, "stop": 9], ["2.1 run", "2.2 show [x]"]),
      (["hist_access_type": "search", "pattern": "run*"], ["2.1 run", "3.1 run", "3.3 run on=test"]),
      (["hist_access_type": "search", "pattern": "run*", "n": 1], ["3.3 run on=test"]),
      (["hist_access_type": "search", "pattern": "step", "unique": true], ["3.4 step"]),
    ] as [(JSON, [String])])
  func answers(_ query: JSON, _ expected: [String]) {
    #expect(found(query) == expected)
  }

  @Test func givesTheOutputWhenAsked() {
    let query = HistoryQuery(JSONObject([("output", true), ("hist_access_type", "tail"), ("n", 1)]))
    #expect(history.content(for: query)["history"] == [[3, 4, ["step", "o3"]]])
  }

  @Test mutating func keepsItsSize() {
    for line in 0..<20_000 { history.add(HistoryEntry(line: line, source: "x")) }
    #expect(history.entries.count <= History.capacity * 5 / 4)
    #expect(history.entries.last?.line == 19_999)
    let long = history.add(HistoryEntry(line: 1, source: String(repeating: "x", count: 1 << 17)))
    #expect(long == nil)
  }

  @Test func comesBackFromDisk() {
    let folder = FileManager.default.temporaryDirectory.appending(path: "history-" + freshIdentifier())
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "h.jsonl").path
    var first = HistoryKeeper(file: HistoryFile(path: path))
    first.add(HistoryEntry(line: 1, source: "één\n\"two\""))
    try? FileManager.default.contents(atPath: path).map { Data($0 + Array("torn {".utf8)) }?
      .write(to: URL(filePath: path))
    var second = HistoryKeeper(file: HistoryFile(path: path))
    let all = HistoryQuery(JSONObject([("hist_access_type", "tail")]))
    let earlier = second.content(for: all)["history"]
    #expect(earlier == [[1, 1, "één\n\"two\""]])
    second.add(HistoryEntry(line: 1, source: "next"))
    let later = second.content(for: all)["history"]?.arrayValue?.last
    #expect(later == [2, 1, "next"])
  }

  @Test func doesWithoutADisk() {
    var keeper = HistoryKeeper(file: HistoryFile(path: "/proc/nowhere/h.jsonl"))
    keeper.add(HistoryEntry(line: 1, source: "a"))
    let kept = keeper.content(for: HistoryQuery(JSONObject()))["history"]
    #expect(kept == [[1, 1, "a"]])
    #expect(HistoryFile(environment: ["CHAOS_LLAMA_HISTORY": ""]) == nil)
    #expect(HistoryFile(environment: [:]) == nil)
    #expect(HistoryFile(environment: ["HOME": "/proc/nowhere"]) == nil)
  }
}

struct GlobTests {
  @Test(arguments: [
    ("*", "", true), ("a*", "abc", true), ("a*", "ba", false), ("*b*", "abc", true), ("a?c", "abc", true),
    ("a?c", "ac", false), ("[ab]x", "bx", true), ("[!ab]x", "bx", false), ("[a-c]*", "cat", true), ("[]]", "]", true),
    ("[", "[", true), ("[*]", "*", true), ("[*]", "x", false), ("*a*a*a*b", String(repeating: "a", count: 300), false),
    ("🦙?", "🦙é", true), ("", "", true), ("", "x", false),
  ])
  func matches(_ pattern: String, _ text: String, _ expected: Bool) {
    #expect(Glob(pattern).matches(text) == expected)
  }
}
