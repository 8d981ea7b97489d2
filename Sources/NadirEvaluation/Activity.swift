import Synchronization

/// How many evaluations are under way and how many have ended, readable from any thread.
public final class Activity: Sendable {
  private let running = Atomic(0)
  private let ended = Atomic(0)

  public init() {}

  /// The number of evaluations under way.
  public var busy: Int { running.load(ordering: .relaxed) }

  /// The number of evaluations that have ended.
  public var finished: Int { ended.load(ordering: .relaxed) }

  public func begin(_ count: Int = 1) { running.add(count, ordering: .relaxed) }

  public func end(_ count: Int = 1) {
    running.subtract(count, ordering: .relaxed)
    ended.add(count, ordering: .relaxed)
  }
}
