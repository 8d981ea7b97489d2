public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
import NadirLinear
public import NadirParameters

/// How noisy a function is around a point, and the difference steps that suit it.
public struct EstimatedNoise: Sendable {
  /// ε_f, the standard deviation of the noise, in the units of f.
  public let level: Double
  /// |∂²f/∂xᵢ²|, or the least that would show above the noise, for each free parameter.
  public let curvatures: [Double]
  /// What was spent.
  public let counts: Counts

  /// Forward differences with the steps hᵢ = 8^(1/4) (ε_f / |∂²f/∂xᵢ²|)^(1/2), for which the expected error is least
  /// (Moré & Wild 2012, Estimating Derivatives of Noisy Simulations, doi:10.1145/2168773.2168777).
  public var differences: Differences { Differences(.forward, step: .noise(level, derivatives: curvatures)) }
}

/// How noisy a function is around a point, such as a simulation with inner tolerances or single precision.
///
///     let noise = try await noise(of: simulation, at: start, on: .threads(8))
///     let outcome = try await minimize(from: start, on: .threads(8), differences: noise.differences) { … }
///
/// Seven values on a short line tell the noise (ECnoise, Moré & Wild 2011, doi:10.1137/100786125); where they say that
/// they are too close or too far apart, seven others, up to seven times. 2n further values tell the second derivatives by
/// central differences with the step (ε_f/|f(x)|)^(1/4) max(1, |xᵢ|), as in the paper of 2012. There a second derivative
/// must stand out 100 times above the noise; here one that does not counts as that large, which gives the shorter step.
///
/// - Parameters:
///   - function: f. The noise may be the same at every call, as rounding is, or not.
///   - point: x, of any shape.
///   - bounds: The box that no point leaves. None unless given.
///   - workers: Where the function is evaluated.
/// - Throws: ``DerivativeError``, also when no noise was found: for a smooth function the default steps are right.
public func noise<Shape: Parameters>(
  of function: @escaping @Sendable (Shape) throws -> Double, at point: Shape, bounds: Bounds<Shape> = .none,
  on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedNoise {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await noise(of: Objective(function), in: space, on: workers)
}

/// The same for `Codable` parameters.
@_disfavoredOverload
public func noise<Shape: Codable & Sendable>(
  of function: @escaping @Sendable (Shape) throws -> Double, at point: Shape, bounds: Bounds<Shape> = .none,
  on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedNoise {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await noise(of: Objective(function), in: space, on: workers)
}

private func noise<Shape: Sendable>(
  of objective: Objective<Shape>, in space: ParameterSpace<Shape>, on workers: Workers
) async throws(DerivativeError) -> EstimatedNoise {
  let (x, box) = (space.startCoordinates, space.box)
  var inquiry = try Inquiry(space.flattened(objective), on: workers, names: space.coordinateNames)
  let value = try await inquiry.evaluation(at: x, for: .value, reading: Inquiry.value)
  let level = try await noiseLevel(at: x, in: box, value, &inquiry)

  let relative = (level / max(value.magnitude, level)).squareRoot().squareRoot()
  let steps = x.map { relative * max(1, $0.magnitude) }
  let plan = try checked { () throws(InvalidArgument) in
    try HessianPlan(
      at: x, in: box, value: value, sparsity: Sparsity(.identity(x.count)),
      differences: Differences(.central, step: .absolute(steps)))
  }
  let estimate = try await inquiry.estimate(plan, reading: Inquiry.value)
  let curvatures = x.indices.map { i in
    max(estimate.hessian[i, i].magnitude, 100 * level / (steps[i] * steps[i]))
  }
  return EstimatedNoise(level: level, curvatures: curvatures, counts: inquiry.counts)
}

/// ε_f, from lines of other lengths as long as the values say that theirs does not do.
///
/// A function that is rounded to few digits can have equal differences by chance, as if it were exact. But values that
/// coincide on a shorter line, although the trend there is above the noise, tell that it is not: then another length is
/// tried.
private func noiseLevel(
  at x: [Double], in box: Box, _ value: Double, _ inquiry: inout Inquiry
) async throws(DerivativeError) -> Double {
  var spacing = 0x1p-26
  var (tooClose, tooFar) = (0.0, Double.infinity)
  for _ in 0..<8 {
    let plan = try checked { () throws(InvalidArgument) in
      try NoisePlan(at: x, in: box, value: value, step: .relative(spacing))
    }
    let estimate = try await inquiry.estimate(plan, reading: Inquiry.value)
    if let level = estimate.level {
      let trend = 2.0.squareRoot() * estimate.levels[0] * tooClose / spacing
      if level >= trend / 10 { return level }
      spacing *= 1.618
      continue
    }
    if estimate.verdict == .spacingTooSmall {
      tooClose = max(tooClose, spacing)
      spacing = tooFar.isFinite ? (tooClose * tooFar).squareRoot() : spacing * 100
    } else {
      tooFar = min(tooFar, spacing)
      spacing = tooClose > 0 ? (tooClose * tooFar).squareRoot() : spacing / 100
    }
  }
  throw .failed(
    EvaluationFailure(.notFinite, "the values show no noise at any distance; default steps suit the function"),
    inquiry.counts)
}
