package import Spaces
package import Systems

/// Failures that have one likely cause: the same node, lever, object and kind of difference.
package struct Cluster: Sendable, Hashable {
  package struct Key: Sendable, Hashable, Comparable {
    package var node: Span.Node
    package var lever: Lever
    /// A table, `table.column`, or SQL; empty where the lever works on the whole space.
    package var object: String
    /// What differs: `value`, `column`, `join`, `filter`, `measure`, `expression`, `table`, `shape`.
    package var difference: String

    package init(_ node: Span.Node, _ lever: Lever, _ object: String, _ difference: String) {
      self.node = node
      self.lever = lever
      self.object = object
      self.difference = difference
    }

    package static func < (left: Key, right: Key) -> Bool { left.label < right.label }

    /// One line for a person.
    package var label: String {
      [node.rawValue, lever.rawValue, object, difference].filter { !$0.isEmpty }.joined(separator: " · ")
    }
  }

  package var key: Key
  /// The failing questions, in the order of the evalset.
  package var questions: [String]

  package init(key: Key, questions: [String]) {
    self.key = key
    self.questions = questions
  }
}
