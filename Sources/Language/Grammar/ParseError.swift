/// Why a line cannot be read; ``Diagnostic`` puts it into words.
package struct ParseError: Error, Sendable, Equatable {
  package let kind: Kind
  package let span: Span

  init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }

  package enum Kind: Sendable, Equatable {
    case unknownCommand(String)
    case unknownNoun(verb: String, found: String)
    case missingNoun(verb: String)
    case unknownOption(String, CommandSpec)
    case repeatedOption(String)
    case missingValue(Parameter)
    case spacedOption(String)
    case missingArgument(Parameter, CommandSpec)
    case unexpectedArgument(String, CommandSpec)
    case wrongValue(String, Parameter)
    case openQuote
    case openBlock
    case openGroup
    case openVariable
    case badVariable(String)
    case missingVariable(String)
    /// A value was given for a variable that the script does not hold.
    case unusedVariable(String, known: [String])
    case bareSQL(String)
    case shellCommand
    case unknownMagic(String)
    case badLoop
    case openLoop
    /// Loops stand in loops, but not without end.
    case deepLoop(Int)
  }
}
