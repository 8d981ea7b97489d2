import NadirEvaluation

extension Differences {
  /// The points of ∂f/∂xᵢ at x, all of them in the box; `nil` where nothing is left to try.
  func stencil(forCoordinate i: Int, at x: [Double], in box: Box, attempt: Int) -> ColumnStencil? {
    guard let size = stepSize(i, at: x[i], for: purpose) else { return nil }
    return stencil(
      at: x[i], step: size, scale: step.scale(i, at: x[i]), roundoff: unitRoundoff(i), lower: box.lower[i],
      upper: box.upper[i], attempt: attempt)
  }

  /// The same along any line: at the place x between `lower` and `upper`, with this step.
  ///
  /// - Parameters:
  ///   - scale: The size of the coordinate along the line.
  ///   - roundoff: ε.
  func stencil(
    at x: Double, step: Double, scale: Double, roundoff: Double, lower: Double, upper: Double, attempt: Int
  ) -> ColumnStencil? {
    var accuracy = Accuracy(roundoff: roundoff, noise: self.step.noiseLevel)
    // x itself may lie between two numbers of its precision.
    accuracy.shift = (x - accuracy.rounded(x, lower: -.infinity, upper: .infinity)).magnitude
    guard let extrapolation else {
      guard var formula = formula(at: x, step: step, lower: lower, upper: upper, attempt: attempt) else { return nil }
      if !accuracy.isDouble {
        let rounded = formula.nodes.map { accuracy.rounded($0, lower: lower, upper: upper) }
        if Set(rounded + [x]).count == rounded.count + 1 { formula.nodes = rounded }
      }
      return ColumnStencil(points: .formula(formula), scale: scale, accuracy: accuracy)
    }
    let closest = 64 * max(x.ulp, roundoff * x.magnitude)
    let tableau = Tableau(
      extrapolation, method, at: x, step: step, scale: scale, closest: closest, accuracy: accuracy, lower: lower,
      upper: upper, attempt: attempt)
    return tableau.map { ColumnStencil(points: .tableau($0), scale: scale, accuracy: accuracy) }
  }
}

/// The points of a derivative along a line, and what their values make.
struct ColumnStencil: Sendable {
  enum Points: Sendable {
    case formula(DifferenceFormula)
    case tableau(Tableau)
  }

  var points: Points
  /// s, the size of the coordinate along the line.
  var scale: Double
  var accuracy: Accuracy

  /// The places along the line.
  var nodes: [Double] {
    switch points {
    case .formula(let formula): formula.nodes
    case .tableau(let tableau): tableau.nodes
    }
  }

  /// The derivative and its error, or `nil` when it is not finite.
  ///
  /// - Parameters:
  ///   - kind: What the values are.
  ///   - peers: The largest magnitude of the values beside them, where they are components of one vector.
  func derivative(
    _ center: Double, _ values: [Double], of kind: TruncationError.Kind, peers: Double = 0
  ) -> (value: Double, error: Double)? {
    let accuracy = accuracy.resolved(center, values)
    switch points {
    case .tableau(let tableau):
      return tableau.derivative(center, values, accuracy)
    case .formula(let formula):
      let (slope, curvature, weight) = formula.derivatives(center, values)
      guard slope.isFinite else { return nil }
      let largest = values.reduce(center.magnitude) { max($0, $1.magnitude) }
      let truncation = TruncationError(
        kind: kind, scale: scale, largest: largest, slope: slope.magnitude, curvature: curvature.magnitude, peers: peers
      )
      let error = accuracy.level(largest, slope: slope) * weight + truncation(formula)
      return (slope, error.isNaN ? .greatestFiniteMagnitude : min(error, .greatestFiniteMagnitude))
    }
  }
}
