public import NadirEvaluation
import NadirLinear

/// The BFGS quasi-Newton method with a dense inverse hessian and a strong-Wolfe line search, without bounds.
///
/// Nocedal & Wright 2006, Numerical Optimization, algorithm 6.1 with (6.17) and the scaling (6.20) before the first
/// update, doi:10.1007/978-0-387-40065-5. Deviations: the first step is at most 1 long in the maximum norm of the
/// gradient's direction, and when no step along −Hg decreases the value H is forgotten once before the method gives up.
public struct BFGS: Algorithm {
  public var tolerances: Tolerances
  /// c₁ of the sufficient decrease.
  public var decrease: Double
  /// c₂ of the curvature condition.
  public var curvature: Double

  public static let traits = AlgorithmTraits(
    name: "BFGS", aliases: ["scipy_bfgs"], family: .lineSearch, needs: .gradient, handlesBounds: false,
    reproducibility: .anyWidth, batch: "value and gradient: n + 1 with forward differences",
    tolerances: Tolerances(value: 1e7 * Double.ulpOfOne, gradient: 1e-5),
    summary: "Smooth functions of up to some hundred parameters, without bounds.",
    references: ["doi:10.1007/978-0-387-40065-5", "doi:10.1145/192115.192132", "doi:10.1137/030601880"])

  public static var options: [AlgorithmOption<BFGS>] {
    [
      AlgorithmOption("decrease", "c₁ of the sufficient decrease", \.decrease),
      AlgorithmOption("curvature", "c₂ of the curvature condition", \.curvature),
    ] + toleranceOptions
  }

  /// - Parameters:
  ///   - tolerances: `gradient` 1e-5, as in SciPy; `value` 10⁷ε ≈ 2.2e-9, as in L-BFGS-B, because difference gradients
  ///     of a large value seldom become that small.
  ///   - decrease: 1e-4.
  ///   - curvature: 0.9.
  public init(tolerances: Tolerances = Tolerances(), decrease: Double = 1e-4, curvature: Double = 0.9) {
    self.tolerances = tolerances.completed(from: Self.traits.tolerances)
    self.decrease = decrease
    self.curvature = curvature
  }

  public struct State: Codable, Sendable, Equatable {
    var iterate: Iterate
    /// H, symmetric, row by row; empty before the first update and after it was forgotten.
    var inverseHessian: [Double] = []
  }

  public func validate(dimension n: Int) throws(InvalidArgument) {
    try WolfeSearch.validate(decrease: decrease, curvature: curvature)
  }

  public func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State {
    State(iterate: try await .start(at: x, asking: oracle))
  }

  public func current(_ state: State) -> (point: [Double], value: Double) {
    (state.iterate.point, state.iterate.value)
  }

  public func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    let tests = DescentTests(tolerances)
    let old = state.iterate
    if tests.isStationary(old, in: oracle.box) { return .converged(.gradient) }

    var inverseHessian = state.inverseHessian
    var direction = descent(old.gradient, inverseHessian)
    if dot(direction, old.gradient) >= 0 {
      inverseHessian = []
      direction = descent(old.gradient, [])
    }
    let search = WolfeSearch(decrease: decrease, curvature: curvature, maximumTrials: 20)
    var found = try await search(
      from: old, along: direction, firstStep: firstStep(direction, inverseHessian), maximumStep: 1e20, asking: oracle)
    if found == nil, !inverseHessian.isEmpty {
      if case .converged = tests.verdict(onFailedSearchFrom: old, along: direction) { return .converged(.value) }
      inverseHessian = []
      direction = descent(old.gradient, [])
      found = try await search(
        from: old, along: direction, firstStep: firstStep(direction, []), maximumStep: 1e20, asking: oracle)
    }
    guard let new = found else { return tests.verdict(onFailedSearchFrom: old, along: direction) }

    update(&inverseHessian, difference(new.point, old.point), difference(new.gradient, old.gradient))
    state.inverseHessian = inverseHessian
    state.iterate = new
    return tests.progress(from: old, to: new, in: oracle.box)
  }

  /// −Hg, or −g before there is an H.
  private func descent(_ gradient: [Double], _ inverseHessian: [Double]) -> [Double] {
    guard !inverseHessian.isEmpty else { return gradient.map { -$0 } }
    let n = gradient.count
    let rows = inverseHessian.span
    let g = gradient.span
    return (0..<n).map { i in -dot(rows.extracting(i * n..<(i + 1) * n), g) }
  }

  private func firstStep(_ direction: [Double], _ inverseHessian: [Double]) -> Double {
    inverseHessian.isEmpty ? min(1, 1 / maximumNorm(direction)) : 1
  }

  /// H ← (I − ρsyᵀ)H(I − ρysᵀ) + ρssᵀ with ρ = 1/(sᵀy), left as it is where the curvature sᵀy is not positive.
  private func update(_ h: inout [Double], _ s: [Double], _ y: [Double]) {
    let n = s.count
    let curvature = dot(s, y)
    let squaredY = dot(y, y)
    guard curvature > Double.ulpOfOne * squaredY, squaredY > 0 else { return }
    if h.isEmpty {
      h = [Double](repeating: 0, count: n * n)
      for i in 0..<n { h[i * n + i] = curvature / squaredY }
    }
    let hy = descent(y, h)  // −Hy
    let rho = 1 / curvature
    let quadratic = rho * (1 - rho * dot(y, hy))
    for i in 0..<n {
      let a = quadratic * s[i] + rho * hy[i]
      let b = rho * s[i]
      let row = i * n
      var target = h.mutableSpan
      for j in 0..<n { target[unchecked: row + j] += a * s[j] + b * hy[j] }
    }
  }
}

extension AlgorithmChoice where Self == BFGS {
  /// The BFGS quasi-Newton method.
  public static func bfgs(
    tolerances: Tolerances = Tolerances(), decrease: Double = 1e-4, curvature: Double = 0.9
  ) -> BFGS {
    BFGS(tolerances: tolerances, decrease: decrease, curvature: curvature)
  }
}
