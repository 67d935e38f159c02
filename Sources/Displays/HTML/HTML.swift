/// A piece of HTML, escaped by construction: text becomes markup only through ``text(_:)``.
package struct HTML: Sendable, Hashable {
  package let markup: String

  /// Takes markup as it is; only for markup of our own that holds nothing from outside.
  package init(trustedMarkup: String) { markup = trustedMarkup }

  package static let nothing = HTML(trustedMarkup: "")

  package static func text(_ text: String) -> HTML { HTML(trustedMarkup: escaped(text)) }

  /// An element; attribute values are escaped, `nil` leaves the attribute out.
  package static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ children: [HTML]
  ) -> HTML {
    var markup = "<\(name)"
    for (name, value) in attributes {
      if let value { markup += " \(name)=\"\(escaped(value))\"" }
    }
    markup += ">"
    for child in children { markup += child.markup }
    return HTML(trustedMarkup: markup + "</\(name)>")
  }

  /// An element with a class and text.
  package static func element(_ name: String, class style: String? = nil, _ text: String) -> HTML {
    element(name, ["class": style], [.text(text)])
  }

  package static func joined(_ pieces: [HTML]) -> HTML { HTML(trustedMarkup: pieces.map(\.markup).joined()) }

  /// Text as XML content or as a quoted attribute value.
  static func escaped(_ text: String) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): output += "&amp;".utf8
      case UInt8(ascii: "<"): output += "&lt;".utf8
      case UInt8(ascii: ">"): output += "&gt;".utf8
      case UInt8(ascii: "\""): output += "&quot;".utf8
      case UInt8(ascii: "'"): output += "&#39;".utf8
      case 0x09, 0x0A, 0x20...: output.append(byte)
      default: output += "\u{FFFD}".utf8
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
