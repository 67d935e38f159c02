/// One value of SQLite, with its storage class.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  /// An integer, or null for `nil`.
  package static func optional(_ value: Int?) -> SQLValue { value.map { .integer(Int64($0)) } ?? .null }
  /// A real, or null for `nil`.
  package static func optional(_ value: Double?) -> SQLValue { value.map(SQLValue.real) ?? .null }
  /// A text, or null for `nil`.
  package static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }

  package var isNull: Bool { self == .null }
  package var text: String? { if case .text(let value) = self { value } else { nil } }
  package var blob: [UInt8]? { if case .blob(let value) = self { value } else { nil } }

  /// The value as an integer, or `nil` where it has a fraction, does not fit or is not a number.
  package var int: Int? {
    switch self {
    case .integer(let value): Int(exactly: value)
    case .real(let value): Int(exactly: value)
    case .null, .text, .blob: nil
    }
  }

  /// The number as a double, or `nil` where it is not a number.
  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .null, .text, .blob: nil
    }
  }
}

extension SQLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .real(value) }
  package init(nilLiteral: ()) { self = .null }
}
