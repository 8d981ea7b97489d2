import NadirEvaluation

/// How near each coordinate is to the bound that it would move towards: the scaling of Coleman & Li 1996, An interior
/// trust region approach for nonlinear minimization subject to bounds, SIAM J. Optim. 6, 418–445, doi:10.1137/0806023.
///
/// v has one number from 0 to 1 for each coordinate. With h = Jᵀr, half the gradient, and the column aᵢ of J, the model
/// has its minimum along the coordinate i at the distance |hᵢ|/‖aᵢ‖² in the direction of −hᵢ; vᵢ is the distance dᵢ to
/// the bound there as a fraction of it, or 1 where the bound is farther or absent. vᵢhᵢ = 0 for all i are the
/// first-order conditions.
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
  /// How near the bound is where the minimum is nearer, and else 1: |hᵢ|/dᵢ = (uᵢ/vᵢ)‖aᵢ‖².
  private let u: [Double]
  /// The largest vᵢ times the cosine of the angle between r and aᵢ: 0 where the first-order conditions hold.
  let largestCosine: Double

  init(_ model: ResidualModel, in box: Box) {
    let gradient = model.halfGradient
    let norms = model.columnNorms
    halfGradient = gradient
    columnNorms = norms
    let ways = model.point.indices.map { i -> Double in
      let gain = norms[i] > 0 ? gradient[i].magnitude / norms[i] : 0
      guard gain > 0 else { return .infinity }
      let x = model.point[i]
      let distance = gradient[i] > 0 ? x - box.lower[i] : box.upper[i] - x
      return distance * norms[i] / gain
    }
    let v = ways.map { min(1, $0) }
    self.v = v
    u = ways.map { min(1, 1 / $0) }
    let residualNorm = model.value.squareRoot()
    largestCosine = v.indices.reduce(0.0) { largest, i in
      guard norms[i] > 0, residualNorm > 0 else { return largest }
      return max(largest, v[i] * ((gradient[i] / residualNorm).magnitude / norms[i]))
    }
  }

  /// The weights eᵢ of the rows that the augmented Jacobian has below J diag(√vᵢ/sᵢ), for the units s of the
  /// coordinates. They add Σ (|hᵢ|/dᵢ) pᵢ² to the model, the derivative of dᵢ in Newton's method for dᵢhᵢ = 0: nothing
  /// far from a bound, and near one so much that the coordinate steps nearly onto it.
  func augmentation(_ units: [Double]) -> [Double] {
    u.indices.map { i in u[i].squareRoot() * (columnNorms[i] / units[i]) }
  }

  /// What the augmentation adds to the model for a step: Σ (|hᵢ|/dᵢ) pᵢ².
  func penalty(of p: [Double]) -> Double {
    p.indices.reduce(0) { sum, i in
      guard p[i] != 0, u[i] > 0 else { return sum }
      let length = columnNorms[i] * p[i]
      return sum + u[i] / v[i] * (length * length)
    }
  }
}
