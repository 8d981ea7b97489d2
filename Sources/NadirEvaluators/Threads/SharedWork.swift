/// Work of many steps, several of which may be done at the same time: the points of a batch, or the inputs of a map.
///
/// Its variables are only touched by the crew that does it, while the crew's state is locked.
final class SharedWork: @unchecked Sendable {
  /// How many workers may be at it at the same time.
  let limit: Int
  /// Takes the next step, as the worker of this number; `false` when there is none left.
  let step: @Sendable (_ worker: Int) -> Bool

  /// How many workers are at it, those included that wait for others in the middle of a step.
  var inside = 0
  /// Whether nobody may begin to help any more.
  var isClosed = false
  /// Who waits for its end.
  var waiter: Waiter?
  /// The numbers below ``limit`` that no worker has, the lowest last, where the numbers of slots are too high to be told;
  /// `nil` where workers have the numbers of their slots.
  private var numbers: [Int]?

  enum Waiter {
    case task(CheckedContinuation<Void, Never>)
    case thread(Parking)
  }

  /// - Parameters:
  ///   - limit: How many workers may be at it at the same time.
  ///   - crew: Who does it.
  ///   - bound: What the numbers of its workers are below, at least the limit.
  ///   - step: Takes the next step; `false` when there is none left.
  init(limit: Int, of crew: Crew, numbersBelow bound: Int, _ step: @escaping @Sendable (_ worker: Int) -> Bool) {
    self.limit = limit
    self.step = step
    numbers = bound < crew.width ? (0..<limit).reversed() : nil
  }

  /// Whether it gives workers numbers of its own.
  var numbersItself: Bool { numbers != nil }

  /// Counts a worker in, and gives it its number where that is not the one of its slot.
  func enter() -> Int? {
    inside += 1
    return numbers?.popLast()
  }

  /// Counts a worker out. Returns who waited for the end, if this is it.
  func leave(_ number: Int?) -> Waiter? {
    inside -= 1
    if let number { numbers?.append(number) }
    return endedWaiter
  }

  /// Who waited for the end, if it has ended.
  var endedWaiter: Waiter? {
    guard isClosed, inside == 0 else { return nil }
    defer { waiter = nil }
    return waiter
  }
}
