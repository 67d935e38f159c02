internal import Basics
internal import Spaces

extension EpochReport {
  /// A hash over the decision and all that led to it: no time, no cost.
  func decisionHash(_ final: Space) -> ContentHash {
    var object = summary.objectValue ?? JSONObject()
    object["champion"] = .string(champion.hash.hex)
    object["final"] = .string(final.hash.hex)
    object["candidates"] = .array(
      candidates.map { candidate in
        [
          "cluster": .string(candidate.cluster.label), "proposer": .string(candidate.proposer),
          "patches": .array(candidate.patches.map(\.json)), "fate": .string(candidate.fate.rawValue),
          "tally": candidate.tally.json, "note": .string(candidate.note),
        ]
      })
    return ContentHash(of: JSON.object(object).bytes)
  }

  /// What the store keeps of the epoch.
  var summary: JSON {
    [
      "decision": .string(decision.rawValue), "train": train.json, "validation": validation.json,
      "clusters": .array(
        clusters.prefix(40).map { ["cause": .string($0.key.label), "questions": .int($0.questions.count)] }),
      "hash": .string(hash.hex),
    ]
  }

  /// One entry for each patch.
  var fates: [PatchRecord] {
    candidates.flatMap { candidate in
      candidate.patches.map { patch in
        PatchRecord(
          patch, candidate.recorded, wins: candidate.tally.wins, losses: candidate.tally.losses,
          ties: candidate.tally.ties, note: candidate.note.isEmpty ? candidate.cluster.label : candidate.note)
      }
    }
  }
}

extension CandidateReport {
  /// A patch that only rode along in a set, or did nothing yet, may be tried again: it is `raced`, not `rejected`.
  var recorded: PatchRecord.Fate {
    switch fate {
    case .accepted: .accepted
    case .screenedOut: .screenedOut
    case .rolledBack: .rolledBack
    case .pruned: .raced
    case .rejected: patches.count == 1 && tally.losses > tally.wins ? .rejected : .raced
    }
  }
}

extension EpochReport.Change {
  var json: JSON {
    ["questions": .int(questions), "before": .double(before), "after": .double(after), "tally": tally.json]
  }
}

extension Duels.Tally {
  var json: JSON {
    ["wins": .int(wins), "losses": .int(losses), "ties": .int(ties), "censored": .int(censored)]
  }
}
