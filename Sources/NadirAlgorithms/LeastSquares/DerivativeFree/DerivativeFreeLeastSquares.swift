public import NadirEvaluation

/// A derivative-free trust-region method for sums of squares f(x) = r(x)·r(x), with bounds, for residuals that are noisy
/// or expensive.
///
/// Linear models of all residuals interpolate at n + 1 points, and their squares are summed: the model of Gauss and
/// Newton. Its minimizer in a ball of radius Δ and in the box is tried. The points are as far apart as the problem is
/// looked at, ρ ≤ Δ, and ρ falls from the first radius to the step tolerance as the model has no more to give; so noise
/// that is small at that distance does no harm, while a difference quotient would be nothing but noise.
///
/// **Every round is a batch.** The first holds the start and one step along each coordinate. After that a round holds
/// `width` points: the trial point; up to n points around it, at the distance ρ, in the place of the samples that would
/// say least of the model there; and if there is room, trial points at four times the radius and at a quarter of it, of
/// which the best decides how the radius changes. All of them enter the next model.
///
/// Source: Cartis, Fiala, Marteau & Roberts 2019, Improving the flexibility and robustness of model-based derivative-free
/// optimization solvers (DFO-LS), ACM Trans. Math. Softw. 45, article 32, doi:10.1145/3338517; Wild 2017, Solving
/// derivative-free nonlinear least squares problems with POUNDERS, doi:10.1137/1.9781611974683.ch40, from which the
/// choice of points by an orthogonal factorization is.
///
/// Deviations: more than one point in a round. Radii are measured in units of max(1, |x|) of the start for each
/// coordinate, and less where its bounds are close. The subproblem in the box is solved exactly. A geometry-improving
/// point is orthogonal to the displacements that are kept, which is where the Lagrange polynomial of a linear model is
/// largest, at the distance ρ. There are no restarts.
///
/// The value tolerance is what f has to fall below: absolutely, and relative to f(x₀) where that is less than 1, because
/// residuals may have a small unit. The step tolerance is the last ρ. A failed trial is a
/// bad point. A failed sample is asked for again at half the distance and on the other side; if that leads to the last ρ,
/// there is no model, and the run has failed.
public struct DerivativeFreeLeastSquares: Algorithm {
  public var tolerances: Tolerances
  /// The first Δ and ρ, in units of max(1, |x|) for each coordinate.
  public var initialRadius: Double
  /// How many points a round holds; n + 2 if `nil`. Beyond n + 3 there is nothing to fill it with.
  public var width: Int?
  /// How many points a model is made of; n + 1 if `nil`. More make it a regression, which evens out noise.
  public var points: Int?

  public static let traits = AlgorithmTraits(
    name: "DFO-LS",
    aliases: ["dfols", "nag_dfols", "pounders", "tao_pounders", "derivative-free least squares"], family: .leastSquares,
    needs: .residuals, handlesBounds: true, reproducibility: .declaredWidth,
    batch: "n + 1 at the start, then the declared width, n + 2 unless given",
    tolerances: Tolerances(value: 1e-12, step: 1e-8),
    summary: "Sums of squares whose residuals are noisy or expensive, with or without bounds.",
    references: [
      "Cartis, Fiala, Marteau & Roberts 2019, Improving the flexibility and robustness of model-based derivative-free "
        + "optimization solvers, doi:10.1145/3338517",
      "Wild 2017, Solving derivative-free nonlinear least squares problems with POUNDERS, "
        + "doi:10.1137/1.9781611974683.ch40",
    ])

  public static var options: [AlgorithmOption<DerivativeFreeLeastSquares>] {
    [
      .init("initial_radius", "the first radius of the trust region, relative to max(1, |x|)", \.initialRadius),
      .init("width", "how many points a round holds", \.width),
      .init("points", "how many points a model is made of", \.points),
      .init("value_tolerance", "the value that is small enough, relative to min(1, f(x₀))", \.tolerances.value),
      .init("step_tolerance", "the last radius of the trust region, relative to max(1, |x|)", \.tolerances.step),
    ]
  }

  /// - Parameters:
  ///   - tolerances: `value` 1e-12 and `step` 1e-8, as published.
  ///   - initialRadius: 0.1, as published.
  ///   - width: n + 2. On published problems (n ≤ 11) that needs less than half the rounds of width 1 for twice its
  ///     evaluations; with an evaluation at a time, 1 is best.
  ///   - points: n + 1.
  public init(
    tolerances: Tolerances = Tolerances(), initialRadius: Double = 0.1, width: Int? = nil, points: Int? = nil
  ) {
    self.tolerances = tolerances.completed(from: Self.traits.tolerances)
    self.initialRadius = initialRadius
    self.width = width
    self.points = points
  }

  public struct State: Codable, Sendable, Equatable {
    var samples: SampledResiduals
    var radii: TrustRadii
    /// The value that is small enough.
    var smallValue: Double
    /// Whether the last step was bad and its model may be to blame.
    var mustImprove = false
    /// How many batches for the model alone had failures, one after the other.
    var attempt = 0
  }

  public func validate(dimension n: Int) throws(InvalidArgument) {
    try NadirAlgorithms.validate(initialRadius: initialRadius)
    if let width, width < 1 { throw InvalidArgument("width", is: "\(width)", expected: "at least 1") }
    if let points, points < n + 1 { throw InvalidArgument("points", is: "\(points)", expected: "at least \(n + 1)") }
  }

