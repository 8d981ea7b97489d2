/// A function along a line at one step length: φ(α) and φ′(α).
struct LinePoint: Sendable, Equatable {
  var step: Double
  var value: Double
  var slope: Double

  /// The same point of φ(α) + slope · α.
  func tilted(by slope: Double) -> LinePoint {
    LinePoint(step: step, value: value + slope * step, slope: self.slope + slope)
  }

  /// The minimizer of the cubic that has the values and slopes of both points; `nil` where it has none, that is where
  /// the cubic falls without end beyond `b`.
  static func cubicMinimizer(_ a: LinePoint, _ b: LinePoint) -> Double? {
    let h = b.step - a.step
    let theta = 3 * (a.value - b.value) / h + a.slope + b.slope
    let scale = max(abs(theta), abs(a.slope), abs(b.slope))
    guard scale > 0 else { return nil }
    let discriminant = (theta / scale) * (theta / scale) - (a.slope / scale) * (b.slope / scale)
    let gamma = (h > 0 ? 1 : -1) * scale * max(0, discriminant).squareRoot()
    // The root as a fraction of the way from b to a, in the form without cancellation.
    let denominator = 2 * gamma + b.slope - a.slope
    guard denominator != 0 else { return nil }
    let fraction = (gamma + b.slope - theta) / denominator
    return b.step - fraction * h
  }

  /// The minimizer of the parabola with the value and slope of `a` and the value of `b`.
  static func parabolaMinimizer(_ a: LinePoint, value b: LinePoint) -> Double {
    let h = b.step - a.step
    return a.step + 0.5 * a.slope / ((a.value - b.value) / h + a.slope) * h
  }

  /// Where the line through both slopes vanishes.
  static func secantZero(_ a: LinePoint, _ b: LinePoint) -> Double {
    b.step + b.slope / (b.slope - a.slope) * (a.step - b.step)
  }
}
