public import NadirEvaluation
import NadirParameters

/// A gradient with the shape of the parameters.
public struct EstimatedGradient<Shape: Sendable>: Sendable {
  /// f(x).
  public let value: Double
  /// ∇f(x). What the bounds hold fixed has NaN.
  public let gradient: Shape
  /// An estimate of the error of each component, no bound: rounding and truncation for differences, 0 where the
  /// objective itself gives the gradient.
  public let errors: Shape
  /// The paths of the parameters along which a bound turned the differences to one side.
  public let oneSided: [String]
  /// What was spent.
  public let counts: Counts
  private let rows: [[String]]

  init(
    _ estimate: GradientEstimate, in space: ParameterSpace<Shape>, oneSided: [String] = [], counts: Counts
  ) throws(DerivativeError) {
    let x = space.startCoordinates
    guard let gradient = space.gradient(estimate.gradient, at: x), let errors = space.gradient(estimate.errors, at: x)
    else {
      throw .failed(
        EvaluationFailure(.unreadable, "\(Shape.self) refuses the numbers of the gradient, \(estimate.gradient)"),
        counts)
    }
    value = estimate.value
    self.gradient = gradient
    self.errors = errors
    self.oneSided = oneSided
    self.counts = counts
    rows = space.coordinateNames.indices.map { i in
      let name = space.coordinateNames[i]
      let error = estimate.errors[i]
      return [
        name, "\(estimate.gradient[i])", error > 0 ? "± \(error.rounded)" : "",
        oneSided.contains(name) ? "one-sided" : "",
      ]
    }
  }
}

extension EstimatedGradient: CustomStringConvertible {
  public var description: String {
    let head = "gradient of a value of \(value), by \(counts.evaluations) evaluations in \(counts.rounds) rounds"
    return ([head] + aligned(rows).map { "  \($0)" }).joined(separator: "\n")
  }
}
