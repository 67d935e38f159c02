/// An operator before its operand; the raw value is its text.
package enum UnaryOperator: String, Sendable, Hashable {
  case minus = "-"
  case plus = "+"
  case complement = "~"
  case not = "NOT"
}

/// An operator between two operands; the raw value is its text.
package enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
  case or = "OR"
  case and = "AND"
  case equal = "="
  case notEqual = "<>"
  case `is` = "IS"
  case isNot = "IS NOT"
  case isDistinctFrom = "IS DISTINCT FROM"
  case isNotDistinctFrom = "IS NOT DISTINCT FROM"
  case nullSafeEqual = "<=>"
  case like = "LIKE"
  case notLike = "NOT LIKE"
  case ilike = "ILIKE"
  case notIlike = "NOT ILIKE"
  case glob = "GLOB"
  case notGlob = "NOT GLOB"
  case regexp = "REGEXP"
  case notRegexp = "NOT REGEXP"
  case rlike = "RLIKE"
  case notRlike = "NOT RLIKE"
  case match = "MATCH"
  case notMatch = "NOT MATCH"
  case similarTo = "SIMILAR TO"
  case notSimilarTo = "NOT SIMILAR TO"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  /// The pattern of a LIKE with its escape character.
  case escape = "ESCAPE"
  case bitAnd = "&"
  case bitOr = "|"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case integerDivide = "DIV"
  case power = "^"
  case concatenate = "||"
  case jsonElement = "->"
  case jsonText = "->>"
  case atTimeZone = "AT TIME ZONE"
  case overlaps = "OVERLAPS"
  /// PostgreSQL's regular expressions, the starred ones in any case of letters.
  case matches = "~"
  case notMatches = "!~"
  case imatches = "~*"
  case notImatches = "!~*"
  case contains = "@>"
  case isContained = "<@"
  case shares = "&&"
  case jsonPath = "#>"
  case jsonPathText = "#>>"
  case exclusiveOr = "#"

  /// Every operator by its text.
  static let byText = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// How tightly it binds in SQLite; larger is tighter.
  package var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 5
    case .escape: 6
    case .bitAnd, .bitOr, .shiftLeft, .shiftRight, .exclusiveOr: 7
    case .add, .subtract: 8
    case .multiply, .divide, .remainder, .integerDivide: 9
    case .power, .concatenate, .jsonElement, .jsonText, .jsonPath, .jsonPathText, .atTimeZone: 10
    default: 4
    }
  }

  /// How tightly it binds in a dialect, in tenths of ``precedence``.
  func binding(in dialect: SQLDialect) -> Int {
    switch (dialect, self) {
    case (.spark, .concatenate): 80
    case (.spark, .bitAnd): 73
    case (.spark, .power): 72
    case (.spark, .bitOr): 71
    case (.spark, .shiftLeft), (.spark, .shiftRight): 75
    // Every operator without a place of its own has the same one.
    case (.postgres, .concatenate), (.postgres, .jsonElement), (.postgres, .jsonText), (.postgres, .jsonPath),
      (.postgres, .jsonPathText):
      70
    default: precedence * 10
    }
  }

  /// The operator that holds with the sides exchanged, for comparisons and other symmetric ones.
  package var mirrored: BinaryOperator? {
    switch self {
    case .equal, .notEqual, .is, .isNot, .isDistinctFrom, .isNotDistinctFrom, .nullSafeEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: nil
    }
  }

  /// The operator that holds exactly where this one does not (and is NULL where it is NULL).
  package var negated: BinaryOperator? {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .is: .isNot
    case .isNot: .is
    case .isDistinctFrom: .isNotDistinctFrom
    case .isNotDistinctFrom: .isDistinctFrom
    case .like: .notLike
    case .notLike: .like
    case .ilike: .notIlike
    case .notIlike: .ilike
    case .glob: .notGlob
    case .notGlob: .glob
    case .regexp: .notRegexp
    case .notRegexp: .regexp
    case .rlike: .notRlike
    case .notRlike: .rlike
    case .match: .notMatch
    case .notMatch: .match
    case .matches: .notMatches
    case .notMatches: .matches
    case .imatches: .notImatches
    case .notImatches: .imatches
    case .similarTo: .notSimilarTo
    case .notSimilarTo: .similarTo
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    default: nil
    }
  }

  /// True where the value is a truth value made from two others: comparisons, IS, LIKE and its kin.
  package var isComparison: Bool { (4...5).contains(precedence) }
}
