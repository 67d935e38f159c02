/// A queue whose first element leaves at no cost.
struct Fifo<Element> {
  private var elements: [Element?] = []
  private var head = 0

  var isEmpty: Bool { head == elements.count }

  mutating func append(_ element: Element) { elements.append(element) }

  mutating func popFirst() -> Element? {
    guard head < elements.count else { return nil }
    let first = elements[head]
    elements[head] = nil
    head += 1
    if head == elements.count || head > 256 && head > elements.count / 2 {
      elements.removeFirst(head)
      head = 0
    }
    return first
  }
}
