internal import Basics

/// Ids of new elements: the same content has the same id, whoever proposes it and whenever.
enum ElementID {
  static func make(_ kind: String, _ content: String) -> String {
    String(ContentHash(of: kind + ":" + content).hex.prefix(32))
  }
}
