/// A stack of elements of one type, in memory that outlives the type.
///
/// ``begin(_:)`` says what the elements are until ``end(_:)``; the memory stays, for elements of whatever type comes
/// next. That is what lets one pool serve the tapes of all kinds of numbers.
@usableFromInline
struct RawStack {
  @usableFromInline var memory: UnsafeMutableRawPointer
  @usableFromInline var byteCount: Int
  @usableFromInline var count = 0
  /// The number of elements of the present type for which there is memory.
  @usableFromInline var capacity = 0

  init(byteCount: Int) {
    memory = .allocate(byteCount: byteCount, alignment: 64)
    self.byteCount = byteCount
  }

  @inlinable
  mutating func begin<Element>(_: Element.Type) {
    count = 0
    capacity = byteCount / MemoryLayout<Element>.stride
    memory.bindMemory(to: Element.self, capacity: capacity)
  }

  @inlinable
  mutating func end<Element>(_: Element.Type) {
    pointer(to: Element.self).deinitialize(count: count)
    count = 0
  }

  @inlinable @inline(__always)
  func pointer<Element>(to _: Element.Type) -> UnsafeMutablePointer<Element> {
    memory.assumingMemoryBound(to: Element.self)
  }

  @inlinable @inline(__always)
  mutating func append<Element>(_ element: Element) {
    if _slowPath(count == capacity) { grow(Element.self, toHold: count &+ 1) }
    (pointer(to: Element.self) + count).initialize(to: element)
    count &+= 1
  }

  /// Appends an element several times.
  @inlinable
  mutating func append<Element>(_ element: Element, count added: Int) {
    let newCount = count + added
    if newCount > capacity { grow(Element.self, toHold: newCount) }
    (pointer(to: Element.self) + count).initialize(repeating: element, count: added)
    count = newCount
  }

  @inlinable @inline(never)
  mutating func grow<Element>(_: Element.Type, toHold needed: Int) {
    let newByteCount = max(2 * byteCount, (needed + needed / 2) * MemoryLayout<Element>.stride)
    let newMemory = UnsafeMutableRawPointer.allocate(byteCount: newByteCount, alignment: 64)
    let newCapacity = newByteCount / MemoryLayout<Element>.stride
    newMemory.bindMemory(to: Element.self, capacity: newCapacity)
      .moveInitialize(from: pointer(to: Element.self), count: count)
    memory.deallocate()
    memory = newMemory
    byteCount = newByteCount
    capacity = newCapacity
  }
}
