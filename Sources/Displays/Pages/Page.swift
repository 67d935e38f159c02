internal import Basics

/// A result made of parts, shown as plain text or HTML that say the same.
package struct Page: Sendable, Hashable {
  package enum Part: Sendable, Hashable {
    case heading(String)
    case text(String)
    case facts([Fact])
    case table(Table)
    case sql(String)
    /// Lines that were added, removed or kept.
    case changes([Change])
    /// Something to mind.
    case note(String)
    /// Parts that belong together, in a frame.
    case card(String, [Part])
  }

  package struct Fact: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package struct Change: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
      case added = "+"
      case removed = "-"
      case kept = " "
    }

    package var kind: Kind
    package var text: String

    package init(_ kind: Kind, _ text: String) {
      self.kind = kind
      self.text = text
    }
  }

  package var parts: [Part]

  package init(_ parts: [Part]) { self.parts = parts }

  package func bundle(width: Int = 100) -> Bundle {
    var bundle = Bundle(plain: text(width: width))
    bundle[MIMEType.html] = .string(Theme.output(parts.map(\.html)).markup)
    return bundle
  }
}
