/// A thread that waits to be given a slot of its crew.
final class Parking: Sendable {
  private let slot = Monitor<Int?>(nil)

  /// Waits for the slot.
  func wait() -> Int {
    while true {
      if let slot = slot.withLock(waitingUntil: { $0 != nil }, { $0 }) { return slot }
    }
  }

  func give(_ number: Int) {
    slot.withLock { $0 = number }
    slot.signal()
  }
}
