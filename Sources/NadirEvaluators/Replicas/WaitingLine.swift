/// Elements that are taken in the order in which they came.
struct WaitingLine<Element> {
  /// What has been taken is `nil`, so that nothing holds it any longer.
  private var storage: [Element?] = []
  private var head = 0

  var count: Int { storage.count - head }
  var isEmpty: Bool { head == storage.count }
  var first: Element? { isEmpty ? nil : storage[head] }
  /// All elements, the next one first.
  var elements: [Element] { storage[head...].compactMap { $0 } }

  mutating func append(_ element: Element) { storage.append(element) }

  mutating func popFirst() -> Element? {
    guard !isEmpty else { return nil }
    let element = storage[head].take()
    head += 1
    // So that every element is moved once at most, on the average.
    if 2 * head > storage.count {
      storage.removeFirst(head)
      head = 0
    }
    return element
  }

  /// Puts elements before all others.
  mutating func prepend(_ elements: [Element]) {
    storage.replaceSubrange(..<head, with: elements)
    head = 0
  }

  mutating func removeAll(where isUnwanted: (Element) -> Bool) {
    storage = elements.filter { !isUnwanted($0) }
    head = 0
  }
}
