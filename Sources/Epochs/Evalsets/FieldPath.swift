import Basics

/// A member by its name, or by a path through objects, which a table may hold as JSON text.
indirect enum FieldPath: Sendable, Hashable {
  case member(String)
  /// `outer.inner`, in tables also `outer/inner`.
  case nested(String, outer: String, slashed: String, inner: FieldPath)

  init(_ name: String) {
    guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else {
      self = .member(name)
      return
    }
    let (outer, inner) = (String(name[..<dot]), String(name[name.utf8.index(after: dot)...]))
    self = .nested(name, outer: outer, slashed: outer + "/" + inner, inner: FieldPath(inner))
  }

  /// The path as it was written.
  var name: String {
    switch self {
    case .member(let name), .nested(let name, _, _, _): name
    }
  }

  func value(in row: JSONObject) -> JSON? {
    switch self {
    case .member(let name): return row[name]
    case .nested(let name, let outer, let slashed, let inner):
      if let value = row[name] ?? row[slashed] { return value }
      switch row[outer] {
      case .object(let object): return inner.value(in: object)
      case .string(let text) where text.utf8.first == UInt8(ascii: "{"):
        return (try? JSON(parsing: text))?.objectValue.flatMap { inner.value(in: $0) }
      default: return nil
      }
    }
  }
}
