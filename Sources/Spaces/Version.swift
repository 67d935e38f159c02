package import Basics

/// An immutable snapshot of a space, named by its content and by a number that a person can say.
package struct Version: Sendable, Hashable {
  package var hash: ContentHash
  /// Its place in the store, from 0.
  package var number: Int
  /// The version it was made from; `nil` for one that was loaded.
  package var parent: ContentHash?
  /// The edits between the parent and this one.
  package var patches: [Patch]
  package var space: Space

  package init(number: Int, space: Space, parent: ContentHash? = nil, patches: [Patch] = []) {
    self.hash = space.hash
    self.number = number
    self.space = space
    self.parent = parent
    self.patches = patches
  }

  /// `v0`, `v1`, …
  package var name: String { "v\(number)" }
}
