extension SpaceFinding {
  /// One sentence for a person, with the place.
  package var sentence: String { (path.isEmpty ? "" : path + ": ") + problem.sentence }
}

extension SpaceFinding.Problem {
  var sentence: String {
    switch self {
    case .wrongKind(let expected, let found): "expected \(expected), found \(found)"
    case .textNotList: "a text is a list of strings here, not one string"
    case .missing(let field): "the field '\(field)' is missing"
    case .unknownVersion(let version): "version \(version) is not known; 1 and 2 are"
    case .forbiddenField(let name): "'\(name)' does not belong inside a serialized space; the platform refuses it"
    case .misplaced(let field, let belongs): "'\(field)' belongs to \(belongs)"
    case .readOnlyField(let name): "'\(name)' is the platform's own and is left out when the space is written"
    case .oldField(let name, let now): "'\(name)' is the name of version 1; version 2 says '\(now)'"
    case .invalidID(let id): "the id '\(id)' is not 32 lower-case hexadecimal digits"
    case .duplicateID(let id): "the id '\(id)' is used more than once"
    case .duplicate(let name): "'\(name)' is there more than once"
    case .unsorted(let by): "the list is not sorted by \(by)"
    case .tooLong(let characters, let limit): "\(characters) characters; the limit is \(limit)"
    case .tooMany(let what, let count, let limit): "\(count) \(what); the limit is \(limit)"
    case .emptyText: "the text is empty"
    case .invalidIdentifier(let identifier): "'\(identifier)' is not a table name such as catalog.schema.table"
    case .matchingWithoutFormat: "entity matching needs format assistance on the same column"
    case .joinWithoutRelationship: "the join has no relationship marker (--rt=FROM_RELATIONSHIP_TYPE_MANY_TO_ONE--)"
    case .joinWithoutCondition: "the join has no condition"
    case .joinRelationshipNotLast: "the relationship marker is not the last entry"
    case .joinSidesAlike(let alias): "both sides have the alias '\(alias)'; give one a suffix"
    case .joinConditionNames(let alias): "the condition does not name `\(alias)`, with its back-ticks"
    case .joinConditionCombined: "one equality an entry, please, instead of AND"
    case .unknownTable(let name): "the space has no table '\(name)'"
    case .answerCount(let count): "exactly one answer is wanted, there are \(count)"
    case .answerFormat(let format): "the format '\(format)' is not SQL"
    case .markerWithoutParameter(let name): "the SQL uses :\(name), which is not among the parameters"
    case .parameterWithoutMarker(let name): "the SQL does not use the parameter '\(name)'"
    case .longInstruction(let characters, let useful):
      "\(characters) characters; beyond about \(useful) a text instruction is read badly"
    case .prompt(let error): error.sentence
    case .snippetClause(let word): "a snippet is a bare expression and does not begin with \(word)"
    }
  }
}

extension SpaceReadError {
  /// What is wrong, a line for each thing.
  package var sentences: [String] {
    switch self {
    case .notJSON(let error): ["not JSON: \(error)"]
    case .notASpace(let findings): findings.map(\.sentence)
    }
  }
}

extension PatchError {
  package var sentence: String {
    switch self {
    case .malformed: "the patch's lever, target and payload do not go together"
    case .unknownTable(let name): "the space has no table '\(name)'"
    case .unknownElement(let id): "the space has no element with the id \(id)"
    case .prompt(let error): error.sentence
    case .alreadyPresent: "that is in the space already"
    case .notPresent: "that is not in the space"
    case .invalid(let finding): finding.sentence
    }
  }
}
