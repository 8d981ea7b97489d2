/// How a derivative along a line is made from values: f′(x) ≈ w₀ f(x) + Σ wⱼ f(tⱼ).
struct DifferenceFormula: Sendable, Hashable {
  /// The places tⱼ. They are coordinates, not displacements, so that no rounding can carry a point across a bound.
  var nodes: [Double]
  /// The weights wⱼ of the displaced values.
  var weights: [Double]
  /// The weight w₀ of the value at x itself.
  var centralWeight: Double
}

extension DifferenceFormula {
  /// The derivative at x of the line through x and a.
  init(through a: Double, from x: Double) {
    let h = a - x
    self.init(nodes: [a], weights: [1 / h], centralWeight: -1 / h)
  }

  /// The derivative at x of the parabola through x, a and b.
  init(through a: Double, _ b: Double, from x: Double) {
    let s = a - x
    let t = b - x
    self.init(
      nodes: [a, b], weights: [t / (s * (t - s)), -s / (t * (t - s))], centralWeight: -(s + t) / (s * t))
  }
}
