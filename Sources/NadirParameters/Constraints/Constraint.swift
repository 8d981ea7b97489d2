/// Something that must hold for some parameters at every point that is evaluated.
///
///     constraints: [
///       .positive("rate"), .interval(0...1, "share"), .ordered("cutoffs"), .simplex("weights"),
///       .covariance("sigma"), .equal("a", "b"), .linear(["x": 1, "y": 2], equals: 3),
///     ]
///
/// A transform moves coordinates that may be anything onto values inside the constraint, smoothly and one to one, so
/// that algorithms without constraints, and their gradients, work as they are. The start must fulfil every constraint,
/// and lie inside, not at the rim.
///
/// A reference with wildcards makes one constraint for each place that it matches, `.simplex("rows[*]")` one for each
/// row; several references make one of them all.
public struct Constraint: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case transform(Transform)
    case equal
    case pairwiseEqual
    case linear(weights: [Double], sum: Double)
  }

  let kind: Kind
  let references: [ParameterReference]

  /// Above 0, by a logarithm; together or each alone is the same.
  public static func positive(_ references: ParameterReference...) -> Constraint {
    Constraint(.positive, references)
  }

  /// Inside a finite range, by a logit.
  public static func interval(_ range: ClosedRange<Double>, _ references: ParameterReference...) -> Constraint {
    Constraint(.interval(range), references)
  }

  /// Each greater than the one before.
  public static func ordered(_ references: ParameterReference...) -> Constraint { Constraint(.ordered, references) }

  /// Positive, with the sum 1.
  public static func simplex(_ references: ParameterReference...) -> Constraint { Constraint(.simplex, references) }

  /// The lower triangle of a covariance matrix row by row, or a whole square matrix (paths that end in `[i][j]`).
  public static func covariance(_ references: ParameterReference...) -> Constraint {
    Constraint(.covariance, references)
  }

  /// n standard deviations, then the n (n − 1) / 2 correlations below the diagonal row by row.
  public static func standardDeviationsAndCorrelations(_ references: ParameterReference...) -> Constraint {
    Constraint(.correlation, references)
  }

  /// The Euclidean norm 1.
  public static func unitSphere(_ references: ParameterReference...) -> Constraint {
    Constraint(.unitSphere, references)
  }

  /// All the same number: they move as one parameter.
  public static func equal(_ references: ParameterReference...) -> Constraint {
    Constraint(kind: .equal, references: references)
  }

  /// Each number of a node the same as its counterpart in the others.
  public static func pairwiseEqual(_ references: ParameterReference...) -> Constraint {
    Constraint(kind: .pairwiseEqual, references: references)
  }

  /// Σ wᵢ pᵢ = b, with the same weight for all numbers that a reference means.
  public static func linear(
    _ weights: KeyValuePairs<ParameterReference, Double>, equals sum: Double
  ) -> Constraint {
    Constraint(kind: .linear(weights: weights.map(\.value), sum: sum), references: weights.map(\.key))
  }

  /// Σ wᵢ pᵢ = b.
  public static func linear(_ weights: [(ParameterReference, Double)], equals sum: Double) -> Constraint {
    Constraint(kind: .linear(weights: weights.map(\.1), sum: sum), references: weights.map(\.0))
  }

  /// The constraint that one transform keeps.
  public init(_ transform: Transform, _ references: [ParameterReference]) {
    self.init(kind: .transform(transform), references: references)
  }

  /// Equality of all numbers, or of each with its counterparts.
  public static func equal(_ references: [ParameterReference], pairwise: Bool) -> Constraint {
    Constraint(kind: pairwise ? .pairwiseEqual : .equal, references: references)
  }

  private init(kind: Kind, references: [ParameterReference]) {
    self.kind = kind
    self.references = references
  }
}

/// What values a transform keeps parameters at.
public enum Transform: Sendable, Hashable {
  case positive
  case interval(ClosedRange<Double>)
  case ordered
  case simplex
  case covariance
  case correlation
  case unitSphere

  /// Its name in tables, messages and study files.
  public var name: String {
    switch self {
    case .positive: "positive"
    case .interval(let range): "interval \(range.lowerBound)...\(range.upperBound)"
    case .ordered: "ordered"
    case .simplex: "simplex"
    case .covariance: "covariance"
    case .correlation: "sd_correlation"
    case .unitSphere: "unit_sphere"
    }
  }
}
