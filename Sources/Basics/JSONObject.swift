/// The members of a JSON object in the order they were written; of a repeated name the last value counts.
package struct JSONObject: Sendable, Hashable, Sequence {
  package struct Member: Sendable, Hashable {
    package let name: String
    package var value: JSON
  }

  package private(set) var members: [Member] = []
  private var positions: [String: Int] = [:]
  /// Below this many members a scan beats a dictionary.
  private static let scanned = 12

  package init() {}

  package init(_ pairs: some Sequence<(String, JSON)>) {
    for (name, value) in pairs { self[name] = value }
  }

  package var isEmpty: Bool { members.isEmpty }
  package var count: Int { members.count }
  package var names: [String] { members.map(\.name) }

  /// Reading costs a scan for small objects and a look-up for large ones; setting `nil` removes the member.
  package subscript(name: String) -> JSON? {
    get { position(of: name).map { members[$0].value } }
    set {
      switch (position(of: name), newValue) {
      case (let found?, let value?): members[found].value = value
      case (let found?, nil):
        members.remove(at: found)
        reindex()
      case (nil, let value?):
        if members.isEmpty { members.reserveCapacity(4) }
        members.append(Member(name: name, value: value))
        if members.count > Self.scanned {
          if positions.isEmpty { reindex() } else { positions[name] = members.count - 1 }
        }
      case (nil, nil): break
      }
    }
  }

  package func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }

  package static func == (left: JSONObject, right: JSONObject) -> Bool { left.members == right.members }
  package func hash(into hasher: inout Hasher) { hasher.combine(members) }

  private func position(of name: String) -> Int? {
    members.count > Self.scanned ? positions[name] : members.firstIndex { $0.name == name }
  }

  private mutating func reindex() {
    positions = [:]
    guard members.count > Self.scanned else { return }
    for (index, member) in members.enumerated() { positions[member.name] = index }
  }
}
