public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters
import NadirRandom

/// Lays the gradient of an objective, its own or an automatic one, beside extrapolated differences.
///
///     let check = try await checkGradient(of: objective, at: start, randomPoints: 3)
///     print(check)
///     guard check.agrees else { … }
///
/// - Parameters:
///   - objective: The function with its gradient.
///   - point: Where both are compared.
///   - randomPoints: At how many further points: uniform within the bounds, and where there is no bound within
///     max(1, |xᵢ|)/2 of the point. 0 unless given. Where the function fails at one, it is left out.
///   - seed: What the random points come from.
///   - bounds: The box that no point leaves. None unless given.
///   - tolerance: The relative error up to which a component is right. 10⁻⁶ unless given.
///   - differences: What the gradient is compared with; ``NadirDerivatives/Differences/ridders`` unless given.
///   - workers: Where the objective is evaluated.
/// - Throws: ``DerivativeError``, also when the objective gives no gradient.
public func checkGradient<Shape: Parameters>(
  of objective: Objective<Shape>, at point: Shape, randomPoints: Int = 0, seed: UInt64 = 0,
  bounds: Bounds<Shape> = .none, tolerance: Double = 1e-6, by differences: Differences = .ridders,
  on workers: Workers = .inline
) async throws(DerivativeError) -> GradientCheck {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await GradientInquiry(randomPoints: randomPoints, seed: seed, tolerance: tolerance, differences)(
    of: objective, in: space, on: workers)
}

/// The same for `Codable` parameters.
@_disfavoredOverload
public func checkGradient<Shape: Codable & Sendable>(
  of objective: Objective<Shape>, at point: Shape, randomPoints: Int = 0, seed: UInt64 = 0,
  bounds: Bounds<Shape> = .none, tolerance: Double = 1e-6, by differences: Differences = .ridders,
  on workers: Workers = .inline
) async throws(DerivativeError) -> GradientCheck {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await GradientInquiry(randomPoints: randomPoints, seed: seed, tolerance: tolerance, differences)(
    of: objective, in: space, on: workers)
}

/// How gradients are checked.
struct GradientInquiry: Sendable {
  let randomPoints: Int
  let seed: UInt64
  let tolerance: Double
  let differences: Differences

  init(randomPoints: Int, seed: UInt64, tolerance: Double, _ differences: Differences) throws(DerivativeError) {
    guard randomPoints >= 0 else {
      throw .invalid(InvalidArgument("randomPoints", is: "\(randomPoints)", expected: "0 or more"))
    }
    guard tolerance > 0, tolerance < 1 else {
      throw .invalid(InvalidArgument("tolerance", is: "\(tolerance)", expected: "above 0 and below 1"))
    }
    self.randomPoints = randomPoints
    self.seed = seed
    self.tolerance = tolerance
    self.differences = differences
  }

  func callAsFunction<Shape: Sendable>(
    of objective: Objective<Shape>, in space: ParameterSpace<Shape>, on workers: Workers
  ) async throws(DerivativeError) -> GradientCheck {
    let flat = space.flattened(objective)
    guard flat.provides.forGradient != nil else {
      throw .invalid(
        InvalidArgument("the objective", is: "a function of values alone", expected: "one that gives a gradient"))
    }
    var inquiry = try Inquiry(flat, on: workers, names: space.coordinateNames)
    return try await check(.objective, of: flat.provides, in: space, &inquiry)
  }

