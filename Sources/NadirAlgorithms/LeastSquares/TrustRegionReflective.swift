public import NadirEvaluation
import NadirLinear

/// The trust-region reflective method for sums of squares f(x) = r(x)·r(x) in a box.
///
/// The method of Coleman and Li stays strictly inside the bounds and measures each coordinate by its way to the bound
/// that it would move towards (``ColemanLiScaling``). Its steps minimize the linear model ‖r + Jp‖² with a row below J
/// for each bound, within the ellipsoid ‖V^(−½)Sp‖ ≤ Δ; S has the largest norms of the columns of J so far. Where such
/// a step leaves the box, it is cut short, or reflected at the first bound; the minimizer along −VS⁻²Jᵀr, the scaled
/// gradient, is the third to choose from, and the one that convergence rests on.
///
/// Source: Branch, Coleman & Li 1999, A subspace, interior, and conjugate gradient method for large-scale
/// bound-constrained minimization problems, SIAM J. Sci. Comput. 21, 1–23, doi:10.1137/S1064827595289108; Coleman & Li
/// 1996, doi:10.1137/0806023; the unit S and the radius after Moré 1978, doi:10.1007/BFb0067700.
///
/// Deviations: a fourth step to choose from has each coordinate stopped at its own bound. The step of the model without
/// the rows, so stopped, is taken at once where it keeps nine tenths of what the model promises without bounds, for no
/// step can promise more: so bounds that are not active cost nothing, and those whose multipliers are zero are reached
/// as fast as others, where the rows would halve the distance at best (compare Heinkenschloss, Ulbrich & Ulbrich 1999,
/// doi:10.1007/s101070050107). What a step has promised is said by the model without the rows. A start on a bound stays
/// there: its distance is zero only while the gradient holds it there, and the coordinate then rests; when the gradient
/// turns, the distance is that to the other bound. So no start has to be moved, and the first evaluation is the start
/// itself. As in ``LevenbergMarquardt`` residuals and Jacobian of a trial point are one round, and a rejected trial is
/// an iteration.
///
/// The value tolerance is relative to f itself. The gradient tolerance is the largest cosine between r and a column of
/// J, times vᵢ: without bounds that of ``LevenbergMarquardt``, and at a bound the distance to it, as the residuals see
/// it.
public struct TrustRegionReflective: Algorithm {
  /// How the steps of the linear model are found.
  public enum Steps: String, Sendable, Hashable, CaseIterable {
    /// By factoring J: O(mn²) operations for each point.
    case exact
    /// By ``LSMR`` in the plane of Branch, Coleman & Li: products with J and Jᵀ, O(mn) operations each, of which there
    /// are as many as the condition of J demands. Several times as fast as a factorization for some hundred well
    /// conditioned columns, ten times for a thousand; no faster for ill conditioned ones, and less able on badly scaled
    /// problems.
    case lsmr
  }

  public var steps: Steps
  public var tolerances: Tolerances
  /// The first radius Δ, as a multiple of ‖Sx‖.
  public var initialRadius: Double

  public static let traits = AlgorithmTraits(
    name: "TRF", aliases: ["trust-region reflective", "scipy_ls_trf", "lsqnonlin"], family: .leastSquares,
    needs: [.residuals, .jacobian], handlesBounds: true, reproducibility: .anyWidth,
    batch: "n + 1 evaluations; 1 with a Jacobian",
    tolerances: Tolerances(value: 1e-8, step: 1e-8, gradient: 1e-8),
    summary: "Smooth sums of squares with bounds, of some thousand parameters with a Jacobian.",
    references: [
      "Branch, Coleman & Li 1999, A subspace, interior, and conjugate gradient method for large-scale "
        + "bound-constrained minimization problems, doi:10.1137/S1064827595289108",
      "Coleman & Li 1996, An interior trust region approach for nonlinear minimization subject to bounds, "
        + "doi:10.1137/0806023",
    ])

  public static var options: [AlgorithmOption<TrustRegionReflective>] {
    [
      .init("steps", "how the steps of the linear model are found", \.steps),
      .init(
        "initial_radius", "the first radius of the trust region, as a multiple of the scaled start", \.initialRadius),
    ]
      + leastSquaresToleranceOptions
  }

  /// - Parameters:
  ///   - steps: `.exact`.
  ///   - tolerances: 1e-8 each, as in SciPy.
  ///   - initialRadius: 100, as in ``LevenbergMarquardt``.
  public init(steps: Steps = .exact, tolerances: Tolerances = Tolerances(), initialRadius: Double = 100) {
    self.steps = steps
    self.tolerances = tolerances.completed(from: Self.traits.tolerances)
    self.initialRadius = initialRadius
  }

  public struct State: Codable, Sendable, Equatable {
    var model: ResidualModel
    /// The diagonal of S.
    var units: [Double]
    /// Δ.
    var radius: Double
    /// λ.
    var damping = 0.0
    /// Whether a step has been tried.
    var hasStepped = false
  }

