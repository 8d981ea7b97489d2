public import NadirEvaluation
import NadirLinear

/// The plan of the Hessian of f: ℝⁿ → ℝ from gradients: their differences, made symmetric.
///
///     H ≈ (A + Aᵀ) / 2,   A eⱼ = (∇f(x + hⱼ eⱼ) − ∇f(x)) / hⱼ
///
/// (Nocedal & Wright 2006, section 8.1). It takes n gradients by forward or backward differences and 2n by central
/// ones; x is one more where ∇f(x) is not known. With a known sparsity n is the number of
/// ``Sparsity/symmetricColumnGroups``: an element that a group does not tell is told by its mirror image.
public struct GradientHessianPlan: DifferencePlan {
  private let sparsity: Sparsity?
  private var plan: JacobianPlan

  public var points: PointBatch { plan.points }

  /// - Parameters:
  ///   - x: The point, n numbers in the box.
  ///   - gradient: ∇f(x), if it is known.
  ///   - sparsity: Which elements can be other than zero, n × n and symmetric; by default all of them. The diagonal is
  ///     always among them.
  public init(
    at x: [Double], in box: Box, gradient: [Double]? = nil, sparsity: Sparsity? = nil,
    differences: Differences = .forward
  ) throws(InvalidArgument) {
    try sparsity?.checkSymmetric(x.count)
    self.sparsity = sparsity?.withDiagonal
    if let misfit = misfit("gradient", gradient, x.count) { throw misfit }
    plan = try JacobianPlan(
      at: x, in: box, value: gradient, sparsity: self.sparsity, groups: self.sparsity?.symmetricColumnGroups,
      differences: differences, isOfGradient: true)
  }

  public func combine(
    _ gradients: [[Double]?]
  ) throws(DifferenceFailure) -> DifferenceProgress<GradientHessianPlan, HessianEstimate> {
    for gradient in gradients {
      if let misfit = misfit("gradient", gradient, points.dimension) { throw .unfit(misfit) }
    }
    switch try plan.combine(gradients) {
    case .finished(let estimate): return .finished(symmetrized(estimate))
    case .repair(let next):
      var repaired = self
      repaired.plan = next
      return .repair(repaired)
    }
  }

  /// The mean of an element and its mirror image where both are told, the one that is told otherwise.
  private func symmetrized(_ estimate: JacobianEstimate) -> HessianEstimate {
    let n = estimate.jacobian.columnCount
    var hessian = estimate.jacobian
    var errors = estimate.errors
    for i in 0..<n {
      for j in sparsity?.columns(ofRow: i) ?? Array(0..<n) where j > i {
        let places = [(i, j), (j, i)].filter { estimate.errors[$0.0, $0.1].isFinite }
        let count = Double(max(places.count, 1))
        let value = places.reduce(0) { $0 + estimate.jacobian[$1.0, $1.1] / count }
        let error = places.reduce(0) { $0 + estimate.errors[$1.0, $1.1] / count }
        for (row, column) in [(i, j), (j, i)] {
          hessian[row, column] = value
          errors[row, column] = error
        }
      }
    }
    return HessianEstimate(hessian: hessian, errors: errors)
  }
}