  /// Compares at the start of the space and at random points.
  func check<Shape: Sendable>(
    _ subject: GradientCheck.Subject, of provides: Demand, in space: ParameterSpace<Shape>, _ inquiry: inout Inquiry
  ) async throws(DerivativeError) -> GradientCheck {
    let differences = try checked { () throws(InvalidArgument) -> Differences in
      try self.differences.coordinates(of: space)
    }
    let names = space.coordinateNames
    let units = space.coordinates.map { $0?.unit ?? 1 }
    var components: [GradientCheck.Component] = []
    var failures: [EvaluationFailure] = []
    for (number, x) in points(in: space).enumerated() {
      do throws(DerivativeError) {
        let given = try await gradient(subject, of: provides, at: x, in: space.box, &inquiry)
        let plan = try checked { () throws(InvalidArgument) in
          try GradientPlan(at: x, in: space.box, value: given.value, differences: differences)
        }
        let estimate = try await inquiry.estimate(plan, reading: Inquiry.value)
        components += comparison(of: subject, given.gradient, with: estimate, at: x, number, names, units)
      } catch {
        guard case .failed(let failure, _) = error, failure.kind != .cancelled, number > 0 else { throw error }
        failures.append(failure)
      }
    }
    return GradientCheck(components, of: subject, tolerance: tolerance, failures: failures, counts: inquiry.counts)
  }

  /// The components at a point.
  ///
  /// One is right where the two agree to the tolerance, and wrong where they do not although the error of the differences
  /// is allowed for. Otherwise that error decides: it is told right where the error is nothing beside the largest change
  /// that the gradient tells over the size of a coordinate, max(1, |xᵢ|).
  ///
  /// - Parameters:
  ///   - names: The names of the coordinates.
  ///   - units: The unit of each coordinate that is a parameter; the derivatives are said of the parameters.
  private func comparison(
    of subject: GradientCheck.Subject, _ given: [Double], with estimate: GradientEstimate, at x: [Double],
    _ point: Int, _ names: [String], _ units: [Double]
  ) -> [GradientCheck.Component] {
    let sizes = x.map { max(1, $0.magnitude) }
    let largest = zip(given, sizes).reduce(0) { max($0, $1.0.magnitude * $1.1) }
    return x.indices.map { i in
      let (g, d, error) = (given[i], estimate.gradient[i], estimate.errors[i])
      var scale = max(g.magnitude, d.magnitude)
      // Differences cannot be precise in a component that is small beside the others, and need not be.
      if subject != .objective { scale = max(scale, largest / sizes[i]) }
      let deviation = (g - d).magnitude
      let verdict: GradientCheck.Verdict
      if deviation <= tolerance * scale {
        verdict = .right
      } else if deviation - error > tolerance * scale {
        verdict = .wrong
      } else {
        verdict = error * sizes[i] <= tolerance * (largest > 0 ? largest : 1) ? .right : .untold
      }
      return GradientCheck.Component(
        path: names[i], point: point, given: g / units[i], difference: d / units[i], error: error / units[i],
        verdict: verdict)
    }
  }

  private func gradient(
    _ subject: GradientCheck.Subject, of provides: Demand, at x: [Double], in box: Box, _ inquiry: inout Inquiry
  ) async throws(DerivativeError) -> GradientEstimate {
    switch subject {
    case .objective:
      let given = try await inquiry.evaluation(
        at: x, for: provides.forGradient ?? .gradient, reading: inquiry.valueAndGradient)
      return GradientEstimate(
        value: given.value, gradient: given.gradient, errors: [Double](repeating: 0, count: x.count))
    case .differences(let differences):
      let plan = try checked { () throws(InvalidArgument) in
        try GradientPlan(at: x, in: box, differences: differences)
      }
      return try await inquiry.estimate(plan, reading: Inquiry.value)
    }
  }

  private func points<Shape: Sendable>(in space: ParameterSpace<Shape>) -> [[Double]] {
    let x = space.startCoordinates
    let box = space.box
    var generator = SplitMix64(seed: seed)
    let random = (0..<randomPoints).map { _ in
      x.indices.map { i in
        let reach = max(1, x[i].magnitude) / 2
        let lower = box.lower[i].isFinite ? box.lower[i] : min(x[i] - reach, box.upper[i])
        let upper = box.upper[i].isFinite ? box.upper[i] : max(x[i] + reach, lower)
        return box.clamp(lower + (upper - lower) * generator.nextUnit(), at: i)
      }
    }
    return [x] + random
  }
}
