public import NadirAlgorithms
public import NadirEvaluation
import NadirParameters

/// What can be seen of a run after an iteration.
public struct RunState<Shape: Sendable>: Sendable {
  let space: ParameterSpace<Shape>
  let currentPoint: [Double]
  let bestPoint: [Double]

  /// The number of the run, from 1, where there are many; 1 where there is one.
  public let run: Int
  /// The value where the method stands.
  public let value: Double
  /// The best value seen.
  public let bestValue: Double
  /// What has been spent.
  public let counts: Counts
  /// Wall time since the start, in seconds.
  public let seconds: Double

  /// The parameters where the method stands.
  public var parameters: Shape { space.shown(at: currentPoint) }

  /// The best parameters seen.
  public var best: Shape { space.shown(at: bestPoint) }
}

/// Someone who watches a run and may stop it: called in order, after iterations, in the run's own task.
///
/// Of many runs that go on side by side one calls at a time, and says which it is; counts and values are those of that run.
/// Whoever stops one stops them all.
///
///     observers: [
///       .watching(.every(10)) { state in print(state.counts.iterations, state.bestValue) },
///       .deciding { state in state.seconds > 60 ? .stop : .proceed },
///     ]
public struct Observer<Shape: Sendable>: Sendable {
  public enum Occasion: Sendable, Hashable {
    case everyIteration
    /// After the iterations whose number this divides.
    case every(Int)
    /// After iterations that found a better value than any before.
    case newBest
  }

  let occasion: Occasion
  let action: @Sendable (RunState<Shape>) -> Directive

  private init(
    _ occasion: Occasion, _ action: @escaping @Sendable (RunState<Shape>) -> Directive
  ) {
    self.occasion = occasion
    self.action = action
  }

  /// An observer that only watches.
  public static func watching(
    _ occasion: Occasion = .everyIteration, _ action: @escaping @Sendable (RunState<Shape>) -> Void
  ) -> Observer {
    Observer(occasion) { state in
      action(state)
      return .proceed
    }
  }

  /// An observer that says whether the run goes on.
  public static func deciding(
    _ occasion: Occasion = .everyIteration, _ action: @escaping @Sendable (RunState<Shape>) -> Directive
  ) -> Observer {
    Observer(occasion, action)
  }

  func isDue(iteration: Int, isNewBest: Bool) -> Bool {
    switch occasion {
    case .everyIteration: true
    case .every(let n): n > 0 && iteration.isMultiple(of: n)
    case .newBest: isNewBest
    }
  }
}
