import NadirLinear

/// Numbers of a given Euclidean norm r, by the stereographic projection from the antipode of a pole p, ‖p‖ = 1:
///
///     v = r·((1 − q)p + Ty)/(1 + q),   q = ‖y‖²/4,   y = 2Tᵀx/(1 + pᵀx) with x = v/r.
///
/// The columns of T, n × (n − 1), are an orthonormal basis of what is orthogonal to p: the last n − 1 columns of the
/// Householder reflection that brings the first unit vector to ±p. The pole has y = 0, where a step in y is the angle
/// that v turns by. Every point but the antipode −p (up to rounding) has coordinates, and only one.
///
/// Values are accepted when their norm is r up to 10⁻⁸ of it; their coordinates are those of the values scaled to the
/// norm r.
struct UnitSphereTransform: CoordinateTransform {
  /// r, positive.
  let radius: Double
  /// p.
  private let pole: [Double]
  /// The w of the reflection I − 2wwᵀ/(wᵀw).
  private let normal: [Double]

  /// The sphere with a pole in the direction given, which need not be of length r; the zero vector counts as (1, 0, …, 0).
  init(pole: [Double], radius: Double = 1) {
    self.radius = radius
    var direction = UnitSphereTransform.normalized(pole)
    if direction.allSatisfy({ $0 == 0 }), !direction.isEmpty { direction[0] = 1 }
    self.pole = direction
    // The sign without cancellation.
    if let first = direction.first { direction[0] += first < 0 ? -1 : 1 }
    normal = direction
  }

  var valueCount: Int { pole.count }

  var coordinateCount: Int { max(0, pole.count - 1) }

  func values(at y: [Double]) -> [Double] {
    let b = 1 / (1 + dot(y, y) / 4)
    let a = 2 * b - 1
    return zip(pole, tangent(y)).map { radius * (a * $0 + b * $1) }
  }

  func coordinates(of values: [Double]) throws(Violation) -> [Double] {
    let expected = "numbers of Euclidean norm \(radius)"
    try Violation.refuseNonFinite(values, expected: expected)
    let norm = euclideanNorm(values)
    guard agree(norm, radius, termsUpTo: 0) else {
      let squares = Violation.sum(values.map { "\($0.magnitude)²" })
      throw Violation(found: "√(\(squares)) = \(norm)", expected: expected)
    }
    let x = UnitSphereTransform.normalized(values)
    let h = tangentComponents(x)
    let cosine = dot(pole, x)
    guard cosine > 0 || euclideanNorm(h) > Double(values.count) * .ulpOfOne else {
      throw Violation(
        found: "the antipode of the pole\(Violation.atTheRim)", expected: expected + ", but not opposite to the pole")
    }
    // 1 + cos = sin²/(1 − cos), without cancellation near the antipode.
    let height = cosine < 0 ? dot(h, h) / (1 - cosine) : 1 + cosine
    return h.map { 2 * ($0 / height) }
  }

  /// With a = 2b − 1 and b = 1/(1 + q): ∂b/∂y = −b²y/2, so that Jᵀg = rb·(Tᵀg − b·(pᵀg + yᵀTᵀg/2)·y).
  func pullback(_ gradient: [Double], at y: [Double]) -> [Double] {
    let b = 1 / (1 + dot(y, y) / 4)
    let h = tangentComponents(gradient)
    let inward = b * (dot(pole, gradient) + dot(y, h) / 2)
    return zip(h, y).map { radius * b * ($0 - inward * $1) }
  }

  /// Ty.
  private func tangent(_ y: [Double]) -> [Double] { reflected(pole.isEmpty ? [] : [0] + y) }

  /// Tᵀx.
  private func tangentComponents(_ x: [Double]) -> [Double] { Array(reflected(x).dropFirst()) }

  private func reflected(_ x: [Double]) -> [Double] {
    point(from: x, along: normal, by: -2 * dot(normal, x) / dot(normal, normal))
  }

  /// x/‖x‖, or x itself where that has no meaning.
  private static func normalized(_ x: [Double]) -> [Double] {
    let norm = euclideanNorm(x)
    return norm > 0 && norm.isFinite ? x.map { $0 / norm } : x
  }
}
