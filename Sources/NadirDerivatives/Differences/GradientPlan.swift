public import NadirEvaluation
import NadirLinear

/// The plan of the gradient of f: ℝⁿ → ℝ.
///
/// It takes n points by forward or backward differences, 2n by central ones, and 2kn by an extrapolation of k levels; x
/// is one more where f(x) is not known. Where a point fails, its coordinate is tried on the other side, and then with
/// smaller steps.
public struct GradientPlan: DifferencePlan {
  private var plan: JacobianPlan

  public var points: PointBatch { plan.points }

  /// - Parameters:
  ///   - x: The point, n numbers in the box.
  ///   - value: f(x), if it is known.
  public init(
    at x: [Double], in box: Box, value: Double? = nil, differences: Differences = .forward
  ) throws(InvalidArgument) {
    plan = try JacobianPlan(at: x, in: box, value: value.map { [$0] }, differences: differences)
  }

  private init(_ plan: JacobianPlan) { self.plan = plan }

  public func combine(
    _ values: [Double?]
  ) throws(DifferenceFailure) -> DifferenceProgress<GradientPlan, GradientEstimate> {
    switch try plan.combine(values.map { $0.map { [$0] } }) {
    case .finished(let estimate):
      .finished(
        GradientEstimate(
          value: estimate.value[0], gradient: estimate.jacobian.row(0), errors: estimate.errors.row(0)))
    case .repair(let next): .repair(GradientPlan(next))
    }
  }
}
