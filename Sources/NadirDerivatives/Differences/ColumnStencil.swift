import NadirEvaluation

/// What makes the derivatives along coordinates: differences with one step, or extrapolated ones.
enum ColumnRule: Sendable {
  case differences(Differences)
  case extrapolation(Extrapolation)

  func check(dimension n: Int) throws(InvalidArgument) {
    switch self {
    case .differences(let differences): try differences.check(dimension: n)
    case .extrapolation(let extrapolation): try extrapolation.check(dimension: n)
    }
  }

  func stencil(forCoordinate i: Int, at x: [Double], in box: Box, attempt: Int) -> ColumnStencil? {
    switch self {
    case .differences(let differences):
      guard let formula = differences.formula(forCoordinate: i, at: x, in: box, attempt: attempt) else { return nil }
      return .formula(
        formula, at: x[i], scale: differences.step.scale(i, at: x[i]), roundoff: differences.unitRoundoff(i),
        level: differences.step.noiseLevel)
    case .extrapolation(let extrapolation):
      guard let tableau = extrapolation.tableau(forCoordinate: i, at: x, in: box, attempt: attempt) else { return nil }
      return .tableau(tableau, roundoff: extrapolation.unitRoundoff(i), level: extrapolation.step.noiseLevel)
    }
  }
}

/// The points of ∂f/∂xᵢ, and what their values make.
enum ColumnStencil: Sendable {
  case formula(DifferenceFormula, at: Double, scale: Double, roundoff: Double, level: Double?)
  case tableau(Tableau, roundoff: Double, level: Double?)

  /// The values that coordinate i takes.
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
