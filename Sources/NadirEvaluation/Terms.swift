public import NadirLinear

/// The m numbers that a value is the sum of, themselves or their squares, and their derivatives.
public struct Terms: Sendable, Hashable, Codable {
  /// What the numbers are to the value.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// Residuals r of a sum of squares, f = r·r.
    case residuals
    /// Contributions c to a sum, f = Σ cᵢ.
    case contributions

    /// The demand for the numbers.
    public var demand: Demand { self == .residuals ? .residuals : .contributions }

    /// The demand for their derivatives: the Jacobian of residuals, the scores of contributions.
    public var derivatives: Demand { self == .residuals ? .jacobian : .scores }
  }

  public var kind: Kind
  /// The m numbers.
  public var numbers: [Double]
  /// Their derivatives, m × n.
  public var derivatives: Matrix?
  /// How residuals enter the value.
  public var loss: Loss

  public init(_ kind: Kind, _ numbers: [Double], derivatives: Matrix? = nil, loss: Loss = .squares) {
    self.kind = kind
    self.numbers = numbers
    self.derivatives = derivatives
    self.loss = loss
  }

  /// The value: the sum of the numbers, or of their squares or losses.
  public var sum: Double {
    switch kind {
    case .residuals where loss == .squares: numbers.reduce(0) { $0 + $1 * $1 }
    case .residuals: numbers.reduce(0) { $0 + loss.contribution(of: $1) }
    case .contributions: numbers.reduce(0, +)
    }
  }

  /// The gradient of the value, 2Jᵀr for a sum of squares, the sum of the scores for one of contributions; `nil` without
  /// derivatives.
  public var gradient: [Double]? {
    guard let derivatives else { return nil }
    let weights: [Double] =
      switch kind {
      case .residuals where loss == .squares: numbers
      case .residuals: numbers.map { loss.weight(of: $0) * $0 }
      case .contributions: [Double](repeating: 1, count: numbers.count)
      }
    let factor: Double = kind == .residuals ? 2 : 1
    return derivatives.transposedTimes(weights).map { factor * $0 }
  }

  /// The same sum as one of plain squares: with a loss, the roots of the residuals' contributions and their Jacobian.
  public var plainSquares: Terms {
    guard kind == .residuals, loss != .squares else { return self }
    var plain = Terms(.residuals, numbers.map(loss.root))
    plain.derivatives = derivatives.map { $0.scalingRows(by: numbers.map(loss.slopeOfRoot)) }
    return plain
  }

  /// The contributions to the value one by one, with their scores: of residuals, their squares or losses.
  public var asContributions: Terms {
    guard kind == .residuals else { return self }
    var contributions = Terms(.contributions, numbers.map(loss.contribution))
    contributions.derivatives = derivatives.map { jacobian in
      jacobian.scalingRows(by: numbers.map { 2 * loss.weight(of: $0) * $0 })
    }
    return contributions
  }
}

extension Demand {
  /// The terms that an objective which offers this gives together with their derivatives; `nil` where there are none.
  public var differentiatedTerms: Terms.Kind? {
    [Terms.Kind.residuals, .contributions].first { isSuperset(of: [$0.demand, $0.derivatives]) }
  }
}
