/// Something wrong with a space, and where.
package struct SpaceFinding: Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable {
    /// The platform refuses the space.
    case error
    /// The platform takes it, and it works badly or loses something.
    case warning
  }

  package var problem: Problem
  /// Where in the document: `instructions.join_specs[2].sql[0]`.
  package var path: String

  package init(_ problem: Problem, at path: String) {
    self.problem = problem
    self.path = path
  }

  package enum Problem: Sendable, Hashable {
    case wrongKind(expected: String, found: String)
    /// A string where the format has a list of strings.
    case textNotList
    case missing(field: String)
    case unknownVersion(String)
    case forbiddenField(String)
    case misplaced(field: String, belongs: String)
    case readOnlyField(String)
    case oldField(String, now: String)
    case invalidID(String)
    case duplicateID(String)
    case duplicate(String)
    case unsorted(by: String)
    case tooLong(characters: Int, limit: Int)
    case tooMany(what: String, count: Int, limit: Int)
    case emptyText
    case invalidIdentifier(String)
    case matchingWithoutFormat
    case joinWithoutRelationship
    case joinWithoutCondition
    case joinRelationshipNotLast
    case joinSidesAlike(String)
    case joinConditionNames(alias: String)
    case joinConditionCombined
    case unknownTable(String)
    case answerCount(Int)
    case answerFormat(String)
    case markerWithoutParameter(String)
    case parameterWithoutMarker(String)
    case longInstruction(characters: Int, useful: Int)
    case snippetClause(String)
    case prompt(PromptError)

    package var severity: Severity {
      switch self {
      case .readOnlyField, .oldField, .joinConditionCombined, .markerWithoutParameter, .parameterWithoutMarker,
        .longInstruction, .emptyText:
        .warning
      default: .error
      }
    }

    /// Whether the document cannot be understood, and not only be refused.
    var concernsShape: Bool {
      switch self {
      case .wrongKind, .unknownVersion: true
      case .missing(let field): ["data_sources", "version", "identifier", "column_name"].contains(field)
      default: false
      }
    }
  }

  package var severity: Severity { problem.severity }
}
