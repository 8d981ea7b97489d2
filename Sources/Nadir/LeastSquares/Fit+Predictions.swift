import NadirDerivatives
import NadirEvaluation
import NadirLinear
import NadirParameters

extension Fit {
  /// The model at places, each with its standard error, by the delta method: its square is j C jᵀ, with the covariance C of
  /// the parameters and the gradient j of the model with respect to them (Seber & Wild 2003, Nonlinear Regression, section
  /// 5.1, doi:10.1002/0471725315).
  ///
  ///     for prediction in try fit.predictions(at: [0, 0.5, 1]) {
  ///       print(prediction.value, prediction.confidenceInterval(level: 0.95))
  ///     }
  ///
  /// Gradients are those of the curve where it has them, else central differences within the bounds, whose steps are
  /// relative to the larger of a parameter and its standard error. A parameter at a bound counts as known, like a fixed one.
  ///
  /// - Parameters:
  ///   - xs: The k places.
  ///   - errors: What is assumed of the errors in the data; equal variances unless given. With unit variances intervals are
  ///     those of the normal distribution, because the variance is known; not so under a loss, where it is estimated.
  /// - Returns: k predictions. Standard errors are NaN where the data determine a model only elsewhere, and where the
  ///   derivatives at the best point are not known.
  /// - Throws: ``DerivativeError/failed(_:_:)`` where the model fails at the best parameters or around them, or its
  ///   Jacobian has another size than the places and the parameters.
  public func predictions(
    at xs: [X], assuming errors: Statistics.ErrorModel = .equalVariances
  ) throws(DerivativeError) -> [Prediction] {
    guard !xs.isEmpty else { return [] }
    // Under a loss the variance is always that which the residuals tell.
    let isKnown = errors == .unitVariances && statistics?.estimates.terms.loss == .squares
    let degrees = isKnown ? .infinity : Double(statistics?.degreesOfFreedom ?? 0)
    guard let statistics, !statistics.isEstimated else {
      return try values(at: xs).map { Prediction(value: $0, standardError: .nan, degreesOfFreedom: degrees) }
    }
    let (values, rows) = try valuesAndDerivatives(at: xs, statistics)
    let estimates = statistics.estimates
    let standardErrors = estimates.standardErrors(
      of: rows, errors, degreesOfFreedom: statistics.degreesOfFreedom)
    let isDetermined = estimates.determines(rows)
    return xs.indices.map { i in
      Prediction(
        value: values[i], standardError: isDetermined[i] ? standardErrors[i] : .nan, degreesOfFreedom: degrees)
    }
  }

  private func values(at xs: [X]) throws(DerivativeError) -> [Double] {
    do {
      return try model.values(at: xs, best)
    } catch {
      throw .failed(EvaluationFailure(thrown: error), counts(1, failures: 1))
    }
  }

  /// The model at k places and its derivatives with respect to the free coordinates, k × n.
  private func valuesAndDerivatives(
    at xs: [X], _ statistics: Statistics
  ) throws(DerivativeError) -> (values: [Double], rows: Matrix) {
    let (space, x) = (outcome.space, outcome.bestPoint)
    guard let jacobian = model.jacobian else { return try differences(at: xs, statistics) }
    let values = try values(at: xs)
    let ofNumbers: Matrix
    do {
      ofNumbers = try jacobian(xs, best)
    } catch {
      throw .failed(EvaluationFailure(thrown: error), counts(2, failures: 1))
    }
    let numbers = space.paths.count
    guard ofNumbers.rowCount == xs.count, ofNumbers.columnCount == numbers else {
      let failure = EvaluationFailure(
        .unreadable,
        "the Jacobian of the model is \(ofNumbers.rowCount) × \(ofNumbers.columnCount), but must be \(xs.count) × "
          + "\(numbers)")
      throw .failed(failure, counts(2))
    }
    var rows = Matrix(rowCount: xs.count, columnCount: x.count)
    for i in xs.indices {
      for (j, derivative) in space.freeCoordinates(ofNumbers: ofNumbers.row(i), at: x).enumerated() {
        rows[i, j] = derivative
      }
    }
    return (values, rows)
  }

  /// The same by differences.
  private func differences(
    at xs: [X], _ statistics: Statistics
  ) throws(DerivativeError) -> (values: [Double], rows: Matrix) {
    let (space, x, model) = (outcome.space, outcome.bestPoint, model)
    let unit = Matrix.identity(x.count)
    let sizes = statistics.estimates.standardErrors(
      of: unit, .equalVariances, degreesOfFreedom: statistics.degreesOfFreedom)
    let steps = Differences.Step.relative.scaled(by: sizes.map { $0.isFinite && $0 > 0 ? $0 : nil })
    let differences = Differences(.central, step: steps).resolving(space.unitRoundoffs)
    var plan = try checked { () throws(InvalidArgument) in
      try JacobianPlan(at: x, in: space.box, differences: differences)
    }
    var spent = Counts()
    var firstFailure: EvaluationFailure?
    while true {
      spent.rounds += 1
      let answers = (0..<plan.points.count).map { i -> [Double]? in
        spent.evaluations += 1
        do {
          return try model.values(at: xs, try space.parameters(at: plan.points[i]))
        } catch {
          spent.failures += 1
          firstFailure = firstFailure ?? EvaluationFailure(thrown: error)
          return nil
        }
      }
      do throws(DifferenceFailure) {
        switch try plan.combine(answers) {
        case .finished(let estimate): return (estimate.value, estimate.jacobian)
        case .repair(let next): plan = next
        }
      } catch {
        throw .failed(firstFailure ?? EvaluationFailure(.notFinite, "\(error)"), spent)
      }
    }
  }

  private func counts(_ evaluations: Int, failures: Int = 0) -> Counts {
    var counts = Counts()
    (counts.evaluations, counts.rounds, counts.failures) = (evaluations, evaluations, failures)
    return counts
  }
}
