extension JSONError: CustomStringConvertible {
  /// What is wrong and where, such as `unexpected '}' at byte 12`.
  package var description: String { "\(reason.words) at byte \(offset)" }
}

extension JSONError.Reason {
  fileprivate var words: String {
    switch self {
    case .unexpectedEnd: "the text ends too soon"
    case .unexpectedByte(let byte):
      (0x20..<0x7F).contains(byte) ? "unexpected '\(Character(Unicode.Scalar(byte)))'" : "unexpected byte \(byte)"
    case .invalidNumber: "a number that is not one"
    case .invalidEscape: "an escape that is not one"
    case .invalidUTF8: "bytes that are not UTF-8"
    case .controlCharacter: "a control character inside a string"
    case .trailingText: "more text after the end"
    case .tooDeep: "too many levels"
    }
  }
}
