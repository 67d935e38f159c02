/// One lexical element of an SQL text.
package struct SQLToken: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case word, quotedIdentifier, string, number, blob, parameter, symbol, comment
    /// A string, identifier or dollar quote that the text ends inside of.
    case unterminated
    /// Bytes that begin nothing.
    case unknown
    case end
  }

  package let kind: Kind
  /// Byte offsets into the UTF-8 text.
  package let span: Range<Int>
  /// What it denotes: quotes and escapes are undone, words are as written.
  package let text: String
  /// A word in upper case; empty for every other kind.
  package let keyword: String
  /// True for `"x"` where that may turn out to be a string.
  package let isDoubleQuoted: Bool

  package init(kind: Kind, span: Range<Int>, text: String, isDoubleQuoted: Bool = false) {
    self.kind = kind
    self.span = span
    self.text = text
    self.keyword = kind == .word ? text.uppercasedASCII : ""
    self.isDoubleQuoted = isDoubleQuoted
  }
}
