package import Basics
package import Judges
package import Spaces
package import Systems

/// What an epoch writes down as it goes, so that killing it loses nothing.
///
/// An epoch is a deterministic function of what `begin` records; after a kill it is run again from its start and
/// finds every evaluation answered. So whatever a method has returned from is durable, and recording the same thing
/// again changes nothing.
package protocol Journal: Sendable {
  /// The evaluations that were recorded under these keys, place by place.
  func lookup(_ keys: [EvaluationKey]) async throws -> [Evaluation?]

  /// Keeps evaluations; the first final one under a key stays. Give many at once: each call is one commit.
  func record(_ evaluations: [(key: EvaluationKey, evaluation: Evaluation)]) async throws

  /// Opens an epoch, or takes up the unfinished one of that number that began from the same things.
  func begin(_ epoch: EpochStart) async throws

  /// Keeps what became of patches; a patch gathers one entry for each kind of fate in an epoch.
  func record(_ fates: [PatchRecord], epoch: Int) async throws

  /// Closes an epoch and, where it has a new space, makes it the next version and the champion, at one instant.
  @discardableResult
  func finish(_ outcome: EpochOutcome) async throws -> Version?

  /// Keeps one version measured on one split; measured again, it has the figures of the last time.
  func record(_ run: RunRecord) async throws

  /// Counts a look at the sealed test split before it is opened, and gives its number among the looks at that split,
  /// from 1. A look that was opened for the same comparison and never closed is the same look.
  func openLook(_ look: Look) async throws -> Int

  /// Keeps what a look said.
  func closeLook(_ number: Int, result: JSON) async throws
}

/// What an evaluation depends on: equal keys have equal evaluations.
package struct EvaluationKey: Sendable, Hashable {
  /// The system's name, with its settings where they matter.
  package var system: String
  /// Of ``SystemInput``.
  package var input: ContentHash
  package var question: String
  /// Over the question's text and context.
  package var text: ContentHash
  package var sample: Int
  /// Names the database and its content.
  package var database: String
  /// Over the expectation and the names of the judges.
  package var judging: ContentHash

  package init(
    system: String, input: ContentHash, question: String, text: ContentHash, sample: Int, database: String,
    judging: ContentHash
  ) {
    self.system = system
    self.input = input
    self.question = question
    self.text = text
    self.sample = sample
    self.database = database
    self.judging = judging
  }

  package init(
    system: String, input: SystemInput, ask: Ask, database: String, expectation: Expectation, judges: [String]
  ) {
    let expected = [expectation.sql ?? ""] + expectation.alternatives + ["facts"] + expectation.facts + ["judges"]
    self.init(
      system: system, input: input.fingerprint, question: ask.id,
      text: ContentHash(of: JSON.strings([ask.text, ask.context ?? ""]).bytes), sample: ask.sample,
      database: database, judging: ContentHash(of: JSON.strings(expected + judges).bytes))
  }
}

/// One sample of one question, answered and judged.
package struct Evaluation: Sendable, Hashable {
  package var sql: String?
  package var outcome: Trace.Outcome
  /// The headline judge first.
  package var verdicts: [Verdict]
  package var microseconds: Int
  package var tokens: Int
  /// US dollars.
  package var cost: Double
  /// The spans, rows and words of the answer, compact; `nil` where nobody will look at them.
  package var trace: JSON?

  package init(
    sql: String?, outcome: Trace.Outcome, verdicts: [Verdict], microseconds: Int = 0, tokens: Int = 0,
    cost: Double = 0, trace: JSON? = nil
  ) {
    self.sql = sql
    self.outcome = outcome
    self.verdicts = verdicts
    self.microseconds = microseconds
    self.tokens = tokens
    self.cost = cost
    self.trace = trace
  }
}

/// What an epoch starts from: with these, its decisions are fixed.
package struct EpochStart: Sendable, Hashable {
  /// From 1.
  package var number: Int
  package var champion: ContentHash
  package var evalset: ContentHash
  package var split: ContentHash
  package var system: String
  package var seed: UInt64
  package var settings: JSON

  package init(
    number: Int, champion: ContentHash, evalset: ContentHash, split: ContentHash, system: String, seed: UInt64,
    settings: JSON = [:]
  ) {
    self.number = number
    self.champion = champion
    self.evalset = evalset
    self.split = split
    self.system = system
    self.seed = seed
    self.settings = settings
  }
}

/// How an epoch ended.
package struct EpochOutcome: Sendable, Hashable {
  package var number: Int
  /// `accepted`, `rejected`, `rolled back`, `nothing proposed`, …
  package var decision: String
  /// The new champion; `nil` where the old one stays.
  package var space: Space?
  package var patches: [Patch]
  /// Whatever the epoch wants to show of itself later.
  package var summary: JSON

  package init(number: Int, decision: String, space: Space? = nil, patches: [Patch] = [], summary: JSON = [:]) {
    self.number = number
    self.decision = decision
    self.space = space
    self.patches = patches
    self.summary = summary
  }
}

/// What became of a patch in an epoch.
package struct PatchRecord: Sendable, Hashable {
  package enum Fate: String, Sendable, Hashable, CaseIterable {
    case proposed
    case screenedOut = "screened out"
    case raced
    case accepted
    case rejected
    case rolledBack = "rolled back"
    /// A person said no.
    case refused
  }

  package var patch: Patch
  package var fate: Fate
  package var wins: Int
  package var losses: Int
  package var ties: Int
  /// Why, in one sentence.
  package var note: String

  package init(_ patch: Patch, _ fate: Fate, wins: Int = 0, losses: Int = 0, ties: Int = 0, note: String = "") {
    self.patch = patch
    self.fate = fate
    self.wins = wins
    self.losses = losses
    self.ties = ties
    self.note = note
  }
}

/// One version measured on one split: which evaluations it is made of, and its figures.
package struct RunRecord: Sendable, Hashable {
  /// Unique in the store; the same answers again are the same run.
  package var id: String
  package var version: ContentHash
  package var evalset: ContentHash
  package var splits: ContentHash
  package var split: Split
  package var samples: Int
  /// The epoch it belongs to, if any.
  package var epoch: Int?
  package var keys: [EvaluationKey]
  /// Accuracy, interval and the like.
  package var summary: JSON

  package init(
    id: String, version: ContentHash, evalset: ContentHash, splits: ContentHash, split: Split, samples: Int,
    epoch: Int? = nil, keys: [EvaluationKey], summary: JSON = [:]
  ) {
    self.id = id
    self.version = version
    self.evalset = evalset
    self.splits = splits
    self.split = split
    self.samples = samples
    self.epoch = epoch
    self.keys = keys
    self.summary = summary
  }
}

/// A look at the sealed test split: what is compared with what, on which questions.
package struct Look: Sendable, Hashable {
  package var champion: ContentHash
  package var start: ContentHash
  package var evalset: ContentHash
  package var split: ContentHash
  /// What of the error rate this look may use.
  package var alpha: Double

  package init(champion: ContentHash, start: ContentHash, evalset: ContentHash, split: ContentHash, alpha: Double) {
    self.champion = champion
    self.start = start
    self.evalset = evalset
    self.split = split
    self.alpha = alpha
  }
}
