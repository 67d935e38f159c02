internal import Basics

/// Every way in which the optimizer refuses or stops; a question that fails is never one of them.
package enum OptimizerError: Error, Sendable, Hashable {
  package enum Resource: String, Sendable, Hashable { case questions }

  case overBudget(what: Resource, needed: Double, left: Double)
  case emptySplit(name: String)
  /// The test split is opened by `certify` alone.
  case sealed
  case unknownProposal(number: Int, count: Int)
  case noProposals
  /// An accepted proposal no longer fits the space.
  case unusablePatch(reason: String)
  case system(message: String)
  case warehouse(message: String)
  case journal(message: String)
  /// The model that proposes did not answer, and the epoch waits for it.
  case model(message: String)
  case cancelled

  /// One sentence for a person.
  package var sentence: String {
    switch self {
    case .overBudget(.questions, let needed, let left):
      "This needs up to \(grouped(whole(needed))) questions, and the budget has \(grouped(whole(left))) left."
    case .emptySplit(let name): "The \(name) split has no questions."
    case .sealed: "The test split is sealed; `certify` opens it, and every look is counted."
    case .unknownProposal(let number, let count):
      "There is no proposal \(number); they are numbered 1 to \(count)."
    case .noProposals: "There are no open proposals; `suggest` makes some."
    case .unusablePatch(let reason): "The change does not fit the space: \(reason)"
    case .system(let message): "The system could not be prepared: \(message)"
    case .warehouse(let message): "The warehouse could not be read: \(message)"
    case .journal(let message): "The journal could not be read or written: \(message)"
    case .model(let message): message
    case .cancelled: "Stopped; what was answered so far is recorded, and the same command goes on from there."
    }
  }
}

/// The nearest integer, for doubles that may be too large or no number at all.
private func whole(_ value: Double) -> Int { value.isNaN ? 0 : Int(max(-9e15, min(9e15, value.rounded()))) }
