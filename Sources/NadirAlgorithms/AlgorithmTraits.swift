public import NadirEvaluation

/// What an algorithm is, needs and can do.
public struct AlgorithmTraits: Sendable {
  public enum Family: String, Sendable {
    case directSearch = "direct search"
    case lineSearch = "line search"
    case leastSquares = "least squares"
    case firstOrder = "first order"
  }

  /// What the trajectory depends on. It depends on timing in no algorithm.
  public enum Reproducibility: String, Sendable {
    /// The same trajectory for every width and every number of workers.
    case anyWidth = "A"
    /// The trajectory depends on the declared width, never on timing. A search by many runs, see ``Multistart``, is of this
    /// level whatever the level of its method.
    case declaredWidth = "B"

    /// What it says, in words.
    public var summary: String {
      switch self {
      case .anyWidth: "the same run for every width and every number of workers"
      case .declaredWidth: "the run depends on the width, never on the number of workers or on timing"
      }
    }
  }

  /// The name that people write in text, such as `"L-BFGS-B"`.
  public var name: String
  /// Other names for the same method, those of peers among them.
  public var aliases: [String]
  public var family: Family
  /// What it asks for beyond values: residuals, which must be given; contributions, which can be residuals' squares; or
  /// derivatives of these or of values, which are made from differences where they are not given.
  public var needs: Demand
  public var handlesBounds: Bool
  public var reproducibility: Reproducibility
  /// How many points one round holds, in words, for n coordinates.
  public var batch: String
  /// The published tolerances.
  public var tolerances: Tolerances
  /// One sentence on what it is good for.
  public var summary: String
  /// The papers, with their DOIs.
  public var references: [String]

  public init(
    name: String, aliases: [String], family: Family, needs: Demand, handlesBounds: Bool,
    reproducibility: Reproducibility, batch: String, tolerances: Tolerances, summary: String, references: [String]
  ) {
    self.name = name
    self.aliases = aliases
    self.family = family
    self.needs = needs
    self.handlesBounds = handlesBounds
    self.reproducibility = reproducibility
    self.batch = batch
    self.tolerances = tolerances
    self.summary = summary
    self.references = references
  }
}
