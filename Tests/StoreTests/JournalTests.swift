import Basics
import Epochs
import Glibc
import Judges
import SQLite
import Spaces
import Store
import Systems
import Testing

/// What every journal must do, in memory and in a file.
@Suite struct JournalTests {
  enum Kind: CaseIterable { case memory, file }

  private func journal(_ kind: Kind) async throws -> any Journal {
    switch kind {
    case .memory: return MemoryJournal(start: bare)
    case .file:
      let store = try Store(path: nil)
      _ = try await store.addVersion(bare, parent: nil, patches: [])
      return store
    }
  }

  @Test(arguments: Kind.allCases)
  func whatIsRecordedIsFound(kind: Kind) async throws {
    let journal = try await journal(kind)
    let trace: JSON = ["spans": [["node": "guard"]]]
    let outcomes: [Evaluation] = [
      evaluation(.yes, trace: trace), evaluation(.notApplicable),
      Evaluation(sql: nil, outcome: .declined(reason: "no"), verdicts: [Verdict(judge: "result", ruling: .no)]),
      Evaluation(sql: "", outcome: .failed(reason: "syntax"), verdicts: [Verdict(judge: "result", ruling: .no)]),
    ]
    try await journal.record(outcomes.enumerated().map { (key($0.offset), $0.element) })
    let found = try await journal.lookup([key(2), key(9), key(0), key(3), key(1), key(0, sample: 1)])
    #expect(found == [outcomes[2], nil, outcomes[0], outcomes[3], outcomes[1], nil])
  }

  @Test(arguments: Kind.allCases)
  func answersStayAndFailuresGiveWay(kind: Kind) async throws {
    let journal = try await journal(kind)
    let down = Evaluation(sql: nil, outcome: .unavailable(reason: "network"), verdicts: [])
    try await journal.record([(key(0), down), (key(1), evaluation(.error)), (key(2), evaluation(.yes))])
    try await journal.record([(key(0), evaluation(.yes)), (key(1), evaluation(.no)), (key(2), evaluation(.no))])
    let found = try await journal.lookup([key(0), key(1), key(2)])
    #expect(found == [evaluation(.yes), evaluation(.no), evaluation(.yes)])
    try await journal.record([(key(0), down)])
    #expect(try await journal.lookup([key(0)]) == [evaluation(.yes)])
  }

  @Test(arguments: Kind.allCases)
  func anEpochCanBeRunAgainFromItsStart(kind: Kind) async throws {
    let journal = try await journal(kind)
    let new = try example(1).apply(to: bare)
    let outcome = EpochOutcome(number: 1, decision: "accepted", space: new, patches: [example(1)])
    try await journal.begin(start(1))
    try await journal.record([PatchRecord(example(1), .proposed)], epoch: 1)
    try await journal.begin(start(1))
    try await journal.record([PatchRecord(example(1), .proposed), PatchRecord(example(1), .accepted)], epoch: 1)
    let version = try await journal.finish(outcome)
    #expect(version == Version(number: 1, space: new, parent: bare.hash, patches: [example(1)]))
    #expect(try await journal.finish(outcome) == version)
  }

  @Test(arguments: Kind.allCases)
  func looksAreCountedForEachSplit(kind: Kind) async throws {
    let journal = try await journal(kind)
    let look = { (champion: String, split: String) in
      Look(
        champion: ContentHash(of: champion), start: bare.hash, evalset: ContentHash(of: "e"),
        split: ContentHash(of: split), alpha: 0.05)
    }
    #expect(try await journal.openLook(look("a", "s")) == 1)
    #expect(try await journal.openLook(look("a", "s")) == 1)
    try await journal.closeLook(1, result: ["p": 1])
    #expect(try await journal.openLook(look("a", "s")) == 2)
    #expect(try await journal.openLook(look("b", "s")) == 3)
    #expect(try await journal.openLook(look("a", "other")) == 1)
  }

