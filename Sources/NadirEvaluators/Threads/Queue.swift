/// First in, first out, without moving what waits.
struct Queue<Element> {
  private var arrived: [Element] = []
  /// Those that come next, the first last.
  private var leaving: [Element] = []

  var count: Int { arrived.count + leaving.count }
  var isEmpty: Bool { arrived.isEmpty && leaving.isEmpty }

  mutating func append(_ element: Element) { arrived.append(element) }

  mutating func popFirst() -> Element? {
    if leaving.isEmpty {
      leaving = arrived.reversed()
      arrived.removeAll(keepingCapacity: true)
    }
    return leaving.popLast()
  }
}
