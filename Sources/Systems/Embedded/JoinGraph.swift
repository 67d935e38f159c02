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
  /// The phrases, as stems, of which the author says that they ask for this join.
  var hints: [[UInt64]]
  /// The side that is looked up: where several edges lead there, a question means one of them.
  var target: TableID

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
    let asked = stems.isEmpty ? [] : edges.indices.filter { isAsked(edges[$0], stems) }
    var reached: Set<TableID> = [first]
    // Tables that others look up: what refers to them has nothing to do with the question.
    var lookedUp: Set<TableID> = []
    var tree: [JoinEdge] = []
    var left = tables.dropFirst().filter { $0 != first }
    while !left.isEmpty {
      guard let (target, path) = nearest(left, from: reached, lookedUp, asked: Set(asked)) else { return nil }
      for edge in path {
        let index = edges[edge]
        if !(reached.contains(index.left) && reached.contains(index.right)) {
          tree.append(index)
          if !reached.contains(index.target) { lookedUp.insert(index.target) }
        }
        reached.insert(index.left)
        reached.insert(index.right)
      }
      reached.insert(target)
      left = left.filter { !reached.contains($0) }
    }
    return tree
  }

  private func isAsked(_ edge: JoinEdge, _ stems: Set<UInt64>) -> Bool {
    edge.hints.contains { !$0.isEmpty && $0.allSatisfy(stems.contains) }
  }

  /// What an edge costs where the question asks for some edges by name: those that compete with them cost much.
  private func cost(_ index: Int, _ asked: Set<Int>) -> Double {
    let edge = edges[index]
    if asked.contains(index) { return 0.4 }
    if asked.contains(where: { edges[$0].target == edge.right || edges[$0].target == edge.left }) {
      return edge.cost + 8
    }
    return edge.hints.isEmpty ? edge.cost : edge.cost + 0.7
  }

  /// The nearest of several tables from a set of tables, and the edges on the way.
  private func nearest(
    _ targets: [TableID], from sources: Set<TableID>, _ lookedUp: Set<TableID>, asked: Set<Int>
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
        var through = (distance[current] ?? .infinity) + cost(index, asked)
        if next != edge.target {
          let isLookedUp = previous[current].map { edges[$0.edge].target == current } ?? lookedUp.contains(current)
          through += isLookedUp ? 3 : 0.5
        }
        guard !done.contains(next), through < (distance[next] ?? .infinity) else { continue }
        distance[next] = through
        previous[next] = (index, current)
        open.append(next)
      }
    }
    return nil
  }
}
