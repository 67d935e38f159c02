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
    guard let mark = url.firstRange(of: "://") else { throw .badURL(reason: "it does not start with https://") }
    scheme = url[..<mark.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else {
      throw .badURL(reason: "it starts neither with https:// nor with http://")
    }
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else {
      throw .badURL(reason: "it holds a space, a backslash or a control character")
    }
    let rest = url[mark.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let place = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
    var name = place
    var number: Substring?
    let end = place.first == "[" ? place.firstIndex(of: "]") ?? place.startIndex : place.startIndex
    if let colon = place[end...].lastIndex(of: ":") {
      name = place[..<colon]
      number = place[place.index(after: colon)...]
    }
    guard !name.isEmpty else { throw .badURL(reason: "it names no host") }
    host = name.lowercased()
    guard let number, !number.isEmpty else {
      port = scheme == "https" ? 443 : 80
      return
    }
    guard number.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(number), (1...65535).contains(value)
    else { throw .badURL(reason: "its port is no number from 1 to 65535") }
    port = value
  }
}

extension String {
  fileprivate func firstRange(of mark: String) -> Range<String.Index>? {
    let bytes = utf8
    var start = bytes.startIndex
    while start < bytes.endIndex {
      if bytes[start...].starts(with: mark.utf8) {
        return start..<bytes.index(start, offsetBy: mark.utf8.count)
      }
      start = bytes.index(after: start)
    }
    return nil
  }
}
