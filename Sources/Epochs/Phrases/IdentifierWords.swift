internal import Spaces

extension Words {
  /// The words of an identifier: `cust_typ_cd` and `CustTypCd` are three.
  package init(identifier: String) {
    var text = ""
    var last: Character?
    for character in identifier {
      if character.isUppercase, let last, last.isLowercase { text.append(" ") }
      text.append(character == "_" ? " " : character)
      last = character
    }
    self.init(text)
  }
}

extension String {
  /// The words joined by underscores, for the alias of a snippet.
  func asAlias() -> String {
    let words = Words(self).surface.map { word in
      String(decoding: word.utf8.filter { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }, as: UTF8.self)
    }
    let alias = words.filter { !$0.isEmpty }.joined(separator: "_")
    guard let first = alias.utf8.first, !(0x30...0x39).contains(first) else { return "value_" + alias }
    return alias
  }

  /// The same, and unlike the aliases of `others`.
  func asAlias(besides others: [Snippet]) -> String {
    let taken = Set(others.compactMap(\.alias))
    var alias = asAlias()
    while taken.contains(alias) { alias += "_2" }
    return alias
  }

  /// The text with its first letter in upper case.
  func capitalised() -> String { prefix(1).uppercased() + dropFirst() }
}
