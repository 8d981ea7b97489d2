import NadirEvaluation
public import NadirEvaluators

extension ExternalObjective {
  /// Lays the gradient that a run will use beside extrapolated differences: the one that the program gives, or the one
  /// that the run's differences make of its values.
  ///
  /// It is compared in the free coordinates of the run, and told in the units of the parameters; where a transform moves
  /// several together, in its coordinates.
  ///
  /// - Parameters:
  ///   - run: Whose start, bounds and differences are taken.
  ///   - randomPoints: At how many further points; see ``checkGradient(of:at:randomPoints:seed:bounds:tolerance:by:on:)``.
  ///   - seed: What the random points come from.
  ///   - tolerance: The relative error up to which a component is right. Unless given, 10⁻⁶ for the program's gradient
  ///     and 10⁻³ for that by differences.
  ///   - workers: How many evaluations are under way at the same time.
  /// - Throws: ``DerivativeError``.
  public func checkGradient(
    of run: Run<Shape>, randomPoints: Int = 0, seed: UInt64 = 0, tolerance: Double? = nil, on workers: Workers = .inline
  ) async throws(DerivativeError) -> GradientCheck {
    let (evaluator, provides): (any Evaluator, Demand)
    do throws(OptimizationError) {
      (evaluator, provides, _) = try await open(in: run.space, on: workers)
    } catch {
      if case .invalid(let argument) = error { throw .invalid(argument) }
      throw .failed(error.failure ?? EvaluationFailure(.unavailable, "\(error)"), Counts())
    }
    let subject: GradientCheck.Subject =
      provides.forGradient != nil ? .objective : .differences(run.flat.differences)
    var inquiry = Inquiry(evaluator, names: run.space.coordinateNames)
    let result: Result<GradientCheck, DerivativeError>
    do throws(DerivativeError) {
      let comparison = try GradientInquiry(
        randomPoints: randomPoints, seed: seed, tolerance: tolerance ?? (subject == .objective ? 1e-6 : 1e-3), .ridders)
      result = .success(try await comparison.check(subject, of: provides, in: run.space, &inquiry))
    } catch {
      result = .failure(error)
    }
    await evaluator.close()
    return try result.get()
  }
}
