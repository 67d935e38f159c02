internal import Basics

/// Puts candidates in order: how like its example the question is, and how well question and statement explain each other.
struct Ranker {
  let view: View

  func rank(_ candidates: [Candidate]) -> [Candidate] {
    candidates.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
  }
}
