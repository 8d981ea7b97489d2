public import NadirEvaluation
import NadirLinear

/// The method of Levenberg and Marquardt for sums of squares f(x) = r(x)·r(x), as a trust-region method.
///
/// Each step minimizes the linear model ‖r + Jp‖ within the ellipsoid ‖Dp‖ ≤ Δ, by the p(λ) of
/// (JᵀJ + λD²) p = −Jᵀr whose length is right. D has the largest norms of the columns of J so far, so that the method
/// does not depend on the units of the parameters.
///
/// Source: Moré 1978, The Levenberg–Marquardt algorithm: implementation and theory, Lecture Notes in Mathematics 630,
/// 105–116, doi:10.1007/BFb0067700; Levenberg 1944, doi:10.1090/qam/10666; Marquardt 1963, doi:10.1137/0111030.
///
/// Deviations: the Jacobian is asked for together with the residuals of every trial point, not after it is accepted, so
/// that an iteration is one round; a rejected trial is an iteration, too. After one the radius shrinks from the length of the
/// step, not from ten times that, with which a step inside the region would be tried again. The value tolerance is relative to f itself and
/// the gradient tolerance is the largest cosine between r and a column of J, as in Moré's program: a sum of squares has a
/// natural zero, and no unit.
public struct LevenbergMarquardt: Algorithm {
  public var tolerances: Tolerances
  /// The first radius Δ, as a multiple of ‖Dx‖; 100 in the paper.
  public var initialRadius: Double

  public static let traits = AlgorithmTraits(
    name: "Levenberg-Marquardt", aliases: ["lm", "scipy_ls_lm", "lmder", "lmdif", "MINPACK"], family: .leastSquares,
    needs: .residuals, handlesBounds: false, reproducibility: .anyWidth,
    batch: "n + 1 evaluations; 1 with a Jacobian",
    tolerances: Tolerances(value: 1e-8, step: 1e-8, gradient: 1e-8),
    summary: "Smooth sums of squares of up to some hundred parameters, without bounds.",
    references: [
      "Moré 1978, The Levenberg–Marquardt algorithm: implementation and theory, doi:10.1007/BFb0067700",
      "Marquardt 1963, An algorithm for least-squares estimation of nonlinear parameters, doi:10.1137/0111030",
    ])

  public static var options: [AlgorithmOption<LevenbergMarquardt>] {
    [
      .init(
        "initial_radius", "the first radius of the trust region, as a multiple of the scaled start", \.initialRadius)
    ]
      + toleranceOptions
  }

  public init(tolerances: Tolerances = Tolerances(), initialRadius: Double = 100) {
    self.tolerances = tolerances.completed(from: Self.traits.tolerances)
    self.initialRadius = initialRadius
  }

  public struct State: Codable, Sendable, Equatable {
    var model: LinearizedResiduals
    /// D.
    var scale: [Double]
    /// Δ.
    var radius: Double
    /// λ.
    var damping = 0.0
    /// Whether a step has been tried.
    var hasStepped = false
  }

  public func validate(dimension n: Int) throws(InvalidArgument) {
    guard initialRadius > 0, initialRadius.isFinite else {
      throw InvalidArgument("initialRadius", is: "\(initialRadius)", expected: "a number above 0")
    }
  }

  public func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State {
    let model = try await LinearizedResiduals.start(at: x, asking: oracle)
    let scale = model.columnNorms.map { $0 > 0 ? $0 : 1 }
    let size = scaledNorm(x, scale)
    return State(model: model, scale: scale, radius: initialRadius * (size > 0 ? size : 1))
  }

  public func current(_ state: State) -> (point: [Double], value: Double) { (state.model.point, state.model.value) }

  public func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    let old = state.model
    if old.value == 0 || old.largestCosine <= tolerances.gradient ?? 0 { return .converged(.gradient) }

    let step = old.damped(by: state.scale).step(radius: state.radius, startingAt: state.damping)
    let length = step.scaledNorm
    let radius = state.hasStepped ? state.radius : min(state.radius, length)
    let trial = zip(old.point, step.x).map { $0 + $1 }
    guard trial != old.point else { return .converged(.step) }

    let (value, residuals, jacobian) = try await oracle.residualsAndJacobian(at: trial)
    let change = PredictedChange(
      from: old.value, to: value, image: step.imageNorm, damping: step.damping, length: length)

    state.hasStepped = true
    (state.radius, state.damping) = change.trustRegion(radius: radius, length: length, damping: step.damping)
    if change.ratio >= 1e-4, let residuals, let jacobian {
      state.model = LinearizedResiduals(at: trial, value: value, residuals: residuals, jacobian: jacobian)
      state.scale = zip(state.scale, state.model.columnNorms).map(max)
    }
    return progress(state, change)
  }

  private func progress(_ state: State, _ change: PredictedChange) -> Progress {
    let model = state.model
    let value = max(tolerances.value ?? 0, .ulpOfOne)
    if model.value == 0 || model.largestCosine <= tolerances.gradient ?? 0 { return .converged(.gradient) }
    if change.actual.magnitude <= value, change.predicted <= value, change.ratio <= 2 { return .converged(.value) }
    let step = max(tolerances.step ?? 0, .ulpOfOne)
    if state.radius <= step * scaledNorm(model.point, state.scale) { return .converged(.step) }
    return .advanced
  }
}

extension AlgorithmChoice where Self == LevenbergMarquardt {
  /// The method of Levenberg and Marquardt, for residuals.
  public static func levenbergMarquardt(
    tolerances: Tolerances = Tolerances(), initialRadius: Double = 100
  ) -> LevenbergMarquardt {
    LevenbergMarquardt(tolerances: tolerances, initialRadius: initialRadius)
  }
}