  public func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State {
    let units = ScaledBox.units(around: x, in: oracle.box, firstStep: initialRadius)
    let vertices = InitialSimplex.vertices(around: x, steps: units.map { initialRadius * $0 }, in: oracle.box)
    // A coordinate whose bounds are equal has no step.
    let others = (1..<vertices.count).map { vertices[$0] }.filter { $0 != x }
    let found = try await samples(at: PointBatch([x] + others), exploringFrom: 1, asking: oracle)
    guard let first = found[0] else {
      throw .start(EvaluationFailure(.notFinite, "there are no residuals at the start point"))
    }
    var samples = SampledResiduals(start: first, capacity: max(points ?? 0, x.count + 1), units: units)
    samples.add(Array(found.dropFirst()), at: others, radius: initialRadius)
    return State(
      samples: samples, radii: TrustRadii(initial: initialRadius, final: max(tolerances.step ?? 0, .ulpOfOne)),
      smallValue: (tolerances.value ?? 0) * min(1, first.value),
      mustImprove: found.contains { $0 == nil })
  }

  public func current(_ state: State) -> (point: [Double], value: Double) {
    (state.samples.best.point, state.samples.best.value)
  }

  public func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    let best = state.samples.best
    if best.value <= state.smallValue { return .converged(.value) }
    let model = LocalModel(state.samples, in: oracle.box, radius: state.radii.radius)
    if model.isComplete { oracle.noteJacobian(model.unscaledJacobian, at: best.point) }
    let step = model.step(radius: state.radii.radius)
    guard step.predictedReduction.isFinite else { return .failed(.noDecrease) }

    var radii = state.radii
    let width = width ?? best.point.count + 2
    while state.mustImprove || radii.isShort(step) {
      let points = model.improvements(min(width, best.point.count), radii: radii, attempt: state.attempt)
      if !points.isEmpty {
        if radii.isShort(step) { radii.shrink() }
        return try await improve(&state, by: points, radii, asking: oracle)
      }
      guard radii.isShort(step) else { break }
      guard !radii.isFinal else { return .converged(.radius) }
      radii.refine()
    }
    return try await follow(step, of: model, &state, radii, width: width, asking: oracle)
  }

  /// Takes samples for the model alone.
  private func improve(
    _ state: inout State, by points: [[Double]], _ radii: TrustRadii, asking oracle: Oracle
  ) async throws(Interruption) -> Progress {
    let found = try await samples(at: PointBatch(points), exploringFrom: 0, asking: oracle)
    state.samples.add(found, at: points, radius: radii.radius)
    state.radii = radii
    state.mustImprove = false
    state.attempt = found.allSatisfy { $0 != nil } ? 0 : state.attempt + 1
    return LocalModel.distance(attempt: state.attempt, radii) < radii.final ? .failed(.noModel) : .advanced
  }

  /// Tries the step, and takes samples around its end for the next model.
  private func follow(
    _ step: BoxedStep, of model: LocalModel, _ state: inout State, _ radii: TrustRadii, width: Int,
    asking oracle: Oracle
  ) async throws(Interruption) -> Progress {
    let best = state.samples.best
    let n = best.point.count
    let others = [4 * radii.radius, 0.25 * step.length].prefix(max(0, width - 1 - n)).map(model.step)
    let trials = model.trials([step] + others)
    var points = trials.map(\.point)
    if let trial = points.first {
      points += model.companions(min(width - 1, n), of: trial, beside: points, radii: radii)
    }

    let found = try await samples(at: PointBatch(points), exploringFrom: trials.count, asking: oracle)
    let values = trials.indices.map { found[$0]?.value ?? .infinity }
    let decisive = values.indices.min { values[$0] < values[$1] }
    let length = decisive.map { trials[$0].step.length } ?? step.length
    let ratio = decisive.map { (best.value - values[$0]) / trials[$0].step.predictedReduction } ?? -.infinity
    var radii = radii
    if ratio >= 0.1, trials.contains(where: { $0.step.length > length }) {
      radii.retreat(to: length)
    } else {
      radii.update(ratio: ratio, length: length)
    }
    state.samples.add(found, at: points, radius: radii.radius)
    state.mustImprove = false
    if ratio < 0.1, state.samples.best == best {
      let next = LocalModel(state.samples, in: oracle.box, radius: radii.radius)
      state.mustImprove = !next.improvements(1, radii: radii, attempt: 0).isEmpty
      if !state.mustImprove, radii.isAtResolution {
        guard !radii.isFinal else { return .converged(.radius) }
        radii.refine()
      }
    }
    state.radii = radii
    return .advanced
  }

  /// The samples at the points of a batch, `nil` where they failed; those from an index on are for the model alone.
  private func samples(
    at points: PointBatch, exploringFrom first: Int, asking oracle: Oracle
  ) async throws(Interruption) -> [SampledResiduals.Sample?] {
    try await oracle.residuals(at: points, exploringFrom: first).enumerated().map { i, answer in
      answer.residuals.map { SampledResiduals.Sample(point: points[i], value: answer.value, residuals: $0) }
    }
  }
}

extension AlgorithmChoice where Self == DerivativeFreeLeastSquares {
  /// The derivative-free method for least squares, DFO-LS with batches.
  public static func dfols(
    tolerances: Tolerances = Tolerances(), initialRadius: Double = 0.1, width: Int? = nil, points: Int? = nil
  ) -> DerivativeFreeLeastSquares {
    DerivativeFreeLeastSquares(tolerances: tolerances, initialRadius: initialRadius, width: width, points: points)
  }
}
