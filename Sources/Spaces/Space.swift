package import Basics

/// An assistant's whole configuration: a typed view over its `serialized_space` document, which keeps every field
/// that is not understood.
package struct Space: Sendable, Hashable {
  package var document: JSON

  package init(document: JSON) { self.document = document }
}
