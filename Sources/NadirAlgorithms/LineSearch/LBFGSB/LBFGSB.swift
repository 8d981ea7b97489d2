public import NadirEvaluation
import NadirLinear

/// L-BFGS-B: limited-memory BFGS for smooth functions of many parameters, with bounds.
///
/// Byrd, Lu, Nocedal & Zhu 1995, A limited memory algorithm for bound constrained optimization, SIAM J. Sci. Comput.
/// 16, 1190–1208, doi:10.1137/0916069, with the subspace step of Morales & Nocedal 2011, ACM Trans. Math. Softw. 38,
/// article 7, doi:10.1145/2049662.2049669. An iteration finds the generalized Cauchy point of the quadratic model,
/// minimizes the model over the coordinates that are free there, and searches along the line to the result. Without
/// bounds that direction is −Hg, formed by the two-loop recursion (Nocedal 1980, doi:10.1090/S0025-5718-1980-0572855-7).
///
/// Deviations: the line search also accepts the approximate Wolfe conditions (see ``WolfeSearch``), and takes a failed
/// trial for a wall; a search that finds nothing is repeated once with the memory cleared.
public struct LBFGSB: Algorithm {
  /// How many pairs of steps and gradient changes are remembered.
  public var memory: Int
  public var tolerances: Tolerances
  /// c₁ of the sufficient decrease.
  public var decrease: Double
  /// c₂ of the curvature condition.
  public var curvature: Double

  public static let traits = AlgorithmTraits(
    name: "L-BFGS-B", aliases: ["lbfgsb", "scipy_lbfgsb", "lbfgs", "nlopt_lbfgsb", "LD_LBFGS"], family: .lineSearch,
    needs: .gradient, handlesBounds: true, reproducibility: .anyWidth,
    batch: "value and gradient: n + 1 with forward differences",
    tolerances: Tolerances(value: 1e7 * Double.ulpOfOne, gradient: 1e-5),
    summary: "Smooth functions of any number of parameters, with or without bounds.",
    references: ["doi:10.1137/0916069", "doi:10.1145/2049662.2049669"])

  public static var options: [AlgorithmOption<LBFGSB>] {
    [
      AlgorithmOption("memory", "how many pairs of steps and gradient changes are remembered", \.memory),
      AlgorithmOption("decrease", "c₁ of the sufficient decrease", \.decrease),
      AlgorithmOption("curvature", "c₂ of the curvature condition", \.curvature),
    ] + toleranceOptions
  }

  /// - Parameters:
  ///   - memory: 10 pairs.
  ///   - tolerances: `value` 10⁷ε ≈ 2.2e-9 and `gradient` 1e-5, the defaults of the published code and of SciPy.
  ///   - decrease: 1e-3, as published.
  ///   - curvature: 0.9, as published.
  public init(
    memory: Int = 10, tolerances: Tolerances = Tolerances(), decrease: Double = 1e-3, curvature: Double = 0.9
  ) {
    self.memory = memory
    self.tolerances = tolerances.completed(from: Self.traits.tolerances)
    self.decrease = decrease
    self.curvature = curvature
  }

  public struct State: Codable, Sendable, Equatable {
    var iterate: Iterate
    var pairs: CorrectionPairs
    /// The memory of the search direction.
    var direction = Workspace()
  }

  public func validate(dimension n: Int) throws(InvalidArgument) {
    guard memory >= 1 else { throw InvalidArgument("memory", is: "\(memory)", expected: "at least 1") }
    try WolfeSearch.validate(decrease: decrease, curvature: curvature)
  }

  public func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State {
    State(iterate: try await .start(at: x, asking: oracle), pairs: CorrectionPairs(memory: memory, dimension: x.count))
  }

  public func current(_ state: State) -> (point: [Double], value: Double) {
    (state.iterate.point, state.iterate.value)
  }

  public func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    let tests = DescentTests(tolerances)
    let old = state.iterate
    if tests.isStationary(old, in: oracle.box) { return .converged(.gradient) }

    let remembered = state.pairs.count
    var direction = direction(from: old, state.pairs, in: oracle.box, reusing: state.direction.take())
    var found: Iterate?
    if let direction {
      found = try await search(
        from: old, along: direction, firstStep: firstStep(direction, isFirst: remembered == 0),
        maximumStep: longestStep(in: oracle.box), asking: oracle)
    }
    var forgets = false
    if found == nil, remembered > 0 {
      if let direction, case .converged = tests.verdict(onFailedSearchFrom: old, along: direction) {
        return .converged(.value)
      }
      forgets = true
      let nothing = CorrectionPairs(memory: memory, dimension: old.point.count)
      direction = self.direction(from: old, nothing, in: oracle.box, reusing: [])
      if let direction {
        found = try await search(
          from: old, along: direction, firstStep: firstStep(direction, isFirst: true),
          maximumStep: longestStep(in: oracle.box), asking: oracle)
      }
    }
    guard let new = found else {
      guard let direction else { return .failed(.noDecrease) }
      return tests.verdict(onFailedSearchFrom: old, along: direction)
    }

    if forgets { state.pairs.removeAll() }
    state.pairs.append(from: old, to: new)
    state.iterate = new
    if let direction { state.direction.storage = direction }
    return tests.progress(from: old, to: new, in: oracle.box)
  }

  /// The direction from x to the approximate minimizer of the model in the box; `nil` when rounding has spoilt it.
  private func direction(
    from iterate: Iterate, _ pairs: CorrectionPairs, in box: Box, reusing memory: consuming [Double]
  ) -> [Double]? {
    if box.isUnbounded {
      var direction = memory
      pairs.formDescentDirection(iterate.gradient, in: &direction)
      return dot(direction, iterate.gradient) < 0 ? direction : nil
    }
    guard let model = BoundedModel(iterate, pairs, box) else { return nil }
    let cauchy = model.cauchyPoint()
    guard let target = model.subspaceMinimizer(from: cauchy) else { return nil }
    let direction = difference(target, iterate.point)
    return dot(direction, iterate.gradient) < 0 ? direction : nil
  }

  private var search: WolfeSearch { WolfeSearch(decrease: decrease, curvature: curvature, maximumTrials: 20) }

  /// Along a direction to a minimizer in the box, no step may be longer than 1.
  private func longestStep(in box: Box) -> Double { box.isUnbounded ? 1e20 : 1 }

  private func firstStep(_ direction: [Double], isFirst: Bool) -> Double {
    isFirst ? min(1, 1 / euclideanNorm(direction)) : 1
  }
}

extension AlgorithmChoice where Self == LBFGSB {
  /// L-BFGS-B with `memory` pairs.
  public static func lbfgsb(
    memory: Int = 10, tolerances: Tolerances = Tolerances(), decrease: Double = 1e-3, curvature: Double = 0.9
  ) -> LBFGSB {
    LBFGSB(memory: memory, tolerances: tolerances, decrease: decrease, curvature: curvature)
  }
}
