public import NadirEvaluation
import NadirLinear

/// The trust-region reflective method for sums of squares f(x) = r(x)·r(x) in a box.
///
/// The method of Coleman and Li stays strictly inside the bounds and measures each coordinate by its way to the bound that
/// it would move towards (``ColemanLiScaling``). Its steps minimize the linear model ‖r + Jp‖² with a row below J for each
/// bound that is near, within the ellipsoid ‖V^(−½)Sp‖ ≤ Δ; S has the largest norms of the columns of J so far. Where such
/// a step leaves the box, it is cut short, or reflected at the first bound; the minimizer along −VS⁻²Jᵀr, the scaled
/// gradient, is the third to choose from, and the one that convergence rests on.
///
/// Source: Branch, Coleman & Li 1999, A subspace, interior, and conjugate gradient method for large-scale
/// bound-constrained minimization problems, SIAM J. Sci. Comput. 21, 1–23, doi:10.1137/S1064827595289108; Coleman & Li
/// 1996, doi:10.1137/0806023; the unit S and the radius after Moré 1978, doi:10.1007/BFb0067700.
///
/// Deviations: steps are compared, and judged, by the model ‖r + Jp‖² itself; the rows below J only help to find them.
/// Two more are compared: the step above with each coordinate stopped at its own bound, and the same for the step without
/// the rows. With them the points converge fast to bounds whose multipliers are zero, too (as in Heinkenschloss, Ulbrich &
/// Ulbrich 1999, doi:10.1007/s101070050107). A start on a bound stays there: its distance vᵢ is zero only while the
/// gradient holds it there, and the coordinate then rests; when the gradient turns, the distance is that to the other
/// bound. So no start has to be moved, and the first evaluation is the start itself. As in ``LevenbergMarquardt``
/// residuals and Jacobian of a trial point are one round, and a rejected trial is an iteration.
///
/// The value tolerance is relative to f itself. The gradient tolerance is the largest cosine between r and a column of J,
/// times vᵢ: without bounds that of ``LevenbergMarquardt``, and at a bound the distance to it, as the residuals see it.
public struct TrustRegionReflective: Algorithm {
  /// How the steps of the linear model are found.
  public enum Steps: String, Sendable, Hashable, CaseIterable {
    /// By factoring J: O(mn²) operations for each point.
    case exact
    /// By ``LSMR`` in the plane of Branch, Coleman & Li: products with J and Jᵀ, O(mn) operations each, of which there are
    /// as many as the condition of J demands. For n of a thousand and more.
    case lsmr
  }

  public var steps: Steps
  public var tolerances: Tolerances
  /// The first radius Δ, as a multiple of ‖Sx‖.
  public var initialRadius: Double

  public static let traits = AlgorithmTraits(
    name: "TRF", aliases: ["trust-region reflective", "scipy_ls_trf", "lsqnonlin"], family: .leastSquares,
    needs: .residuals, handlesBounds: true, reproducibility: .anyWidth,
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
      + toleranceOptions
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
    guard initialRadius > 0, initialRadius.isFinite else {
      throw InvalidArgument("initialRadius", is: "\(initialRadius)", expected: "a number above 0")
    }
  }

  public func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State {
    let model = kept(try await ResidualModel.start(at: x, asking: oracle))
    let units = model.columnNorms.map { $0 > 0 ? $0 : 1 }
    let size = scaledNorm(x, units)
    return State(model: model, units: units, radius: initialRadius * (size > 0 ? size : 1))
  }

  public func current(_ state: State) -> (point: [Double], value: Double) { (state.model.point, state.model.value) }

  public func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    let old = state.model
    let scaling = ColemanLiScaling(old, in: oracle.box)
    let tests = LeastSquaresTests(tolerances)
    if tests.isStationary(old, in: oracle.box) { return .converged(.gradient) }

    let region = regionStep(state, scaling)
    let radius = state.hasStepped ? state.radius : min(state.radius, region.length)
    let step = best(region, state, scaling, radius: radius, in: oracle.box)
    let trial = oracle.box.projection(of: zip(old.point, step.p).map { $0 + $1 })
    guard trial != old.point else { return .converged(.step) }

    let (value, residuals, jacobian) = try await oracle.residualsAndJacobian(at: trial)
    let change = PredictedChange(from: old.value, to: value, image: step.imageNorm, slope: step.slope)

    state.hasStepped = true
    (state.radius, state.damping) = change.trustRegion(
      radius: radius, length: region.length, tried: scaledNorm(step.p, state.units), damping: region.damping)
    if change.ratio >= 1e-4, let residuals, let jacobian {
      state.model = kept(ResidualModel(at: trial, value: value, residuals: residuals, jacobian: jacobian))
      state.units = zip(state.units, state.model.columnNorms).map(max)
    }
    return tests.progress(
      to: state.model, change, length: state.radius, size: scaledNorm(state.model.point, state.units), in: oracle.box)
  }

  /// The model with as many rows as the steps need.
  private func kept(_ model: consuming ResidualModel) -> ResidualModel {
    steps == .exact ? model.compressed() : model
  }

  /// The step of the augmented model.
  private func regionStep(_ state: State, _ scaling: ColemanLiScaling) -> RegionStep {
    regionStep(
      state, zip(scaling.v, state.units).map { $0.squareRoot() / $1 }, scaling.augmentation(state.units),
      scaling.largestCosine)
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
        byLSMR: state.model, scales: scales, weights: weights, radius: state.radius, tolerance: 1e-2 * min(0.5, cosine))
    }
  }

  /// The step inside the box that promises most.
  private func best(
    _ region: RegionStep, _ state: State, _ scaling: ColemanLiScaling, radius: Double, in box: Box
  ) -> StepInsideBox {
    let h = scaling.halfGradient
    let interior = BoxInterior(
      model: state.model, halfGradient: h, box: box, fraction: max(0.995, 1 - scaling.largestCosine))
    var best = interior.projected(region.p)
    if box.isUnbounded { return best }
    func consider(_ other: StepInsideBox?) {
      if let other, other.gain > best.gain { best = other }
    }
    consider(interior.cut(region.p))
    consider(interior.reflected(region.p))
    if scaling.v.contains(where: { $0 < 1 }) {
      let none = [Double](repeating: 0, count: h.count)
      let plain = regionStep(state, state.units.map { 1 / $0 }, none, scaling.largestCosine)
      consider(interior.projected(plain.p))
    }
    let steepest = h.indices.map { i in -scaling.v[i] * h[i] / state.units[i] / state.units[i] }
    consider(interior.minimizer(along: steepest, atMost: radius / scaledNorm(steepest, state.units)))
    return best
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
