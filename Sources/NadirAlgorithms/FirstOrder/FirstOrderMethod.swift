public import NadirEvaluation
import NadirLinear

/// A first-order method as an algorithm: each iteration moves the point by one update of an ``Optimizer``, and asks for value
/// and gradient at the new point together.
///
/// - **Bounds.** A coordinate at a bound beyond which −g points is held there, and its derivative is zero for the optimizer;
///   what leaves the box otherwise is put back into it. Where nothing moves, the optimizer goes on along the same gradient.
/// - **Failures.** A point without a gradient is not moved to: the step is halved until there is one, and the optimizer keeps
///   what it remembers.
/// - **Ends.** The method is content where the projected gradient is small, unless a point before had a better value. It
///   also ends where `patience` iterations have made the best value better by no more than the tolerance: converged if a
///   step of steepest descent from the best point, as long as the curvature there allows, promises no more than that, and
///   else broken down. The learning rate has no part in this promise, so that one too large, which goes round a minimum for
///   ever, or too small does not pass for success.
public struct FirstOrderMethod<Rule: Optimizer<Double>>: Algorithm {
  /// The optimizer, as it is before the first step.
  public var optimizer: Rule
  public var tolerances: Tolerances
  /// How many iterations may bring no better value.
  public var patience: Int

  public static var traits: AlgorithmTraits {
    let traits = Rule.traits
    return AlgorithmTraits(
      name: traits.name, aliases: traits.aliases, family: .firstOrder, needs: .gradient, handlesBounds: true,
      reproducibility: .anyWidth, batch: "value and gradient: n + 1 with forward differences",
      tolerances: Tolerances(value: 1e7 * Double.ulpOfOne, gradient: 1e-5), summary: traits.summary,
      references: traits.references)
  }

  public static var options: [AlgorithmOption<Self>] {
    Rule.options.map { AlgorithmOption($0, of: \.optimizer) } + [
      AlgorithmOption("patience", "iterations that may bring no better value", \.patience),
      .valueTolerance, .gradientTolerance,
    ]
  }

  /// - Parameters:
  ///   - optimizer: The optimizer. Its learning rate is in the units of the parameters: the published one may be far too
  ///     small or too large for them.
  ///   - tolerances: `gradient` 1e-5 and `value` 10⁷ε ≈ 2.2e-9, as in ``BFGS``; here `value` is how little the best value
  ///     changes within `patience` iterations.
  ///   - patience: 1 000 iterations.
  public init(_ optimizer: Rule, tolerances: Tolerances = Tolerances(), patience: Int = 1_000) {
    self.optimizer = optimizer
    self.tolerances = tolerances.completed(from: Self.traits.tolerances)
    self.patience = patience
  }

  public struct State: Codable, Sendable, Equatable {
    var optimizer: Rule
    var iterate: Iterate
    /// The iterate with the smallest value.
    var best: Iterate
    /// The best value when it last became better by more than the tolerance.
    var landmark: Double
    /// Iterations since then.
    var stalled = 0
  }

  public func validate(dimension n: Int) throws(InvalidArgument) {
    try optimizer.validate()
    guard patience >= 1 else { throw InvalidArgument("the patience", is: "\(patience)", expected: "1 or more") }
  }

  public func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State {
    let iterate = try await Iterate.start(at: x, asking: oracle)
    var optimizer = optimizer
    optimizer.begin(with: [x.indices])
    return State(optimizer: optimizer, iterate: iterate, best: iterate, landmark: iterate.value)
  }

  public func current(_ state: State) -> (point: [Double], value: Double) {
    (state.iterate.point, state.iterate.value)
  }

  public func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    let tests = DescentTests(tolerances)
    let old = state.iterate
    if tests.isStationary(old, in: oracle.box) { return end(of: state) }

    var optimizer = state.optimizer
    let held = HeldCoordinates(at: old.point, along: old.gradient, in: oracle.box)
    guard let (target, allowed) = step(of: &optimizer, from: old, holding: held, in: oracle.box) else {
      return .failed(.noDecrease)
    }
    guard let new = try await moved(from: old, to: allowed, asking: oracle) else {
      return .failed(old.value > state.best.value ? .noDecrease : .noModel)
    }
    if optimizer.wantsGradientAfterUpdate, new.point == target {
      optimizer.learn(fromGradientAfterUpdate: held.reduced(new.gradient))
    }

    state.optimizer = optimizer
    state.iterate = new
    if new.value < state.best.value { state.best = new }
    state.stalled += 1
    if state.landmark - state.best.value > (tolerances.value ?? 0) * max(1, abs(state.landmark)) {
      state.landmark = state.best.value
      state.stalled = 0
    }
    if tests.isStationary(new, in: oracle.box) { return end(of: state) }
    return state.stalled < patience ? .advanced : verdict(on: state.best, from: old, to: new, in: oracle.box)
  }

  /// What it means that the projected gradient is small: a step that is too long can end in a corner of the box that is a
  /// minimum, but a worse one than where it began.
  private func end(of state: State) -> Progress {
    let excess = state.iterate.value - state.best.value
    let isBest = excess <= (tolerances.value ?? 0) * max(1, abs(state.best.value))
    return isBest ? .converged(.gradient) : .failed(.noDecrease)
  }

  /// Where the optimizer leads, without and within the bounds; `nil` where it leads nowhere, be it that the point stays
  /// where it is or that it is no point.
  private func step(
    of optimizer: inout Rule, from old: Iterate, holding held: HeldCoordinates, in box: Box
  ) -> (target: [Double], allowed: [Double])? {
    let gradient = held.reduced(old.gradient)
    // A velocity towards a bound takes some updates to turn round; the gradient stays the same meanwhile.
    for _ in 0..<1_000 {
      var target = old.point
      optimizer.update(&target, along: gradient)
      held.hold(&target, at: old.point)
      let allowed = box.projection(of: target)
      if allowed == old.point { continue }
      return allowed.allSatisfy(\.isFinite) ? (target, allowed) : nil
    }
    return nil
  }

  /// The iterate at the target, or at the first of the points halfway back where there is a gradient; `nil` where there is
  /// none within a millionth of the step.
  private func moved(
    from old: Iterate, to target: [Double], asking oracle: Oracle
  ) async throws(Interruption) -> Iterate? {
    var x = target
    for _ in 0...20 where x != old.point {
      let (value, gradient) = try await oracle.valueAndGradient(at: x)
      if let gradient { return Iterate(point: x, value: value, gradient: gradient) }
      x = point(from: old.point, along: difference(x, old.point), by: 0.5)
    }
    return nil
  }

  /// What it means that the best value no longer becomes better: whether P(x − g/L) promises a decrease that could be seen,
  /// with L = ‖y‖/‖s‖ from the last step s, along which the gradient has changed by y.
  ///
  /// L is no larger than the largest curvature in between, so that the promise is no smaller than what a step of steepest
  /// descent is sure to gain.
  private func verdict(on best: Iterate, from old: Iterate, to new: Iterate, in box: Box) -> Progress {
    let stepLength =
      euclideanNorm(difference(new.point, old.point)) / euclideanNorm(difference(new.gradient, old.gradient))
    guard stepLength.isFinite else { return .failed(.noDecrease) }
    let target = box.projection(of: point(from: best.point, along: best.gradient, by: -stepLength))
    return DescentTests(tolerances).verdict(onFailedSearchFrom: best, along: difference(target, best.point))
  }
}
