public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

/// How noisy a function is around a point, and the difference steps that suit it.
public struct EstimatedNoise: Sendable {
  /// f(x).
  public let value: Double
  /// ε_f, the standard deviation of the noise, in the units of f.
  public let level: Double
  /// The paths of the parameters, without those that the bounds hold fixed.
  public let paths: [String]
  /// |∂²f/∂xᵢ²|, or the least that would show above the noise, for each of ``paths``.
  public let curvatures: [Double]
  /// What was spent.
  public let counts: Counts

  /// Forward differences with the steps hᵢ = 8^(1/4) (ε_f / |∂²f/∂xᵢ²|)^(1/2), for which the expected error is least
  /// (Moré & Wild 2012, Estimating Derivatives of Noisy Simulations, doi:10.1145/2168773.2168777).
  public var differences: Differences { Differences(.forward, step: .noise(level, derivatives: derivatives)) }
  /// The curvatures by the position of the parameter; `nil` for those that are held fixed.
  let derivatives: [Double?]
}

extension EstimatedNoise: CustomStringConvertible {
  /// The level, and the second derivative and the forward step of each parameter, the first twenty of them.
  public var description: String {
    let head = "noise of \(level.rounded) in a value of \(value), by \(counts.text)"
    let rows = paths.indices.map { i in
      let step = 8.0.squareRoot().squareRoot() * (level / curvatures[i]).squareRoot()
      return [paths[i], curvatures[i].rounded, step.rounded]
    }
    return ([head] + shortened(rows, below: ["parameter", "curvature", "step"])).joined(separator: "\n")
  }
}

/// How noisy a function is around a point, such as a simulation with inner tolerances or single precision.
///
///     let noise = try await noise(of: simulation, at: start, on: .threads(8))
///     let outcome = try await minimize(from: start, on: .threads(8), differences: noise.differences) { … }
///
/// Seven values on a short line tell the noise (ECnoise, Moré & Wild 2011, doi:10.1137/100786125); where they say that
/// they are too close or too far apart, seven others, up to seven times. 2n further values tell the second derivatives by
/// central differences with the step (ε_f/|f(x)|)^(1/4) max(1, |xᵢ|), as in the paper of 2012. Near a zero of f, two more
/// values, max(1, |xᵢ|) away, tell its size in the place of |f(x)|. In the paper a second derivative
/// must stand out 100 times above the noise; here one that does not counts as that large, which gives the shorter step.
///
/// - Parameters:
///   - objective: f. The noise may be the same at every call, as rounding is, or not.
///   - point: x, of any shape.
///   - bounds: The box that no point leaves. None unless given.
///   - workers: Where the function is evaluated.
/// - Throws: ``DerivativeError``, also when no noise was found, as for a smooth function, whose default steps are right, or
///   when it could not be told, as for a function that is constant but for jumps.
public func noise<Shape: Parameters>(
  of objective: Objective<Shape>, at point: Shape, bounds: Bounds<Shape> = .none, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedNoise {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await NoiseInquiry(objective, in: space, on: workers).estimate()
}

/// The same for `Codable` parameters.
@_disfavoredOverload
public func noise<Shape: Codable & Sendable>(
  of objective: Objective<Shape>, at point: Shape, bounds: Bounds<Shape> = .none, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedNoise {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await NoiseInquiry(objective, in: space, on: workers).estimate()
}

/// The same for a function.
public func noise<Shape: Parameters>(
  @ObjectiveBody of function: @escaping @Sendable (Shape) throws -> Double, at point: Shape,
  bounds: Bounds<Shape> = .none, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedNoise {
  try await noise(of: Objective(function), at: point, bounds: bounds, on: workers)
}

/// The same for a function of `Codable` parameters.
@_disfavoredOverload
public func noise<Shape: Codable & Sendable>(
  @ObjectiveBody of function: @escaping @Sendable (Shape) throws -> Double, at point: Shape,
  bounds: Bounds<Shape> = .none, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedNoise {
  try await noise(of: Objective(function), at: point, bounds: bounds, on: workers)
}
