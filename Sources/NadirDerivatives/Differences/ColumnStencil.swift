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
    let level = self.step.noiseLevel
    guard let extrapolation else {
      return formula(at: x, step: step, lower: lower, upper: upper, attempt: attempt).map {
        .formula($0, at: x, scale: scale, roundoff: roundoff, level: level)
      }
    }
    let closest = 64 * max(x.ulp, roundoff * x.magnitude)
    return Tableau(
      extrapolation, method, at: x, step: step, closest: closest, lower: lower, upper: upper, attempt: attempt
    ).map { .tableau($0, roundoff: roundoff, level: level) }
  }
}

/// The points of a derivative along a line, and what their values make.
enum ColumnStencil: Sendable {
  case formula(DifferenceFormula, at: Double, scale: Double, roundoff: Double, level: Double?)
  case tableau(Tableau, roundoff: Double, level: Double?)

  /// The places along the line.
  var nodes: [Double] {
    switch self {
    case .formula(let formula, _, _, _, _): formula.nodes
    case .tableau(let tableau, _, _): tableau.nodes
    }
  }

  /// The derivative and its error, or `nil` when it is not finite.
  func derivative(_ center: Double, _ values: [Double]) -> (value: Double, error: Double)? {
    let largest = values.reduce(center.magnitude) { max($0, $1.magnitude) }
    switch self {
    case .tableau(let tableau, let roundoff, let level):
      return tableau.derivative(center, values, level: level ?? roundoff * largest)
    case .formula(let formula, let x, let scale, let roundoff, let level):
      let slope = zip(formula.weights, values).reduce(formula.centralWeight * center) { $0 + $1.0 * $1.1 }
      let error = Self.error(
        of: slope, formula, at: x, scale: scale, largest: largest, level: level ?? roundoff * largest)
      return slope.isFinite && error.isFinite ? (slope, error) : nil
    }
  }

  /// The error to expect: what errors of this level in the values make, and the truncation error of a function whose
  /// derivatives are as large as its value and its slope suggest, F/sᵏ with F = max(|f|, s|f′|) and s the size of the
  /// coordinate. An estimate, not a bound.
  private static func error(
    of slope: Double, _ formula: DifferenceFormula, at x: Double, scale: Double, largest: Double, level: Double
  ) -> Double {
    let rounding = level * formula.weights.reduce(formula.centralWeight.magnitude) { $0 + $1.magnitude }
    let size = max(largest, scale * slope.magnitude) / scale
    // f⁽ᵏ⁺¹⁾ ∏ (tⱼ − x) / (k + 1)! is the error of the polynomial through k + 1 points.
    let reach = formula.nodes.reduce(1.0) { $0 * (($1 - x) / scale).magnitude }
    return rounding + size * reach / (formula.nodes.count == 1 ? 2 : 6)
  }
}