  @Test func epochsOfAnEvalsetAreNumberedAndTakenUp() async throws {
    let store = try Store(path: nil)
    #expect(try await store.nextEpoch(sampleEvalset) == 1)
    try await store.begin(start(1))
    #expect(try await store.nextEpoch(sampleEvalset) == 1)
    try await store.finish(EpochOutcome(number: 1, decision: "rejected"))
    #expect(try await store.nextEpoch(sampleEvalset) == 2)
  }

  @Test func theSessionFindsWhatAnEpochAccepted() async throws {
    let store = try Store(path: nil)
    _ = try await store.addVersion(bare, parent: nil, patches: [])
    try await store.setState(["version": "0"])
    try await store.begin(start(1))
    try await store.finish(EpochOutcome(number: 1, decision: "rejected"))
    #expect(try await store.state("version") == "0")
    try await store.begin(start(2))
    try await store.finish(
      EpochOutcome(number: 2, decision: "accepted", space: try example(1).apply(to: bare), patches: [example(1)]))
    #expect(try await store.state("version") == "1")
  }

  @Test func fatesOfEarlierEpochsComeBack() async throws {
    let store = try Store(path: nil)
    let fates = [
      PatchRecord(example(1), .rejected, wins: 1, losses: 4, ties: 2, note: "no"), PatchRecord(example(2), .refused),
    ]
    try await store.begin(start(1))
    try await store.record(fates, epoch: 1)
    #expect(try await store.fates(sampleEvalset, before: 1).isEmpty)
    #expect(try await store.fates(sampleEvalset, before: 2) == fates)
  }

  @Test func versionsKeepTheirParentsAndPatches() async throws {
    let store = try Store(path: nil)
    let first = try await store.addVersion(bare, parent: nil, patches: [])
    #expect(try await store.addVersion(bare, parent: nil, patches: []) == first)
    let next = try example(1).apply(to: bare)
    let second = try await store.addVersion(next, parent: first.hash, patches: [example(1)])
    #expect(try await store.versions() == [first, second])
    #expect(second.name == "v1" && second.parent == first.hash)
  }

  @Test func runsHoldTheirAnswersInOrder() async throws {
    let store = try Store(path: nil)
    try await store.record(sampleEvalset)
    try await store.record((0..<4).map { (key($0), evaluation($0 % 2 == 0 ? .yes : .no)) })
    let run = { (id: String, keys: [EvaluationKey], right: Int) in
      RunRecord(
        id: id, version: bare.hash, evalset: sampleEvalset.hash, splits: sampleEvalset.splitHash, split: .validation,
        samples: 1, keys: keys, summary: ["right": .int(right)])
    }
    try await store.record(run("a", [key(3), key(0)], 0))
    // Once more, when what infrastructure had failed was answered.
    try await store.record(run("a", [key(1)], 1))
    let reader = try Connection(.file(store.path), mode: .readOnly)
    #expect(try reader.query("SELECT json_extract(summary, '$.right') FROM run_log") == [[.integer(1)]])
    let stored = try #require(try await store.run(nil))
    #expect(stored.name == "r1" && stored.split == .validation)
    #expect(stored.answers.map(\.question) == ["q3", "q0"])
    #expect(stored.answers.map(\.evaluation) == [evaluation(.no), evaluation(.yes)])
    #expect(try await store.run("r2")?.name == nil)
    #expect(try await store.runNames() == ["r1"])
  }

  @Test func aKilledWriterLosesNothingThatItReported() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/s.chaos"
    setenv("CHAOS_LLAMA_TEST_STORE", path, 1)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      let path = String(cString: getenv("CHAOS_LLAMA_TEST_STORE"))
      let store = try Store(path: path)
      try await store.begin(start(1))
      for batch in 0..<20 {
        try await store.record((0..<10).map { (key(batch * 10 + $0), evaluation(.yes)) })
      }
      kill(getpid(), SIGKILL)
    }
    let store = try Store(path: path)
    let found = try await store.lookup((0..<200).map { key($0) })
    #expect(found.allSatisfy { $0 == evaluation(.yes) })
    #expect(try await store.nextEpoch(sampleEvalset) == 1)
    #expect(try Connection(.file(path), mode: .readOnly).query("PRAGMA integrity_check") == [["ok"]])
  }
}
