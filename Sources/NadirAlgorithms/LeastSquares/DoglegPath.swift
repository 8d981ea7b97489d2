import NadirEvaluation
import NadirLinear

/// The end of Powell's path of two legs on the linear model ‖r + Jp‖², inside the box of the bounds and of the region
/// sᵢ|pᵢ| ≤ Δ.
///
/// The first leg leads to the minimizer along the steepest descent in the unit s, the second from there to the
/// minimizer in the free coordinates, the step of Gauss and Newton; the model decreases along both. At the rim of the
/// region the path ends. At a bound it begins anew, with the coordinates that are there held: without that, a bound
/// that is near would make the whole step short. A coordinate on a bound at the beginning is held while the gradient
/// pushes it outward.
///
/// The step of Gauss and Newton is the shortest minimizer in the unit s where columns depend on others, up to rounding.
struct DoglegPath {
  /// p.
  private(set) var step: [Double]
  /// Whether the path ends at the rim of the region.
  private(set) var endsAtRim = false
  private var image: [Double]

  /// ‖Jp‖.
  var imageNorm: Double { euclideanNorm(image) }

  init(_ model: ResidualModel, units: [Double], radius: Double, in box: Box) {
    let n = units.count
    step = [Double](repeating: 0, count: n)
    image = [Double](repeating: 0, count: model.jacobian.rowCount)
    let gradient = model.halfGradient
    var isFree = (0..<n).map { i in
      let x = model.point[i]
      return !(x == box.lower[i] && gradient[i] > 0 || x == box.upper[i] && gradient[i] < 0)
    }
    // Every round holds one more coordinate, or is the last.
    while isFree.contains(true) {
      let scales = (0..<n).map { isFree[$0] ? 1 / units[$0] : 0 }
      let rest = zip(model.residuals, image).map { $0 + $1 }
      guard let legs = Legs(model, scales, rest) else { return }
      for leg in [legs.first, legs.second] {
        let stops = stops(of: leg, model.point, units, radius, box)
        let factor = min(1, stops.first)
        add(factor, times: leg, to: &step)
        add(factor, times: model.jacobian * leg, to: &image)
        guard stops.first < 1 else { continue }
        endsAtRim = stops.isRim
        for i in stops.coordinates { isFree[i] = false }
        break
      }
      if endsAtRim || legsWereWhole(isFree, scales) { return }
    }
  }

  private func legsWereWhole(_ isFree: [Bool], _ scales: [Double]) -> Bool {
    zip(isFree, scales).allSatisfy { $0 == ($1 > 0) }
  }

  /// The multiple of a leg at which it first leaves the box or the region, and the coordinates that do.
  private func stops(
    of leg: [Double], _ x: [Double], _ units: [Double], _ radius: Double, _ box: Box
  ) -> (first: Double, coordinates: [Int], isRim: Bool) {
    var stops = (first: Double.infinity, coordinates: [Int](), isRim: false)
    for i in leg.indices where leg[i] != 0 {
      let outward = leg[i] > 0 ? 1.0 : -1.0
      let toBound = (leg[i] > 0 ? box.upper[i] - x[i] : x[i] - box.lower[i]) - outward * step[i]
      let toRim = radius / units[i] - outward * step[i]
      let factor = max(0, min(toBound, toRim) / leg[i].magnitude)
      guard factor <= stops.first else { continue }
      if factor < stops.first { stops = (factor, [], false) }
      stops.coordinates.append(i)
      if toRim <= toBound { stops.isRim = true }
    }
    return stops
  }
}

/// The two legs, from where the residuals of the model are `rest`, in coordinates that are zero where their scale is.
private struct Legs {
  let first: [Double]
  let second: [Double]

  init?(_ model: ResidualModel, _ scales: [Double], _ rest: [Double]) {
    let gradient = model.jacobian.transposedTimes(rest)
    let steepest = zip(gradient, scales).map { -$0 * $1 * $1 }
    let image = model.jacobian * steepest
    let slope = dot(gradient, steepest)
    guard slope < 0 else { return nil }
    let length = -slope / dot(image, image)
    guard length.isFinite else { return nil }
    first = steepest.map { length * $0 }
    let rows = PivotedQR(model.scaledJacobian(by: scales))
    let problem = DampedLeastSquares(
      rows, rightSide: rest.map { -$0 }, scales: [Double](repeating: 1, count: scales.count))
    let newton = zip(problem.step(damping: 0).x, scales).map { $0 * $1 }
    second = difference(newton, first)
  }
}
