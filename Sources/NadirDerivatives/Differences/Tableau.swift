import NadirEvaluation

/// The points of an extrapolation along one line, and what their values make.
struct Tableau: Sendable, Hashable {
  var choice: Extrapolation.Choice
  var isTwoSided: Bool
  var x: Double
  /// From the farthest to the closest; above and below in turn where the tableau is two-sided.
  var nodes: [Double] = []

  /// The points along a line, or `nil` where the bounds leave no room or nothing is left to try.
  ///
  /// Four attempts look to both sides, each with a first step that is r² times shorter than that of the last, so that
  /// all but two of its steps are those of the last; two more look to one side each. Where one side has less than 1/8
  /// of the room, the other one is all that is looked at.
  ///
  /// - Parameters:
  ///   - x: Where the line is differentiated, between `lower` and `upper`.
  ///   - step: The largest step.
  ///   - closest: How close to x a point may be: nearer, what x is rounded by shows.
  init?(
    _ extrapolation: Extrapolation, _ method: Differences.Method, at x: Double, step: Double, closest: Double,
    lower: Double, upper: Double, attempt: Int
  ) {
    guard attempt < 6 else { return nil }
    let ratio = extrapolation.ratio
    let up = min(upper - x, step)
    let down = min(x - lower, step)
    let isRoomy = min(up, down) >= max(up, down) / 8
    choice = extrapolation.choice
    isTwoSided = attempt < 4 && method == .central && isRoomy && min(up, down) > 0
    self.x = x
    var first: Double
    if isTwoSided {
      first = min(up, down)
      for _ in 0..<2 * attempt { first /= ratio }
    } else {
      let goesUp = isRoomy ? (attempt % 2 == 0) == (method != .backward) : up >= down
      first = goesUp ? up : -down
      for _ in 0..<2 * (attempt / 2) { first /= ratio }
    }
    for _ in 0..<extrapolation.levels {
      let node = min(max(x + first, lower), upper)
      let mirrored = min(max(x - first, lower), upper)
      guard (node - x).magnitude > closest, node.isFinite else { break }
      nodes.append(node)
      if isTwoSided { nodes.append(mirrored) }
      first /= ratio
    }
    guard levels >= 2 else { return nil }
  }

  var levels: Int { isTwoSided ? nodes.count / 2 : nodes.count }

  /// The derivative and its error.
  ///
  /// - Parameter level: The error of a value.
  func derivative(_ center: Double, _ values: [Double], level: Double) -> (value: Double, error: Double)? {
    var steps: [Double] = []
    var above: (values: [Double], roundings: [Double]) = ([], [])
    var best: (value: Double, error: Double)?
    for k in 0..<levels {
      let near = isTwoSided ? nodes[2 * k + 1] : x
      let reach = (isTwoSided ? nodes[2 * k] : nodes[k]) - near
      let h = isTwoSided ? reach / 2 : reach
      let slope = (isTwoSided ? values[2 * k] - values[2 * k + 1] : values[k] - center) / reach
      steps.append(h)
      var row = (values: [slope], roundings: [2 * level / reach.magnitude])
      for j in 0..<k {
        let ratio = steps[k - j - 1] / h
        let divisor = (isTwoSided ? ratio * ratio : ratio) - 1
        let value = row.values[j] + (row.values[j] - above.values[j]) / divisor
        let rounding = row.roundings[j] + (row.roundings[j] + above.roundings[j]) / divisor
        row.values.append(value)
        row.roundings.append(rounding)
        var difference = (value - row.values[j]).magnitude
        if choice == .best { difference = max(difference, (value - above.values[j]).magnitude) }
        let error = difference + rounding
        let isLast = k == levels - 1 && j == k - 1
        guard value.isFinite, error.isFinite else { continue }
        if choice == .last ? isLast : error < best?.error ?? .infinity { best = (value, error) }
      }
      above = row
    }
    return best
  }
}
