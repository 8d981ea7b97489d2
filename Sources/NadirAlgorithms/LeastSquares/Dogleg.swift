public import NadirEvaluation
import NadirLinear

/// Powell's dogleg method for sums of squares f(x) = r(x)·r(x), in a box.
///
/// A step follows the path of two legs to the minimizer of the linear model ‖r + Jp‖² along the steepest descent and
/// from there to the step of Gauss and Newton, up to the rim of the region sᵢ|pᵢ| ≤ Δ; s has the largest norms of the
/// columns of J so far. No λ is searched for. The region is a box like the bounds, so that their intersection is one,
/// too (see ``DoglegPath``).
///
/// Source: Powell 1970, A hybrid method for nonlinear equations, in Rabinowitz (ed.), Numerical Methods for Nonlinear
/// Algebraic Equations, 87–114; Voglis & Lagaris 2004, A rectangular trust region dogleg approach for unconstrained and
/// bound constrained nonlinear optimization, WSEAS International Conference on Applied Mathematics; Nocedal & Wright
/// 2006, Numerical Optimization, chapter 4, doi:10.1007/978-0-387-40065-5.
///
/// Deviations: a path that meets a bound goes on along it; the step of Gauss and Newton is the shortest one where
/// columns are dependent; the region shrinks as Moré's does. As in ``LevenbergMarquardt`` residuals and Jacobian of a
/// trial point are one round, and a rejected trial is an iteration.
///
/// The tolerances are those of ``TrustRegionReflective``.
public struct Dogleg: Algorithm {
  public var tolerances: Tolerances
  /// The first radius Δ, as a multiple of max sᵢ|xᵢ|.
  public var initialRadius: Double

  public static let traits = AlgorithmTraits(
    name: "Dogleg", aliases: ["dogbox", "scipy_ls_dogbox", "gauss_newton", "Gauss-Newton"], family: .leastSquares,
    needs: [.residuals, .jacobian], handlesBounds: true, reproducibility: .anyWidth,
    batch: "n + 1 evaluations; 1 with a Jacobian",
    tolerances: Tolerances(value: 1e-8, step: 1e-8, gradient: 1e-8),
    summary: "Smooth sums of squares with small residuals, with or without bounds.",
    references: [
      "Powell 1970, A hybrid method for nonlinear equations",
      "Voglis & Lagaris 2004, A rectangular trust region dogleg approach for unconstrained and bound constrained "
        + "nonlinear optimization",
      "Nocedal & Wright 2006, Numerical Optimization, doi:10.1007/978-0-387-40065-5",
    ])

  public static var options: [AlgorithmOption<Dogleg>] {
    [
      .init(
        "initial_radius", "the first radius of the trust region, as a multiple of the scaled start", \.initialRadius)
    ]
      + leastSquaresToleranceOptions
  }

  /// - Parameters:
  ///   - tolerances: 1e-8 each, as in SciPy.
  ///   - initialRadius: 1, as in SciPy.
  public init(tolerances: Tolerances = Tolerances(), initialRadius: Double = 1) {
    self.tolerances = tolerances.completed(from: Self.traits.tolerances)
    self.initialRadius = initialRadius
  }

  public struct State: Codable, Sendable, Equatable {
    var model: ResidualModel
    /// s.
    var units: [Double]
    /// Δ.
    var radius: Double
  }

  public func validate(dimension n: Int) throws(InvalidArgument) {
    try NadirAlgorithms.validate(initialRadius: initialRadius)
  }

  public func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State {
    let model = try await ResidualModel.start(at: x, asking: oracle).compressed()
    let units = firstScales(model.columnNorms)
    let size = largestScaled(x, units)
    return State(model: model, units: units, radius: firstRadius(initialRadius, size: size))
  }

  public func current(_ state: State) -> (point: [Double], value: Double) { (state.model.point, state.model.value) }

  public func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    let old = state.model
    let tests = LeastSquaresTests(tolerances)
    let cosine = ColemanLiScaling(old, in: oracle.box).largestCosine
    if tests.isStationary(old.value, largestCosine: cosine) { return .converged(.gradient) }

    let path = DoglegPath(old, units: state.units, radius: state.radius, in: oracle.box)
    let trial = oracle.box.projection(of: zip(old.point, path.step).map { $0 + $1 })
    guard trial != old.point else { return .converged(.step) }

    let (value, residuals, jacobian) = try await oracle.residualsAndJacobian(at: trial)
    let change = PredictedChange(
      from: old.value, to: value, image: path.imageNorm, slope: dot(old.halfGradient, path.step))

    let length = largestScaled(path.step, state.units)
    if change.isPoor {
      state.radius = change.shrinkage * min(state.radius, length)
    } else if change.isGood, path.endsAtRim {
      state.radius *= 2
    }
    if change.isAccepted, let residuals, let jacobian {
      state.model = ResidualModel(at: trial, value: value, residuals: residuals, jacobian: jacobian).compressed()
      state.units = zip(state.units, state.model.columnNorms).map(max)
    }
    return tests.progress(
      state.model.value, largestCosine: ColemanLiScaling(state.model, in: oracle.box).largestCosine, change,
      length: min(state.radius, length), size: largestScaled(state.model.point, state.units),
      moved: scaledNorm(state.model.point, state.model.columnNorms))
  }
}

/// max sᵢ|xᵢ|.
private func largestScaled(_ x: [Double], _ units: [Double]) -> Double {
  maximumNorm(zip(x, units).map { $0 * $1 })
}

extension AlgorithmChoice where Self == Dogleg {
  /// Powell's dogleg method, for residuals with or without bounds.
  public static func dogleg(tolerances: Tolerances = Tolerances(), initialRadius: Double = 1) -> Dogleg {
    Dogleg(tolerances: tolerances, initialRadius: initialRadius)
  }
}
