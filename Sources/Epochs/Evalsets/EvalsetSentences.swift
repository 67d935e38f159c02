import Basics

extension EvalsetError {
  /// What is wrong, a line for each thing.
  package var sentences: [String] {
    switch self {
    case .unreadable(let path, let reason): return ["cannot read \(path): \(reason)"]
    case .noRoom(let path, let reason): return ["cannot put so many questions aside in \(path): \(reason)"]
    case .unknownFormat(let path):
      return ["\(path) is neither JSON Lines, a JSON list, a space with benchmarks, nor CSV with a header"]
    case .malformed(let problems, let total):
      let rest = total - problems.count
      return ["\(total) \(total == 1 ? "row is" : "rows are") malformed; nothing was loaded"]
        + problems.map(\.sentence) + (rest > 0 ? ["… and \(rest) more"] : [])
    case .empty(let path): return ["\(path) has no rows"]
    case .badRatios(let text): return ["'\(text)' is no split; say for instance 60/20/20 (train/validation/test)"]
    case .unknownField(let name, let known):
      let near = nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
      return ["no row has a field '\(name)'" + near]
    }
  }
}

extension RowProblem {
  package var sentence: String { "line \(line): \(kind.words)" }
}

extension RowProblem.Kind {
  fileprivate var words: String {
    switch self {
    case .notJSON(let error): "not JSON: \(error)"
    case .notAnObject(let found): "expected an object, found \(found)"
    case .missing(.sql): "nothing says what a right answer is (sql, query, expected_facts, …)"
    case .missing(let role): "no field for the \(role.rawValue) (\(role.names.prefix(3).joined(separator: ", ")), …)"
    case .wrongKind(let field, let expected, let found): "'\(field)' is \(found), expected \(expected)"
    case .unknownSplit(let word): "the split '\(word)' is not train, validation (dev, val) or test"
    case .duplicateID(let id, let line): "the id '\(id)' was used in line \(line) already"
    case .fieldCount(let expected, let found): "\(found) fields where the header has \(expected)"
    case .duplicateColumn(let name): "two columns are named '\(name)'"
    case .unterminatedQuote: "a quoted field does not end"
    case .strayQuote: "a quote where none can be"
    case .invalidUTF8: "bytes that are not UTF-8"
    case .alternatives(let text): "cannot make out the alternatives of '\(text.prefix(80))'"
    case .brokenList: "the list is broken here: expected a comma or its end"
    }
  }
}
