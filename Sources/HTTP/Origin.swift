/// The scheme, host and port of a URL: what a user may see of it, and how far a secret may go.
package struct Origin: Sendable, Hashable, CustomStringConvertible {
  package let scheme: String
  package let host: String
  package let port: Int

  package var isSecure: Bool { scheme == "https" }
  private var isUsualPort: Bool { port == (isSecure ? 443 : 80) }
  package var description: String { "\(scheme)://\(host)" + (isUsualPort ? "" : ":\(port)") }

  package init(scheme: String, host: String, port: Int) {
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// The origin of an http or https URL; anything else, also a URL with spaces or control characters, is refused.
  package init(of url: String) throws(HTTPError) {
    let bytes = url.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) else {
      throw .badURL(reason: "it does not start with https://")
    }
    scheme = url[..<colon].lowercased()
    guard scheme == "https" || scheme == "http" else {
      throw .badURL(reason: "it starts neither with https:// nor with http://")
    }
    guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else {
      throw .badURL(reason: "it holds a space, a backslash or a control character")
    }
    let rest = bytes[bytes.index(colon, offsetBy: 3)...].prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    let place = rest.lastIndex(of: UInt8(ascii: "@")).map { rest[rest.index(after: $0)...] } ?? rest
    let isAddress = place.first == UInt8(ascii: "[")
    let end = isAddress ? place.firstIndex(of: UInt8(ascii: "]")) ?? place.startIndex : place.startIndex
    let mark = place[end...].lastIndex(of: UInt8(ascii: ":"))
    let name = mark.map { place[..<$0] } ?? place
    guard !name.isEmpty else { throw .badURL(reason: "it names no host") }
    host = String(Substring(name)).lowercased()
    guard let mark, place.index(after: mark) < place.endIndex else {
      port = scheme == "https" ? 443 : 80
      return
    }
    let digits = place[place.index(after: mark)...]
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(Substring(digits)),
      (1...65535).contains(value)
    else { throw .badURL(reason: "its port is no number from 1 to 65535") }
    port = value
  }
}
