import NadirEvaluation

/// The points of an extrapolation along one line, and what their values make.
struct Tableau: Sendable, Hashable {
  var choice: Extrapolation.Choice
  var isTwoSided: Bool
  var x: Double
  /// From the farthest to the closest; above and below in turn where the tableau is two-sided.
  var nodes: [Double] = []
  /// Whether the closest step only checks the others.
  var hasCheck = false

  /// The points along a line, or `nil` where the bounds leave no room or nothing is left to try.
  ///
  /// A central tableau tries both sides; both with a first step that is r² times shorter, so that all but two of its
  /// steps are those that are known; one side, the other; and then all that with shorter steps. Where one side has less
  /// than 1/8 of the room, the other one is what is looked at first. One-sided tableaus try their side, the other one,
  /// and then shorter steps.
  ///
  /// - Parameters:
  ///   - x: Where the line is differentiated, between `lower` and `upper`.
  ///   - step: The largest step.
  ///   - scale: The size of the coordinate along the line.
  ///   - closest: How close to x a point may be: nearer, what x is rounded by shows.
  init?(
    _ extrapolation: Extrapolation, _ method: Differences.Method, at x: Double, step: Double, scale: Double,
    closest: Double, accuracy: Accuracy, lower: Double, upper: Double, attempt: Int
  ) {
    let up = min(upper - x, step)
    let down = min(x - lower, step)
    let isRoomy = min(up, down) >= max(up, down) / 8
    let looksBothWays: Bool
    let halvings: Int
    var goesUp = up >= down
    if method == .central {
      guard attempt < 8 else { return nil }
      looksBothWays = min(up, down) > 0 && [0, 1, 4, 5].contains(attempt) && (isRoomy || attempt > 0)
      halvings = [0, 1, 0, 0, 2, 3, 1, 1][attempt]
      if isRoomy { goesUp = attempt % 2 == 0 }
    } else {
      guard attempt < 6 else { return nil }
      looksBothWays = false
      halvings = attempt / 2
      if isRoomy { goesUp = (attempt % 2 == 0) == (method == .forward) }
    }
    choice = extrapolation.choice
    isTwoSided = looksBothWays
    self.x = x
    // Twice as many steps for the same number of points, over the same range.
    let isDense = method == .central && !looksBothWays && choice == .best
    let ratio = isDense ? extrapolation.ratio.squareRoot() : extrapolation.ratio
    let count = isDense ? 2 * extrapolation.levels : extrapolation.levels
    var first = looksBothWays ? min(up, down) : goesUp ? up : -down
    for _ in 0..<2 * halvings { first /= extrapolation.ratio }

    func add(_ h: Double, _ nodes: inout [Double]) -> Bool {
      let pair = (looksBothWays ? [x + h, x - h] : [x + h]).map {
        accuracy.rounded(min(max($0, lower), upper), lower: lower, upper: upper)
      }
      guard pair.allSatisfy({ ($0 - x).magnitude > closest && $0.isFinite && !nodes.contains($0) }) else {
        return false
      }
      nodes += pair
      return true
    }
    var h = first
    for _ in 0..<count {
      guard add(h, &nodes) else { break }
      h /= ratio
    }
    guard levels >= 2 else { return nil }
    if choice == .last {
      let purpose: Differences.Step.Purpose = looksBothWays ? .centralSlope : .slope
      let size = Differences.Step.balanced(accuracy.roundoff, for: purpose) * scale
      if size < h.magnitude { hasCheck = add(h < 0 ? -size : size, &nodes) }
    }
  }

  /// The number of steps, that of a check among them.
  private var rows: Int { isTwoSided ? nodes.count / 2 : nodes.count }
  /// The number of steps of the tableau.
  private var levels: Int { hasCheck ? rows - 1 : rows }

  /// The derivative and its error, or `nil` when they are not finite.
  func derivative(_ center: Double, _ values: [Double], _ accuracy: Accuracy) -> (value: Double, error: Double)? {
    let table = entries(center, values, accuracy)
    var chosen: Entry?
    if choice == .last {
      chosen = table[levels - 1].last
    } else {
      // From the smallest steps on, so that they judge the larger ones. Values that do not change any more are rounded:
      // such steps say nothing.
      let changing = table.lastIndex { $0[0].value != 0 } ?? levels - 1
      for row in table.prefix(max(changing + 1, 2)).dropFirst().reversed() {
        guard let entry = row.dropFirst().filter(\.isFinite).min(by: { $0.error < $1.error }) else { continue }
        guard let known = chosen else {
          chosen = entry
          continue
        }
        guard (entry.value - known.value).magnitude <= 2 * (entry.error + known.error) else { break }
        if entry.error < known.error { chosen = entry }
      }
    }
    guard let chosen, chosen.isFinite else { return nil }
    var error = chosen.error
    for row in table.dropFirst(chosen.row + 1) where choice == .last || row[0].value != 0 {
      let other = row[chosen.column]
      let excess = (chosen.value - other.value).magnitude - chosen.rounding - other.rounding
      // Noise of this size is in the derivative as much less as its step is larger.
      let part = choice == .last ? 1 : (other.step / chosen.step).magnitude
      if excess.isFinite { error = max(error, excess * part) }
    }
    return (chosen.value, error)
  }

  private struct Entry {
    var row: Int
    var column: Int
    var step: Double
    var value: Double
    /// What the errors of the values make of it.
    var rounding: Double
    var error: Double

    var isFinite: Bool { value.isFinite && error.isFinite }
  }

  private func entries(_ center: Double, _ values: [Double], _ accuracy: Accuracy) -> [[Entry]] {
    var table: [[Entry]] = []
    table.reserveCapacity(rows)
    for k in 0..<rows {
      let near = isTwoSided ? nodes[2 * k + 1] : x
      let reach = (isTwoSided ? nodes[2 * k] : nodes[k]) - near
      let (far, close) = isTwoSided ? (values[2 * k], values[2 * k + 1]) : (values[k], center)
      let h = isTwoSided ? reach / 2 : reach
      let slope = (far - close) / reach
      let level = accuracy.level(max(far.magnitude, close.magnitude), slope: slope)
      var row = [
        Entry(
          row: k, column: 0, step: h, value: slope, rounding: 2 * level / reach.magnitude,
          error: .infinity)
      ]
      row.reserveCapacity(k + 1)
      for j in 0..<k {
        let (left, above) = (row[j], table[k - 1][j])
        let ratio = table[k - j - 1][0].step / h
        let divisor = (isTwoSided ? ratio * ratio : ratio) - 1
        let value = left.value + (left.value - above.value) / divisor
        let rounding = left.rounding + (left.rounding + above.rounding) / divisor
        let difference = max((value - left.value).magnitude, (value - above.value).magnitude)
        row.append(
          Entry(row: k, column: j + 1, step: h, value: value, rounding: rounding, error: difference + rounding))
      }
      table.append(row)
    }
    return table
  }
}
