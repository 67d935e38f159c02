/// What `work` gives for each part of `count` items, in their order, by `width` workers at once.
///
/// A worker takes the next part as soon as it is done with one; `work` is told which worker it is, from 0, and the
/// places of the items. Once the task is cancelled no part is taken any more, and the rest is left out.
package func inParts<Result: Sendable>(
  of count: Int, size: Int, width: Int, _ work: @escaping @Sendable (Int, Range<Int>) async -> Result
) async -> [Result] {
  let next = Guarded(0)
  return await withTaskGroup(of: [(start: Int, result: Result)].self) { group in
    for worker in 0..<max(1, width) {
      group.addTask {
        var results: [(start: Int, result: Result)] = []
        while !Task.isCancelled {
          let start = next.withLock { next in
            defer { next += max(1, size) }
            return next
          }
          guard start < count else { break }
          results.append((start, await work(worker, start..<min(count, start + max(1, size)))))
        }
        return results
      }
    }
    var all: [(start: Int, result: Result)] = []
    for await results in group { all += results }
    return all.sorted { $0.start < $1.start }.map(\.result)
  }
}