  public func validate(dimension n: Int) throws(InvalidArgument) {
    try NadirAlgorithms.validate(initialRadius: initialRadius)
  }

  public func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State {
    let model = kept(try await ResidualModel.start(at: x, asking: oracle))
    let units = firstScales(model.columnNorms)
    let size = scaledNorm(x, units)
    return State(model: model, units: units, radius: firstRadius(initialRadius, size: size))
  }

  public func current(_ state: State) -> (point: [Double], value: Double) { (state.model.point, state.model.value) }

  public func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    let old = state.model
    let scaling = ColemanLiScaling(old, in: oracle.box)
    let tests = LeastSquaresTests(tolerances)
    if tests.isStationary(old.value, largestCosine: scaling.largestCosine) { return .converged(.gradient) }

    let (region, step) = chosen(state, scaling, in: oracle.box)
    let trial = oracle.box.projection(of: zip(old.point, step.p).map { $0 + $1 })
    guard trial != old.point else { return .converged(.step) }

    let (value, residuals, jacobian) = try await oracle.residualsAndJacobian(at: trial)
    let change = PredictedChange(from: old.value, to: value, image: step.imageNorm, slope: step.slope)

    (state.radius, state.damping) = change.trustRegion(
      radius: radius(state, region), length: region.length, tried: scaledNorm(step.p, state.units),
      damping: region.damping)
    state.hasStepped = true
    if change.isAccepted, let residuals, let jacobian {
      state.model = kept(ResidualModel(at: trial, value: value, residuals: residuals, jacobian: jacobian))
      state.units = zip(state.units, state.model.columnNorms).map(max)
    }
    return tests.progress(
      state.model.value, largestCosine: ColemanLiScaling(state.model, in: oracle.box).largestCosine, change,
      length: state.radius, size: scaledNorm(state.model.point, state.units),
      moved: scaledNorm(state.model.point, state.model.columnNorms))
  }

  /// The model with as many rows as the steps need.
  private func kept(_ model: consuming ResidualModel) -> ResidualModel {
    steps == .exact ? model.compressed() : model
  }

  /// The step inside the box, and the one to the rim of the region that it was made from.
  private func chosen(
    _ state: State, _ scaling: ColemanLiScaling, in box: Box
  ) -> (region: RegionStep, step: StepInsideBox) {
    let h = scaling.halfGradient
    let interior = BoxInterior(
      model: state.model, halfGradient: h, box: box, fraction: max(0.995, 1 - scaling.largestCosine))
    let plain = regionStep(
      state, state.units.map { 1 / $0 }, [Double](repeating: 0, count: h.count), scaling.largestCosine)
    var best = interior.projected(plain.p)
    if best.gain >= 0.9 * interior.step(plain.p).gain { return (plain, best) }

    let region = regionStep(
      state, zip(scaling.v, state.units).map { $0.squareRoot() / $1 }, scaling.augmentation(state.units),
      scaling.largestCosine)
    let steepest = h.indices.map { i in -scaling.v[i] * h[i] / state.units[i] / state.units[i] }
    let longest = radius(state, region) / scaledNorm(steepest, state.units)
    best = interior.projected(region.p)
    let others = [
      interior.cut(region.p), interior.reflected(region.p), interior.minimizer(along: steepest, atMost: longest),
    ]
    for case let other? in others {
      if other.gain - scaling.penalty(of: other.p) > best.gain - scaling.penalty(of: best.p) { best = other }
    }
    return (region, best)
  }

  /// The radius, which the first step makes as short as itself.
  private func radius(_ state: State, _ region: RegionStep) -> Double {
    state.hasStepped ? state.radius : min(state.radius, region.length)
  }

  private func regionStep(
    _ state: State, _ scales: [Double], _ weights: [Double], _ cosine: Double
  ) -> RegionStep {
    switch steps {
    case .exact:
      RegionStep(
        exactly: state.model, scales: scales, weights: weights, radius: state.radius, startingAt: state.damping)
    case .lsmr:
      RegionStep(
        byLSMR: state.model, scales: scales, weights: weights, radius: state.radius, tolerance: 1e-3 * cosine)
    }
  }
}

extension TrustRegionReflective.Steps: OptionConvertible {
  public init?(option: OptionValue) {
    guard case .word(let word) = option else { return nil }
    self.init(rawValue: word)
  }

  public static var expected: String { "exact or lsmr" }
}

extension AlgorithmChoice where Self == TrustRegionReflective {
  /// The trust-region reflective method, for residuals with bounds.
  public static func trustRegionReflective(
    steps: TrustRegionReflective.Steps = .exact, tolerances: Tolerances = Tolerances(), initialRadius: Double = 100
  ) -> TrustRegionReflective {
    TrustRegionReflective(steps: steps, tolerances: tolerances, initialRadius: initialRadius)
  }
}
