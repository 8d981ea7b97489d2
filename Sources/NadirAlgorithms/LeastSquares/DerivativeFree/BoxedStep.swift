import NadirEvaluation
import NadirLinear

/// The minimizer of ‖r + Jt‖ in a ball ‖t‖ ≤ Δ and a box l ≤ t ≤ u around 0, by an active-set method.
///
/// On a face of the box, where some coordinates are at bounds, the problem is that of a step of Levenberg and Marquardt,
/// which is solved as such. From one t to the minimizer on its face the way is straight, as far as the first bound, which
/// becomes active; at the minimizer a bound is left whose multiplier has the wrong sign. The problem is convex, so that
/// the value never rises.
struct BoxedStep {
  /// t.
  let displacement: [Double]
  /// ‖t‖.
  let length: Double
  /// ‖r‖² − ‖r + Jt‖².
  let predictedReduction: Double

  init(residuals: [Double], jacobian: Matrix, radius: Double, lower: [Double], upper: [Double]) {
    let n = jacobian.columnCount
    let qr = PivotedQR(jacobian)
    var columns = Matrix(rowCount: min(jacobian.rowCount, n), columnCount: n)
    let triangle = qr.upperTriangle
    for (k, j) in qr.permutation.enumerated() {
      for i in 0..<columns.rowCount { columns[i, j] = triangle[i, k] }
    }
    let target = qr.timesTransposedQ(residuals).prefix(columns.rowCount).map { -$0 }
    var face = Face(columns: columns, target: target, radius: radius, lower: lower, upper: upper)
    displacement = face.minimizer()
    length = euclideanNorm(displacement)
    let image = columns * displacement
    predictedReduction = 2 * dot(image, target) - dot(image, image)
  }
}

/// A face of the box, with a point t on it.
private struct Face {
  /// J, or QᵀJ with the rows that are 0 left out.
  let columns: Matrix
  /// −r, or −Qᵀr.
  let target: [Double]
  let radius: Double
  let lower: [Double]
  let upper: [Double]
  var t: [Double]
  var isActive: [Bool]

  init(columns: Matrix, target: [Double], radius: Double, lower: [Double], upper: [Double]) {
    self.columns = columns
    self.target = target
    self.radius = radius
    self.lower = lower
    self.upper = upper
    t = [Double](repeating: 0, count: lower.count)
    isActive = zip(lower, upper).map { $0 == 0 && $1 == 0 }
  }

  /// The minimizer on all faces.
  mutating func minimizer() -> [Double] {
    // A bound can be met and left more than once. The limit is for rounding errors that make them take turns.
    for _ in 0..<(10 * t.count + 10) {
      let (goal, damping) = minimizerHere()
      if let blocking = advance(to: goal) {
        isActive[blocking] = true
      } else if let wrong = wrongBound(damping: damping) {
        isActive[wrong] = false
      } else {
        break
      }
    }
    let length = euclideanNorm(t)
    return length > radius ? t.map { $0 * (radius / length) } : t
  }

  /// The minimizer on this face within the ball, and the multiplier λ of the ball.
  private func minimizerHere() -> (goal: [Double], damping: Double) {
    let free = t.indices.filter { !isActive[$0] }
    var goal = t
    let spent = t.indices.reduce(0) { isActive[$1] ? $0 + t[$1] * t[$1] : $0 }
    let rest = radius * radius - spent
    guard !free.isEmpty, rest > 0 else { return (t, 0) }
    let fixed = columns * t.indices.map { isActive[$0] ? t[$0] : 0 }
    let faceColumns = Matrix(rowCount: columns.rowCount, elements: free.flatMap { columns.column($0) })
    let problem = DampedLeastSquares(
      PivotedQR(faceColumns), rightSide: difference(target, fixed), scales: [Double](repeating: 1, count: free.count))
    let step = problem.step(radius: rest.squareRoot())
    for (k, j) in free.enumerated() { goal[j] = step.x[k] }
    return (goal, step.damping)
  }

  /// Goes towards a goal as far as the bounds allow, and says which bound is in the way.
  private mutating func advance(to goal: [Double]) -> Int? {
    var share = 1.0
    var blocking: Int?
    for j in t.indices where !isActive[j] {
      let bound = goal[j] < lower[j] ? lower[j] : upper[j]
      guard goal[j] < lower[j] || goal[j] > upper[j] else { continue }
      let reached = (bound - t[j]) / (goal[j] - t[j])
      if reached < share || blocking == nil {
        share = min(share, reached)
        blocking = j
      }
    }
    for j in t.indices where !isActive[j] { t[j] = min(max(t[j] + share * (goal[j] - t[j]), lower[j]), upper[j]) }
    if let blocking { t[blocking] = goal[blocking] < lower[blocking] ? lower[blocking] : upper[blocking] }
    return blocking
  }

  /// The active bound away from which the value would fall most: where Jᵀ(Jt + r) + λt points out of the box.
  private func wrongBound(damping: Double) -> Int? {
    let slope = columns.transposedTimes(difference(columns * t, target))
    var wrong: Int?
    var worst = 1e-10 * maximumNorm(columns.transposedTimes(target))
    for j in t.indices where isActive[j] && lower[j] < upper[j] {
      let multiplier = slope[j] + damping * t[j]
      let inward = t[j] <= lower[j] ? -multiplier : multiplier
      if inward > worst {
        worst = inward
        wrong = j
      }
    }
    return wrong
  }
}
