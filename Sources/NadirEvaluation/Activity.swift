import Synchronization

/// How many workers evaluate and how many evaluations have ended, readable from any thread.
public final class Activity: Sendable {
  private let running = Atomic(0)
  private let ended = Atomic(0)

  public init() {}

  /// The number of workers that evaluate.
  public var busy: Int { running.load(ordering: .relaxed) }

  /// The number of evaluations that have ended.
  public var finished: Int { ended.load(ordering: .relaxed) }

  public func begin(_ count: Int = 1) { running.add(count, ordering: .relaxed) }

  /// So many workers rest that had begun; how many evaluations have ended is told by ``finish(_:)``.
  public func rest(_ count: Int = 1) { running.subtract(count, ordering: .relaxed) }

  /// So many evaluations have ended.
  public func finish(_ count: Int = 1) { ended.add(count, ordering: .relaxed) }

  /// So many workers rest, each of which has ended an evaluation.
  public func end(_ count: Int = 1) {
    rest(count)
    finish(count)
  }
}
