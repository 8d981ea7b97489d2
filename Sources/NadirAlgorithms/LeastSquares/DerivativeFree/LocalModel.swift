import NadirEvaluation
import NadirLinear

/// The linear model r + Jt of the residuals around the best point, and the questions that follow from it.
struct LocalModel {
  let samples: SampledResiduals
  let space: ScaledBox
  /// J, in the units of the space.
  let jacobian: Matrix
  /// Whether there are samples in every direction.
  let isComplete: Bool
  /// Jᵀr, half the gradient of the model.
  private let slope: [Double]

  init(_ samples: SampledResiduals, in box: Box, radius: Double) {
    self.samples = samples
    space = ScaledBox(box, units: samples.units)
    jacobian = samples.jacobian(radius: radius)
    isComplete = samples.directions(from: samples.best.point, radius: radius).spanning.count == samples.units.count
    slope = jacobian.transposedTimes(samples.best.residuals)
  }

  private var dimension: Int { space.units.count }

  /// The Jacobian by the coordinates themselves.
  var unscaledJacobian: Matrix {
    Matrix(
      rowCount: jacobian.rowCount,
      elements: (0..<dimension).flatMap { j in jacobian.column(j).map { $0 / space.units[j] } })
  }

  /// The minimizer of the model in the box and in a ball.
  func step(radius: Double) -> BoxedStep {
    let room = space.room(around: samples.best.point)
    return BoxedStep(
      residuals: samples.best.residuals, jacobian: jacobian, radius: radius, lower: room.lower, upper: room.upper)
  }

  /// The steps that lead to different points which were not asked for before, with these points.
  func trials(_ steps: [BoxedStep]) -> [(step: BoxedStep, point: [Double])] {
    var trials: [(step: BoxedStep, point: [Double])] = []
    for step in steps {
      let point = space.point(step.displacement, from: samples.best.point)
      guard !samples.asked.contains(point), !trials.contains(where: { $0.point == point }) else { continue }
      trials.append((step, point))
    }
    return trials
  }

  /// How far from the best point a sample is asked for after failures: every time half as far.
  static func distance(attempt: Int, _ radii: TrustRadii) -> Double {
    radii.resolution * Double(sign: .plus, exponent: -attempt, significand: 1)
  }

  /// Up to `count` points around the best one that take the place of samples that are missing, and of those worth least
  /// after them; none when no direction without a sample has room.
  ///
  /// - Parameter attempt: How often such points have failed. After failures they are on the other side, and only those
  ///   that are missing.
  func improvements(_ count: Int, radii: TrustRadii, attempt: Int) -> [[Double]] {
    let directions = samples.directions(from: samples.best.point, radius: radii.radius)
    let independent = directions.independent(upTo: radii.reach)
    guard independent.count < dimension else { return [] }
    let kept = attempt == 0 ? independent.prefix(dimension - count) : independent[...]
    let open = directions.complement(of: Array(kept)).prefix(count)
    return points(
      around: samples.best.point, along: open, distance: LocalModel.distance(attempt: attempt, radii),
      isTurned: attempt % 2 == 1)
  }

  /// Points around a trial point, in the place of the `count` samples that say least of the model there.
  func companions(_ count: Int, of trial: [Double], beside trials: [[Double]], radii: TrustRadii) -> [[Double]] {
    let directions = samples.directions(from: trial, radius: radii.radius)
    let kept = directions.spanning.prefix(dimension - count)
    let open = directions.complement(of: Array(kept)).prefix(count)
    return points(around: trial, along: open, distance: radii.resolution, isTurned: false, beside: trials)
  }

  /// One point along each direction: downhill, unless it is turned or there is much more room uphill; nearer where the
  /// point was asked for before.
  private func points(
    around center: [Double], along basis: some Sequence<[Double]>, distance: Double, isTurned: Bool,
    beside others: [[Double]] = []
  ) -> [[Double]] {
    var points: [[Double]] = []
    for q in basis {
      let isUphill = dot(q, slope) > 0
      let first = isUphill != isTurned ? q.map { -$0 } : q
      let nearer = (0..<8).lazy.map { distance * (1 - 0.1 * Double($0)) }
      let new = nearer.map { point(along: first, from: center, distance: $0) }.first {
        !samples.asked.contains($0) && !points.contains($0) && !others.contains($0)
      }
      if let new { points.append(new) }
    }
    return points
  }

  /// The point in the box that goes farthest along q, or along −q where that is twice as far or more.
  private func point(along q: [Double], from center: [Double], distance: Double) -> [Double] {
    let sides = [q, q.map { -$0 }].map { space.farthest(along: $0, from: center, within: distance) }
    let reached = sides.map { dot($0, q).magnitude }
    return space.point(reached[0] >= 0.5 * reached[1] ? sides[0] : sides[1], from: center)
  }
}
