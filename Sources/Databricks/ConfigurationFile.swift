/// The profiles of a `~/.databrickscfg`: an INI file whose sections are profiles.
///
/// Keys of `[DEFAULT]` are not inherited by other profiles, and `[__settings__]` is none.
package struct ConfigurationFile: Sendable {
  /// By the profile's name, each with its keys in lower case.
  let profiles: [String: [String: String]]

  package init(_ text: String) {
    var profiles: [String: [String: String]] = [:]
    var current: String?
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.trimmed
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        let name = String(line.dropFirst().dropLast()).trimmed
        current = name == "__settings__" ? nil : name
        if let current, profiles[current] == nil { profiles[current] = [:] }
      } else if let current, let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" }) {
        profiles[current]?[String(line[..<mark]).trimmed.lowercased()] =
          String(line[line.index(after: mark)...]).trimmed
      }
    }
    self.profiles = profiles
  }

  package var names: [String] { profiles.keys.sorted() }
}

extension StringProtocol {
  var trimmed: String {
    var bytes = Substring(self)
    while let first = bytes.first, first.isWhitespace { bytes.removeFirst() }
    while let last = bytes.last, last.isWhitespace { bytes.removeLast() }
    return String(bytes)
  }
}
