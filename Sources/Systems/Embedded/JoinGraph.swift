internal import Basics

/// One way to join two tables.
struct JoinEdge: Sendable, Hashable {
  var left: TableID
  var right: TableID
  /// A condition in which each table goes by its own name.
  var condition: String
  /// The columns that are equal, where it is that simple.
  var pairs: [ColumnPair]
  /// Lower is preferred: a join spec, then a foreign key, then columns that only share a name.
  var cost: Double
  /// `join:<id>` for a join spec, else empty.
  var part: String
  /// The stems of what the author says about when to use it.
  var hints: [UInt64]

  struct ColumnPair: Sendable, Hashable {
    var left: ColumnID
    var right: ColumnID
  }
}

/// How the tables of a space can be joined.
struct JoinGraph: Sendable {
  private(set) var edges: [JoinEdge] = []
  private var byTable: [TableID: [Int]] = [:]

  mutating func add(_ edge: JoinEdge) {
    guard edge.left != edge.right else { return }
    byTable[edge.left, default: []].append(edges.count)
    byTable[edge.right, default: []].append(edges.count)
    edges.append(edge)
  }

  func contains(_ left: TableID, _ right: TableID, atMost cost: Double) -> Bool {
    (byTable[left] ?? []).contains { edges[$0].cost <= cost && (edges[$0].left == right || edges[$0].right == right) }
  }

  /// The cheapest edges that connect all the tables, grown from the first table by shortest paths.
  func tree(_ tables: [TableID], stems: Set<UInt64> = []) -> [JoinEdge]? {
    guard let first = tables.first else { return [] }
    var reached: Set<TableID> = [first]
    var tree: [JoinEdge] = []
    var left = tables.dropFirst().filter { $0 != first }
    while !left.isEmpty {
      guard let (target, path) = nearest(left, from: reached, stems: stems) else { return nil }
      for edge in path {
        let index = edges[edge]
        if !(reached.contains(index.left) && reached.contains(index.right)) { tree.append(index) }
        reached.insert(index.left)
        reached.insert(index.right)
      }
      reached.insert(target)
      left = left.filter { !reached.contains($0) }
    }
    return tree
  }

  private func cost(_ edge: JoinEdge, _ stems: Set<UInt64>) -> Double {
    edge.hints.contains(where: stems.contains) ? max(0.5, edge.cost - 0.3) : edge.cost
  }

  /// The nearest of several tables from a set of tables, and the edges on the way.
  private func nearest(
    _ targets: [TableID], from sources: Set<TableID>, stems: Set<UInt64>
  ) -> (TableID, [Int])? {
    var distance: [TableID: Double] = [:]
    var previous: [TableID: (edge: Int, table: TableID)] = [:]
    var open = sources.sorted()
    for source in open { distance[source] = 0 }
    var done: Set<TableID> = []
    while let (position, current) = open.enumerated().min(by: {
      (distance[$0.element] ?? .infinity, $0.element) < (distance[$1.element] ?? .infinity, $1.element)
    }) {
      open.remove(at: position)
      guard done.insert(current).inserted else { continue }
      if targets.contains(current) {
        var path: [Int] = []
        var table = current
        while let step = previous[table] {
          path.append(step.edge)
          table = step.table
        }
        return (current, path.reversed())
      }
      for index in byTable[current] ?? [] {
        let edge = edges[index]
        let next = edge.left == current ? edge.right : edge.left
        let through = (distance[current] ?? .infinity) + cost(edge, stems)
        guard !done.contains(next), through < (distance[next] ?? .infinity) else { continue }
        distance[next] = through
        previous[next] = (index, current)
        open.append(next)
      }
    }
    return nil
  }
}
