/// What the platform allows; a struct, so that a platform that allows more needs no other code.
package struct SpaceLimits: Sendable, Hashable {
  /// Characters of one string.
  package var elementLength = 25_000
  /// Entries of any list.
  package var listLength = 10_000
  package var tables = 30
  /// Examples, functions and one for the text instruction; by the stricter count also every table description.
  package var instructions = 100
  /// Table descriptions, joins and snippets.
  package var snippets = 200
  package var entityMatchingColumns = 120
  package var benchmarkQuestions = 500
  /// Beyond this a text instruction is read badly; a warning.
  package var usefulTextLength = 2_000

  /// Parts of a table's name; publishing to the platform wants exactly three.
  package var identifierParts = 1...3

  package init() {}
}
