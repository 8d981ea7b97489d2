public import NadirEvaluation
import NadirLinear

/// The method of Levenberg and Marquardt for sums of squares f(x) = r(x)·r(x), as a trust-region method.
///
/// Each step minimizes the linear model ‖r + Jp‖ within the ellipsoid ‖Dp‖ ≤ Δ, by the p(λ) of
/// (JᵀJ + λD²) p = −Jᵀr whose length is right. D has the largest norms of the columns of J so far, so that the method
/// does not depend on the units of the parameters.
///
/// Source: Moré 1978, The Levenberg–Marquardt algorithm: implementation and theory, Lecture Notes in Mathematics 630,
/// 105–116, doi:10.1007/BFb0067700; Levenberg 1944, doi:10.1090/qam/10666; Marquardt 1963, doi:10.1137/0111030. With
/// ``acceleration``, Transtrum & Sethna 2012, Improvements to the Levenberg–Marquardt algorithm for nonlinear least-squares
/// minimization, arXiv:1201.5885.
///
/// Deviations: the Jacobian is asked for together with the residuals of every trial point, not after it is accepted, so
/// that an iteration is one round; a rejected trial is an iteration, too. After one the radius shrinks from the length of
/// the step, not from ten times that, with which a step inside the region would be tried again. With ``trials`` there are
/// steps of further lengths in the round, the best of which counts. The value tolerance is relative to f itself and the
/// gradient tolerance is the largest cosine between r and a column of J, as in Moré's program: a sum of squares has a
/// natural zero, and no unit.
public struct LevenbergMarquardt: Algorithm {
  public var tolerances: Tolerances
  /// The first radius Δ, as a multiple of ‖Dx‖; 100 in the paper.
  public var initialRadius: Double
  /// How many steps of different lengths are tried in one round: of Δ, and of 1/4, 4, 1/16, 16 … times that.
  public var trials: Int
  /// The largest ratio 2‖Da‖/‖Dv‖ with which the geodesic acceleration a is added to a step v; 0 takes none.
  public var acceleration: Double

  public static let traits = AlgorithmTraits(
    name: "Levenberg-Marquardt", aliases: ["lm", "scipy_ls_lm", "lmder", "lmdif", "MINPACK"], family: .leastSquares,
    needs: [.residuals, .jacobian], handlesBounds: false, reproducibility: .anyWidth,
    batch: "n + trials evaluations; trials with a Jacobian",
    tolerances: Tolerances(value: 1e-8, step: 1e-8, gradient: 1e-8),
    summary: "Smooth sums of squares of up to some hundred parameters, without bounds.",
    references: [
      "Moré 1978, The Levenberg–Marquardt algorithm: implementation and theory, doi:10.1007/BFb0067700",
      "Marquardt 1963, An algorithm for least-squares estimation of nonlinear parameters, doi:10.1137/0111030",
      "Transtrum & Sethna 2012, Improvements to the Levenberg–Marquardt algorithm, arXiv:1201.5885",
    ])

  public static var options: [AlgorithmOption<LevenbergMarquardt>] {
    [
      .init(
        "initial_radius", "the first radius of the trust region, as a multiple of the scaled start", \.initialRadius),
      .init("trials", "steps of different lengths that are tried in one round", \.trials),
      .init("acceleration", "the largest ratio of acceleration to step; 0 takes no acceleration", \.acceleration),
    ]
      + leastSquaresToleranceOptions
  }

  /// - Parameters:
  ///   - tolerances: 1e-8 each, as in SciPy.
  ///   - initialRadius: 100, as in MINPACK.
  ///   - trials: 1. With more, a round needs fewer successors where steps are rejected, and more workers.
  ///   - acceleration: 0. Where it is taken, 0.75 is the paper's choice; each iteration has a second round then.
  public init(
    tolerances: Tolerances = Tolerances(), initialRadius: Double = 100, trials: Int = 1, acceleration: Double = 0
  ) {
    self.tolerances = tolerances.completed(from: Self.traits.tolerances)
    self.initialRadius = initialRadius
    self.trials = trials
    self.acceleration = acceleration
  }

