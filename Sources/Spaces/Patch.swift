/// One typed edit of a space.
///
/// Patches on different targets (see ``key``) commute; a candidate is a set of patches.
package struct Patch: Sendable, Hashable {
  package enum Operation: String, Sendable, Hashable, CaseIterable {
    /// Puts a new element, line or word into a list.
    case add
    /// Puts an element in place of another of the same id.
    case replace
    /// Takes an element, line, word, text or flag away.
    case remove
    /// Gives a text or flag its value.
    case set
  }

  package var lever: Lever
  package var target: Target
  package var operation: Operation
  package var payload: Payload
  /// Why, in one sentence for a person.
  package var reason: String
  /// Ids of the questions that speak for it.
  package var evidence: [String]
  /// The name of the proposer.
  package var origin: String

  package init(
    _ operation: Operation, _ lever: Lever, on target: Target, _ payload: Payload = .none, reason: String = "",
    evidence: [String] = [], origin: String = ""
  ) {
    self.lever = lever
    self.target = target
    self.operation = operation
    self.payload = payload
    self.reason = reason
    self.evidence = evidence
    self.origin = origin
  }

  /// What a patch changes.
  package enum Target: Sendable, Hashable {
    /// The text instruction, or the list of the lever's elements.
    case space
    case table(String)
    case column(table: String, column: String)
    /// An existing element of the lever's list, or a prompt by its name.
    case element(id: String)
  }

  /// What it becomes.
  package enum Payload: Sendable, Hashable {
    case none
    /// A description, a prompt, or the whole text instruction.
    case text(String)
    /// One line of the text instruction, under a heading such as `## PURPOSE`; without one, before every heading.
    case line(String, section: String?)
    /// One synonym.
    case word(String)
    case flag(Bool)
    /// Format assistance and entity matching as they were; `nil` for a flag that was not written.
    case flags(format: Bool?, matching: Bool?)
    case example(Example)
    case join(JoinSpec)
    case snippet(Snippet)
    case function(FunctionReference)
    case question(SampleQuestion)
  }
}

/// Why a patch cannot be applied to a space.
package enum PatchError: Error, Sendable, Equatable {
  /// The lever, target, operation and payload do not go together.
  case malformed
  case unknownTable(String)
  case unknownElement(id: String)
  /// The element, line or word is there already.
  case alreadyPresent
  /// What is to be removed is not there.
  case notPresent
  case prompt(PromptError)
  /// The space would break a rule of the format or a limit of the platform.
  case invalid(SpaceFinding)
}
