public import NadirEvaluation

/// An objective that takes many points at once: vectorized code, SIMD, an accelerator, a service that takes lists.
///
///     let outcome = try await minimize(.batch { points in simulations(points) }, from: [0.0, 0, 0])
///
/// What an algorithm asks for together is one call of the function, a launch: the n + 1 points of a difference gradient, the
/// vertices of a simplex. On `.threads(k)` it is split into at most k contiguous parts that are launched at the same time.
/// The function gives one number for each point, in their order, and what it gives for a point must not depend on the
/// others. What it is given has the shape of the start, or is ``NadirEvaluation/PointBatch``: the numbers of all
/// parameters, one point after the other in memory.
///
/// A NaN is a failure of its point alone; an error that is thrown, and a wrong number of values, fail all points of the
/// launch. Gradients that are not given are made from differences, as for ``NadirEvaluation/Objective``.
///
/// With ``merging(waitingLimit:)`` many runs share their launches.
public struct BatchObjective<Shape: Sendable>: Sendable {
  /// How the function is called.
  enum Call: Sendable {
    case shaped(@Sendable ([Shape], Demand) throws -> [Evaluation<Shape>])
    case asynchronouslyShaped(@Sendable ([Shape], Demand) async throws -> [Evaluation<Shape>])
    /// With the numbers of all parameters.
    case flat(@Sendable (PointBatch, Demand) throws -> [Evaluation<[Double]>])
    case asynchronouslyFlat(@Sendable (PointBatch, Demand) async throws -> [Evaluation<[Double]>])
  }

  /// The quantities that the function gives.
  public let provides: Demand
  let call: Call

  init(provides: Demand, _ call: Call) {
    self.provides = provides.subtracting(.hessian)
    self.call = call
  }

  /// A function of parameters and of what is wanted at all of them.
  ///
  /// - Parameters:
  ///   - provides: The quantities that it gives when they are asked for. Second derivatives are not used.
  ///   - evaluations: Gives one evaluation for each of the parameters.
  public init(provides: Demand, evaluations: @escaping @Sendable ([Shape], Demand) throws -> [Evaluation<Shape>]) {
    self.init(provides: provides, .shaped(evaluations))
  }

  /// An asynchronous function of parameters and of what is wanted at all of them.
  public init(
    provides: Demand, evaluations: @escaping @Sendable ([Shape], Demand) async throws -> [Evaluation<Shape>]
  ) {
    self.init(provides: provides, .asynchronouslyShaped(evaluations))
  }

  /// A function of the numbers of all parameters and of what is wanted at all points.
  ///
  /// - Parameters:
  ///   - provides: The quantities that it gives when they are asked for. Second derivatives are not used.
  ///   - flatEvaluations: Gives one evaluation for each of the points; derivatives are with respect to all numbers, those of
  ///     fixed parameters included.
  public init(
    provides: Demand, flatEvaluations: @escaping @Sendable (PointBatch, Demand) throws -> [Evaluation<[Double]>]
  ) {
    self.init(provides: provides, .flat(flatEvaluations))
  }

  /// An asynchronous function of the numbers of all parameters and of what is wanted at all points.
  public init(
    provides: Demand,
    flatEvaluations: @escaping @Sendable (PointBatch, Demand) async throws -> [Evaluation<[Double]>]
  ) {
    self.init(provides: provides, .asynchronouslyFlat(flatEvaluations))
  }

  /// The same sum of squares with a loss other than the square, so that outliers do not decide: f(x) = Σ C² ρ(rᵢ²/C²).
  ///
  /// - Throws: ``InvalidArgument`` where the scale is not a positive number, or the objective gives no residuals.
  public func with(loss: Loss) throws(InvalidArgument) -> BatchObjective {
    try loss.validate()
    guard provides.contains(.residuals) else {
      throw InvalidArgument("the objective", is: "without residuals", expected: "one that gives residuals for a loss")
    }
    let terms: Demand = [.residuals, .jacobian]
    @Sendable func wanted(_ demand: Demand) -> Demand { demand.intersection(terms).union(.residuals) }
    let call: Call =
      switch self.call {
      case .shaped(let function):
        .shaped { x, demand in try function(x, wanted(demand)).map { $0.entering(loss) } }
      case .asynchronouslyShaped(let function):
        .asynchronouslyShaped { x, demand in try await function(x, wanted(demand)).map { $0.entering(loss) } }
      case .flat(let function):
        .flat { x, demand in try function(x, wanted(demand)).map { $0.entering(loss) } }
      case .asynchronouslyFlat(let function):
        .asynchronouslyFlat { x, demand in try await function(x, wanted(demand)).map { $0.entering(loss) } }
      }
    return BatchObjective(provides: provides.intersection(terms), call)
  }
}

extension Evaluation {
  /// The same residuals under a loss.
  fileprivate func entering(_ loss: Loss) -> Evaluation {
    guard var residuals = terms else { return self }
    residuals.loss = loss
    return Evaluation(residuals)
  }
}
