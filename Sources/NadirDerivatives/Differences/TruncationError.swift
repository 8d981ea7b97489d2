/// How far a difference of the first derivative is from it, judged by what was measured.
///
/// The next derivative is not known. It is taken for that of a function that changes over lengths such as its values,
/// its slope and its curvature show: exp(ρx) and sin(ρx) have f′/f and (f″/f)^(1/2) of the size of ρ. An estimate, not
/// a bound.
struct TruncationError {
  enum Kind {
    /// The values of a function to be minimized. Where they vanish, f is as a rule stationary.
    case value
    /// Components of a vector. They vanish at a solution, where their derivatives do not.
    case component
  }

  var kind: Kind
  /// s.
  var scale: Double
  /// F, the largest magnitude of a value.
  var largest: Double
  /// |f′|.
  var slope: Double
  /// |f″|.
  var curvature: Double
  /// The largest magnitude of the values beside f, where they are those of one vector.
  var peers = 0.0

  /// The length over which a function is thought to change where nothing is known, and the shortest over which it can
  /// change without being seen to, as parts of s.
  private static let ordinary = 1.0 / 8
  private static let shortest = 1.0 / 32

  func callAsFunction(_ formula: DifferenceFormula) -> Double {
    let s = formula.nodes[0] - formula.x
    // A derivative that cancels more of its error than that is a coincidence.
    guard formula.nodes.count > 1 else { return min(oneStep(s.magnitude), 4 * slope) }
    let t = formula.nodes[1] - formula.x
    return min(parabola(s.magnitude, t.magnitude, isTwoSided: (s < 0) != (t < 0)), 4 * slope)
  }

  /// |f″| h/2.
  private func oneStep(_ h: Double) -> Double {
    let part = h / scale
    let size = largest / scale
    let natural = max(size / (Self.ordinary * Self.ordinary), slope / Self.ordinary) * part
    var relative = largest > 0 ? slope * h / largest : 0
    if kind == .component { relative = min(relative, part / Self.shortest) }
    let error = max(natural, slope * relative) / 2
    // A slope that a function changing over the shortest length makes within half a step may be that and nothing else.
    let shortest = max(size, peers / scale) * part / (Self.shortest * Self.shortest)
    return slope <= shortest / 2 ? max(error, slope) : error
  }

  /// |f‴ st|/6.
  private func parabola(_ s: Double, _ t: Double, isTwoSided: Bool) -> Double {
    guard largest > 0 else { return 0 }
    let highest = 1 / Self.shortest
    // ρ in units of 1/s.
    let steepness = min(scale * slope / largest, highest)
    var waves = scale * (curvature / largest).squareRoot()
    if isTwoSided || kind == .component { waves = min(waves, highest) }
    let rate = max(1, steepness, waves)
    let third = max(largest / scale, slope * rate * rate, curvature * scale * rate)
    return 2 * third * (s / scale) * (t / scale) / 6
  }
}
