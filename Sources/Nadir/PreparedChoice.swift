import NadirAlgorithms
import NadirEvaluation

/// The choice of an algorithm for a run, made when it is known what the objective gives.
struct PreparedChoice: Sendable {
  let choice: any AlgorithmChoice
  let tolerances: Tolerances
  let direction: Direction
  let box: Box

  /// The algorithm with its tolerances, fit for the problem.
  ///
  /// - Parameter provides: What the objective gives; `nil` when that is not known yet, and nothing is said of it.
  func algorithm(for provides: Demand?) throws(InvalidArgument) -> any Algorithm {
    let features = ProblemFeatures(
      dimension: box.dimension, hasBounds: !box.isUnbounded, direction: direction, provides: provides ?? .value)
    var algorithm = choice.algorithm(for: features)
    algorithm.tolerances = tolerances.completed(from: algorithm.tolerances)
    try algorithm.tolerances.validate()
    let traits = type(of: algorithm).traits
    try check(traits)
    if let provides { try check(provides, against: traits) }
    if box.dimension > 0 { try algorithm.validate(dimension: box.dimension) }
    return algorithm
  }

  private func check(_ traits: AlgorithmTraits) throws(InvalidArgument) {
    guard box.isUnbounded || traits.handlesBounds else {
      let example = traits.needs.contains(.residuals) ? "TRF or Dogleg" : "L-BFGS-B or Nelder-Mead"
      throw InvalidArgument("the algorithm", is: traits.name, expected: "one that takes bounds, such as \(example)")
    }
    guard direction == .minimize || !traits.needs.contains(.residuals) else {
      throw InvalidArgument(
        "the algorithm", is: traits.name, expected: "one that can maximize; sums of squares are minimized")
    }
  }

  private func check(_ provides: Demand, against traits: AlgorithmTraits) throws(InvalidArgument) {
    if traits.needs.contains(.residuals), !provides.contains(.residuals) {
      throw InvalidArgument(
        "the objective", is: "without residuals",
        expected: "one that gives residuals, as Objective(residuals:) and programs that provide 'residuals' do; "
          + "\(traits.name) minimizes the sum of their squares")
    }
    if traits.needs.contains(.contributions), provides.isDisjoint(with: [.residuals, .contributions]) {
      throw InvalidArgument(
        "the objective", is: "without contributions",
        expected: "one that gives contributions or residuals, from whose derivatives \(traits.name) takes its curvature"
      )
    }
  }
}
