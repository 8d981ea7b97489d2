import NadirEvaluation

/// The part of the line x + t d that is in the box, with d so long that t = 1 is one step of the differences.
struct Line: Sendable {
  var x: [Double]
  var direction: [Double]
  var box: Box
  /// d = step · v for the vector v that the line was made for.
  var step: Double
  /// The size of t: how many steps the size of a coordinate is, for the coordinate that has the fewest.
  var scale: Double
  /// How far t may go.
  var lower: Double
  var upper: Double

  /// The line along v, of which an element at least is not zero; `nil` where the step along a coordinate is no positive
  /// number.
  init?(along v: [Double], at x: [Double], in box: Box, _ differences: Differences) {
    var step = Double.infinity
    scale = .infinity
    for i in x.indices where v[i] != 0 {
      guard let size = differences.stepSize(i, at: x[i], for: differences.purpose) else { return nil }
      step = min(step, size / v[i].magnitude)
      scale = min(scale, differences.step.scale(i, at: x[i]) / size)
    }
    guard step > 0, step.isFinite else { return nil }
    self.x = x
    self.box = box
    self.step = step
    direction = v.map { $0 * step }
    lower = -.infinity
    upper = .infinity
    for i in x.indices where direction[i] != 0 {
      let up = (box.upper[i] - x[i]) / direction[i].magnitude
      let down = (x[i] - box.lower[i]) / direction[i].magnitude
      upper = min(upper, direction[i] > 0 ? up : down)
      lower = max(lower, direction[i] > 0 ? -down : -up)
    }
  }

  /// The coordinates of x + t d that move. Rounding carries none of them across a bound.
  func point(at t: Double) -> [(coordinate: Int, value: Double)] {
    direction.indices.filter { direction[$0] != 0 }.map {
      (coordinate: $0, value: box.clamp(x[$0] + t * direction[$0], at: $0))
    }
  }

  /// The lines whose vectors add up to v: one where it leaves half a step of room to one side, or else two of which
  /// each has the coordinates with more room to one of the sides; none for the zero vector.
  static func lines(
    along v: [Double], at x: [Double], in box: Box, _ differences: Differences
  ) throws(InvalidArgument) -> [Line] {
    guard v.contains(where: { $0 != 0 }) else { return [] }
    guard let whole = Line(along: v, at: x, in: box, differences) else {
      throw InvalidArgument("vector", is: "\(v)", expected: "of a size for which a step is a finite number")
    }
    guard max(whole.upper, -whole.lower) < 0.5 else { return [whole] }
    var parts = (ahead: v, behind: v)
    for i in v.indices {
      let up = box.upper[i] - x[i]
      let down = x[i] - box.lower[i]
      if v[i] > 0 ? up >= down : down >= up { parts.behind[i] = 0 } else { parts.ahead[i] = 0 }
    }
    return [parts.ahead, parts.behind].filter { $0.contains { $0 != 0 } }.compactMap {
      Line(along: $0, at: x, in: box, differences)
    }
  }
}
