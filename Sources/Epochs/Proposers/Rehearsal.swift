package import Spaces

/// What some patches would do to questions that the proposer is shown anyway; offered where answers cost nothing.
package struct Rehearsal: Sendable, Hashable {
  package struct Line: Sendable, Hashable {
    package var question: String
    package var family: String
    /// What the share of right samples grew by.
    package var gain: Double
    /// Ids of the elements of the space that the new answer says it used.
    package var used: Set<String>
  }

  package var lines: [Line]

  /// Questions that an element won minus those that it lost, by the element's id; an element says nothing about the
  /// family it was taken from.
  package func credit(to ids: [String], taken families: [String: String]) -> [String: Int] {
    var credit: [String: Int] = [:]
    for line in lines where line.gain != 0 {
      for id in ids where line.used.contains(id) && families[id] != line.family {
        credit[id, default: 0] += line.gain > 0 ? 1 : -1
      }
    }
    return credit
  }
}

/// Tries patches on the questions shown.
package typealias Rehearse = @Sendable ([Patch], [TrainItem]) async -> Rehearsal
