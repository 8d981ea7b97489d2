public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

extension BatchObjective: ObjectiveSource {
  /// Runs to the end. Where there are many starts, what their runs await together is one launch.
  public func run(_ run: Run<Shape>, on workers: Workers) async throws(OptimizationError) -> Outcome<Shape> {
    do throws(InvalidArgument) { try workers.validateForLaunches() } catch { throw .invalid(error) }
    let evaluator = evaluator(in: run.space, on: workers)
    guard run.choice.choice.multistart != nil else { return try await run(on: evaluator, provides: provides) }
    return try await run(on: MergingEvaluator(evaluator), provides: provides)
  }

  public func values(
    at points: [[Double]], in space: ParameterSpace<Shape>, on workers: Workers
  ) async throws(OptimizationError) -> [Result<Double, EvaluationFailure>] {
    do throws(InvalidArgument) { try workers.validateForLaunches() } catch { throw .invalid(error) }
    return await evaluator(in: space, on: workers).values(at: points)
  }

  /// Lays the gradient that a run will use beside extrapolated differences: the one that the function gives, or the one
  /// that the run's differences make of its values.
  ///
  /// - Parameters:
  ///   - run: Whose start, bounds and differences are taken.
  ///   - randomPoints: At how many further points; see ``checkGradient(of:at:randomPoints:seed:bounds:tolerance:by:on:)``.
  ///   - seed: What the random points come from.
  ///   - tolerance: The relative error up to which a component is right. Unless given, 10⁻⁶ for the function's gradient
  ///     and 10⁻³ for that by differences.
  ///   - workers: Where launches happen.
  /// - Throws: ``DerivativeError``.
  public func checkGradient(
    of run: Run<Shape>, randomPoints: Int = 0, seed: UInt64 = 0, tolerance: Double? = nil, on workers: Workers = .inline
  ) async throws(DerivativeError) -> GradientCheck {
    try checked { () throws(InvalidArgument) in try workers.validateForLaunches() }
    let subject: GradientCheck.Subject =
      provides.forGradient != nil ? .objective : .differences(run.flat.differences)
    var inquiry = Inquiry(evaluator(in: run.space, on: workers), names: run.space.coordinateNames)
    let comparison = try GradientInquiry(
      randomPoints: randomPoints, seed: seed, tolerance: tolerance ?? (subject == .objective ? 1e-6 : 1e-3), .ridders)
    return try await comparison.check(subject, of: provides, in: run.space, &inquiry)
  }
}
