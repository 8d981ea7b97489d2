import NadirEvaluation
import NadirLinear

/// A step that stays strictly inside a box, with what the linear model says of it.
struct StepInsideBox {
  var p: [Double]
  /// h·p with h = Jᵀr: half the slope of f along the step.
  var slope: Double
  /// ‖Jp‖.
  var imageNorm: Double

  /// What the model ‖r + Jp‖² promises: −2h·p − ‖Jp‖².
  var gain: Double { -2 * slope - imageNorm * imageNorm }
}

/// Makes steps inside a box out of steps that may leave it: they go at most the fraction θ of the way to any bound.
struct BoxInterior {
  let model: ResidualModel
  /// h = Jᵀr.
  let halfGradient: [Double]
  let box: Box
  /// θ.
  let fraction: Double

  /// A step as it is.
  func step(_ p: [Double]) -> StepInsideBox {
    StepInsideBox(p: p, slope: dot(halfGradient, p), imageNorm: euclideanNorm(model.jacobian * p))
  }

  /// The multiple of p at which the first bounds are reached, and the coordinates that reach them.
  func reach(_ p: [Double], from offset: [Double]? = nil) -> (length: Double, bounds: [Int]) {
    var reach = (length: Double.infinity, bounds: [Int]())
    for i in p.indices where p[i] != 0 {
      let x = model.point[i] + (offset?[i] ?? 0)
      let length = max(0, (p[i] > 0 ? box.upper[i] - x : x - box.lower[i]) / p[i].magnitude)
      if length < reach.length { reach = (length, [i]) } else if length == reach.length { reach.bounds.append(i) }
    }
    return reach
  }

  /// p, shortened as a whole.
  func cut(_ p: [Double]) -> StepInsideBox {
    let factor = fraction * reach(p).length
    return step(factor < 1 ? p.map { factor * $0 } : p)
  }

  /// p with each coordinate shortened by itself.
  func projected(_ p: [Double]) -> StepInsideBox {
    step(
      p.indices.map { i in
        let x = model.point[i]
        let room = fraction * (p[i] > 0 ? box.upper[i] - x : x - box.lower[i])
        return p[i].magnitude <= room ? p[i] : (p[i] > 0 ? room : -room)
      })
  }

  /// p up to the first bound, and then the best of what is left of it with the coordinates that have met bounds turned
  /// round; `nil` where nothing is left.
  func reflected(_ p: [Double]) -> StepInsideBox? {
    let (length, bounds) = reach(p)
    guard length < 1 else { return nil }
    let onBound = p.map { length * $0 }
    var direction = p
    for i in bounds { direction[i].negate() }
    let shortest = (1 - fraction) * length
    let longest = min(1 - length, fraction * reach(direction, from: onBound).length)
    guard longest > shortest else { return nil }
    let image = model.jacobian * direction
    let curvature = dot(image, image)
    let slope = dot(halfGradient, direction) + dot(model.jacobian * onBound, image)
    let minimizer = curvature > 0 ? -slope / curvature : longest
    return step(point(from: onBound, along: direction, by: min(max(minimizer, shortest), longest)))
  }

  /// The minimizer along a direction of descent, at most a multiple of it.
  func minimizer(along direction: [Double], atMost longest: Double) -> StepInsideBox {
    let unit = step(direction)
    let minimizer = -unit.slope / unit.imageNorm / unit.imageNorm
    let factor = min(minimizer.isNaN ? longest : minimizer, longest, fraction * reach(direction).length)
    return step(direction.map { factor * $0 })
  }
}
