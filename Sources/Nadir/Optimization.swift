import NadirEvaluation

/// Finds parameters at which a function is smallest; see ``Optimization``.
///
///     let outcome = try await minimize(from: [0, 1, 2, 3, 4], on: .threads(6)) { x in
///       x.reduce(0) { $0 + $1 * $1 }
///     }
public var minimize: Optimization { Optimization(direction: .minimize) }

/// Finds parameters at which a function is largest; see ``Optimization``.
///
/// Values, targets and penalties are the function's own, never turned round.
public var maximize: Optimization { Optimization(direction: .maximize) }

/// The front door: `minimize` and `maximize` are called like functions, with the same arguments.
///
/// The start has any shape. `[Double]`, `[String: Double]` and types that conform to ``Parameters`` come first, so that
/// `[0, 1]` is an array of `Double`; everything else that is `Codable` comes as it is.
public struct Optimization: Sendable {
  let direction: Direction
  private(set) var keepsHistory = true

  init(direction: Direction) { self.direction = direction }

  /// The same without a record of the evaluations: ``Outcome/history`` stays empty.
  ///
  ///     let outcome = try minimize.withoutHistory(from: [-1.2, 1], objective: rosenbrock)
  ///
  /// To record an evaluation takes some nanoseconds, and the memory of the history is bounded. So this is for functions
  /// that take less than that, and for many runs whose outcomes are kept.
  public var withoutHistory: Optimization {
    var optimization = self
    optimization.keepsHistory = false
    return optimization
  }
}