  public struct State: Codable, Sendable, Equatable {
    var model: LinearizedResiduals
    /// r and J themselves, where accelerations are made of them.
    var full: FullResiduals?
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
    try NadirAlgorithms.validate(initialRadius: initialRadius)
    guard (1...1000).contains(trials) else {
      throw InvalidArgument("trials", is: "\(trials)", expected: "from 1 to 1000")
    }
    guard acceleration >= 0, acceleration.isFinite else {
      throw InvalidArgument("acceleration", is: "\(acceleration)", expected: "0 or more, such as 0.75")
    }
  }

  public func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State {
    let (value, residuals, jacobian) = try await oracle.residualsAndJacobian(at: x)
    guard let residuals, let jacobian else {
      throw .start(EvaluationFailure(.notFinite, "there is no Jacobian at the start point"))
    }
    let full = acceleration > 0 ? FullResiduals(residuals: residuals, jacobian: jacobian) : nil
    let model = LinearizedResiduals(at: x, value: value, residuals: residuals, jacobian: jacobian)
    let scale = firstScales(model.columnNorms)
    let size = scaledNorm(x, scale)
    return State(
      model: model, full: full, scale: scale, radius: firstRadius(initialRadius, size: size))
  }

  public func current(_ state: State) -> (point: [Double], value: Double) { (state.model.point, state.model.value) }

  public func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    let old = state.model
    let tests = LeastSquaresTests(tolerances)
    if tests.isStationary(old.value, largestCosine: old.largestCosine) { return .converged(.gradient) }

    let steps = steps(from: state)
    var changes = steps.map(\.x)
    if let full = state.full {
      changes[0] = try await full.accelerated(
        steps[0], scale: state.scale, limit: acceleration, at: old, asking: oracle)
    }
    let points = PointBatch(changes.map { point(from: old.point, along: $0, by: 1) })
    guard (0..<points.count).allSatisfy({ points[$0] != old.point }) else { return .converged(.step) }

    let found = try await oracle.residualsAndJacobian(atLowestOf: points, below: old.value)
    let step = steps[found.index]
    let change = PredictedChange(
      from: old.value, to: found.value, image: step.imageNorm, damping: step.damping, length: step.scaledNorm)
    let shortest = steps.reduce(step.scaledNorm) { min($0, $1.scaledNorm) }
    let radius = state.hasStepped && found.index == 0 ? state.radius : step.scaledNorm

    state.hasStepped = true
    (state.radius, state.damping) = change.trustRegion(
      radius: radius, length: step.scaledNorm, tried: change.isAccepted ? nil : shortest, damping: step.damping)
    if change.isAccepted, let residuals = found.residuals, let jacobian = found.jacobian {
      if acceleration > 0 { state.full = FullResiduals(residuals: residuals, jacobian: jacobian) }
      state.model = LinearizedResiduals(
        at: points[found.index], value: found.value, residuals: residuals, jacobian: jacobian)
      state.scale = zip(state.scale, state.model.columnNorms).map(max)
    }
    return tests.progress(
      state.model.value, largestCosine: state.model.largestCosine, change, length: state.radius,
      size: scaledNorm(state.model.point, state.scale),
      moved: scaledNorm(state.model.point, state.model.columnNorms))
  }

  /// The step of length Δ, and those of further lengths that are not the same.
  private func steps(from state: State) -> [DampedStep] {
    let damped = state.model.damped(by: state.scale)
    let first = damped.step(radius: state.radius, startingAt: state.damping)
    var steps = [first]
    var factor = 1.0
    while steps.count < trials, factor < 1e8, first.scaledNorm > 0 {
      factor *= 4
      steps.append(damped.step(radius: first.scaledNorm / factor, startingAt: first.damping))
      // The undamped step has no longer ones beside it.
      guard first.damping > 0, steps.count < trials else { continue }
      let longer = damped.step(radius: first.scaledNorm * factor, startingAt: first.damping)
      if !steps.contains(where: { $0.x == longer.x }) { steps.append(longer) }
    }
    return steps
  }
}

extension AlgorithmChoice where Self == LevenbergMarquardt {
  /// The method of Levenberg and Marquardt, for residuals.
  public static func levenbergMarquardt(
    tolerances: Tolerances = Tolerances(), initialRadius: Double = 100, trials: Int = 1, acceleration: Double = 0
  ) -> LevenbergMarquardt {
    LevenbergMarquardt(
      tolerances: tolerances, initialRadius: initialRadius, trials: trials, acceleration: acceleration)
  }
}
