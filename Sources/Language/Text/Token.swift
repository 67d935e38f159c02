/// A piece of a command line.
struct Token: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case word
    case string
    /// A triple-quoted block.
    case block
    /// Text in parentheses, without them.
    case group
    /// `key=`; the value is the next token if it starts where this one ends.
    case key
    /// The end of a line or of the source.
    case lineEnd
  }

  var kind: Kind
  var span: Span
  /// What it means: quotes, escapes and variables resolved; of a key its name.
  var text: String
  /// Whether the text came from variables alone and they were empty: as good as not written.
  var isAbsent = false
}
