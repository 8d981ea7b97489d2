public import Testing

/// Lets a suite run while no other suite with this trait does.
///
/// All tests share one process. Those that count its threads, processes and descriptors would otherwise see those of
/// the suites that start programs.
public struct AloneTrait: SuiteTrait, TestScoping {
  @concurrent public func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @concurrent @Sendable () async throws -> Void
  ) async throws {
    await AloneTrait.turn.take()
    do {
      try await body()
    } catch {
      await AloneTrait.turn.pass()
      throw error
    }
    await AloneTrait.turn.pass()
  }

  private static let turn = Turn()
}

extension Trait where Self == AloneTrait {
  /// No other suite with this trait runs at the same time.
  public static var alone: AloneTrait { AloneTrait() }
}

/// A lock that suspends instead of blocking, first come, first served.
private actor Turn {
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func take() async {
    guard isTaken else {
      isTaken = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func pass() {
    if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
  }
}
