import NadirEvaluation

/// The part of the line x + t d that is in the box, with d so long that t = 1 is one step of the differences.
struct Line: Sendable {
  var x: [Double]
  var direction: [Double]
  var box: Box
  private var differences: Differences
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
    self.differences = differences
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

  /// The coordinates of x + t d that move, in their precision. Rounding carries none of them across a bound.
  func point(at t: Double) -> [(coordinate: Int, value: Double)] {
    direction.indices.filter { direction[$0] != 0 }.map { i in
      let accuracy = Accuracy(roundoff: differences.unitRoundoff(i))
      let value = box.clamp(x[i] + t * direction[i], at: i)
      return (coordinate: i, value: accuracy.rounded(value, lower: box.lower[i], upper: box.upper[i]))
    }
  }

  /// How far rounding takes x + t d from the line, in units of t for the coordinate that moves farthest.
  func deviation(at t: Double) -> Double {
    let farthest = direction.reduce(0) { max($0, $1.magnitude) }
    guard farthest > 0 else { return 0 }
    return point(at: t).reduce(0) { largest, move in
      let i = move.coordinate
      return max(largest, (move.value - x[i] - t * direction[i]).magnitude / farthest)
    }
  }

  /// The lines whose vectors add up to v; none for the zero vector.
  ///
  /// It is one where that moves every coordinate far enough to be resolved. A line takes the smallest of the steps that
  /// its coordinates ask for; those that it would move by less than 2⁸ of their roundings have a line of their own, as
  /// large coordinates beside small ones and a `Float` beside a `Double`.
  static func lines(
    along v: [Double], at x: [Double], in box: Box, _ differences: Differences
  ) throws(InvalidArgument) -> [Line] {
    var rest = v
    var lines: [Line] = []
    while rest.contains(where: { $0 != 0 }) {
      guard let whole = Line(along: rest, at: x, in: box, differences) else {
        throw InvalidArgument("vector", is: "\(v)", expected: "of a size for which a step is a finite number")
      }
      var resolved = rest
      for i in x.indices where rest[i] != 0 {
        let rounding = differences.unitRoundoff(i) * x[i].magnitude
        if whole.direction[i].magnitude < 256 * rounding { resolved[i] = 0 }
      }
      // Steps that are too small for every coordinate are what was asked for.
      if resolved.allSatisfy({ $0 == 0 }) { resolved = rest }
      for i in x.indices where resolved[i] != 0 { rest[i] = 0 }
      lines += inward(along: resolved, at: x, in: box, differences)
    }
    return lines
  }

  /// One line where it has half a step of room to one side, or else two of which each has the coordinates with more
  /// room to one of the sides.
  private static func inward(along v: [Double], at x: [Double], in box: Box, _ differences: Differences) -> [Line] {
    guard let whole = Line(along: v, at: x, in: box, differences) else { return [] }
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
