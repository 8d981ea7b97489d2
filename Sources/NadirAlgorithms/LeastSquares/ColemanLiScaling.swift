import NadirEvaluation

/// How near each coordinate is to the bound that it would move towards: the scaling of Coleman & Li 1996, An interior
/// trust region approach for nonlinear minimization subject to bounds, SIAM J. Optim. 6, 418–445, doi:10.1137/0806023.
///
/// v has one number from 0 to 1 for each coordinate. With h = Jᵀr, half the gradient, and the column aᵢ of J, the model has
/// its minimum along the coordinate i at the distance |hᵢ|/‖aᵢ‖² in the direction of −hᵢ; vᵢ is the distance dᵢ to the
/// bound there as a fraction of it, or 1 where the bound is farther or absent. vᵢhᵢ = 0 for all i are the first-order
/// conditions.
///
/// Deviation: v is dᵢ itself in the paper, and 1 without a bound. That depends on the units of the parameters, and on
/// bounds far off.
struct ColemanLiScaling {
  /// h.
  let halfGradient: [Double]
  /// ‖aᵢ‖.
  let columnNorms: [Double]
  /// v.
  let v: [Double]
  /// The largest vᵢ times the cosine of the angle between r and aᵢ: 0 where the first-order conditions hold.
  let largestCosine: Double

  init(_ model: ResidualModel, in box: Box) {
    let gradient = model.halfGradient
    let norms = model.columnNorms
    halfGradient = gradient
    columnNorms = norms
    let v = model.point.indices.map { i -> Double in
      let gain = norms[i] > 0 ? gradient[i].magnitude / norms[i] : 0
      guard gain > 0 else { return 1 }
      let x = model.point[i]
      let distance = gradient[i] > 0 ? x - box.lower[i] : box.upper[i] - x
      return min(1, distance * norms[i] / gain)
    }
    self.v = v
    let residualNorm = model.value.squareRoot()
    largestCosine = v.indices.reduce(0.0) { largest, i in
      guard norms[i] > 0, residualNorm > 0 else { return largest }
      return max(largest, v[i] * ((gradient[i] / residualNorm).magnitude / norms[i]))
    }
  }

  /// The weights eᵢ of the rows that the augmented Jacobian has below J diag(√vᵢ/sᵢ), for the units s of the coordinates:
  /// eᵢ² = (1 − vᵢ)‖aᵢ‖²/sᵢ². Each column is then as long as that of J diag(1/s).
  ///
  /// So the coordinate i alone steps exactly onto its bound where that is nearer than the minimum. Near a solution
  /// eᵢ²sᵢ²/vᵢ = |hᵢ|/dᵢ − ‖aᵢ‖², of which the paper has the first term: a bound whose multiplier is not zero is reached as
  /// fast by either, and one whose multiplier is zero is no obstacle.
  func augmentation(_ units: [Double]) -> [Double] {
    v.indices.map { i in (1 - v[i]).squareRoot() * (columnNorms[i] / units[i]) }
  }
}
