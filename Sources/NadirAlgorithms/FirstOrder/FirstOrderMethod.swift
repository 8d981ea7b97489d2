public import NadirEvaluation
import NadirLinear

/// A first-order method as an algorithm: the optimizer moves the point along the gradient there, back into the box where it
/// leaves that, and the gradient at the new point is asked for together with the value.
///
/// A point where the evaluation fails or there is no gradient is not moved to: the step is halved until there is one. The
/// method is content where the projected gradient is small. Where `patience` iterations bring no better value it ends,
/// converged if the last step promised no decrease that could be seen, and broken down otherwise: with a learning rate that
/// is too large it goes round the minimum for ever.
public struct FirstOrderMethod<Rule: Optimizer<Double>>: Algorithm {
  /// The optimizer, as it is before the first step.
  public var optimizer: Rule
  public var tolerances: Tolerances
  /// How many iterations without a better value there may be.
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
    [
      AlgorithmOption("learning_rate", "how far a step goes", \.optimizer.learningRate),
      AlgorithmOption("patience", "iterations without a better value before it ends", \.patience),
      .valueTolerance, .gradientTolerance,
    ]
  }

  /// - Parameters:
  ///   - optimizer: The optimizer.
  ///   - tolerances: `gradient` 1e-5 and `value` 10⁷ε, as in ``BFGS``.
  ///   - patience: 1 000 iterations.
  public init(_ optimizer: Rule, tolerances: Tolerances = Tolerances(), patience: Int = 1_000) {
    self.optimizer = optimizer
    self.tolerances = tolerances.completed(from: Self.traits.tolerances)
    self.patience = patience
  }

  public struct State: Codable, Sendable, Equatable {
    var optimizer: Rule
    var iterate: Iterate
    var bestValue: Double
    /// Iterations since the best value.
    var stalled = 0
  }

  public func validate(dimension n: Int) throws(InvalidArgument) {
    try optimizer.validate()
    guard patience > 0 else { throw InvalidArgument("the patience", is: "\(patience)", expected: "1 or more") }
  }

  public func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State {
    let iterate = try await Iterate.start(at: x, asking: oracle)
    return State(optimizer: optimizer, iterate: iterate, bestValue: iterate.value)
  }

  public func current(_ state: State) -> (point: [Double], value: Double) {
    (state.iterate.point, state.iterate.value)
  }

  public func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress {
    let tests = DescentTests(tolerances)
    let old = state.iterate
    if tests.isStationary(old, in: oracle.box) { return .converged(.gradient) }

    var optimizer = state.optimizer
    var target = old.point
    optimizer.update(&target, along: old.gradient)
    guard let new = try await moved(from: old, towards: oracle.box.projection(of: target), asking: oracle) else {
      return .failed(.noModel)
    }
    if optimizer.wantsGradientAfterUpdate { optimizer.learn(fromGradientAfterUpdate: new.gradient) }

    let isBetter = new.value < state.bestValue
    state = State(
      optimizer: optimizer, iterate: new, bestValue: min(new.value, state.bestValue),
      stalled: isBetter ? 0 : state.stalled + 1)
    if tests.isStationary(new, in: oracle.box) { return .converged(.gradient) }
    guard state.stalled >= patience else { return .advanced }
    return tests.verdict(onFailedSearchFrom: old, along: difference(new.point, old.point))
  }

  /// The iterate at the target, or at the first of the points halfway back where there is a gradient.
  private func moved(
    from old: Iterate, towards target: [Double], asking oracle: Oracle
  ) async throws(Interruption) -> Iterate? {
    var x = target
    for _ in 0..<20 {
      let (value, gradient) = try await oracle.valueAndGradient(at: x)
      if let gradient { return Iterate(point: x, value: value, gradient: gradient) }
      x = point(from: old.point, along: difference(x, old.point), by: 0.5)
    }
    return nil
  }
}

extension AlgorithmChoice {
  /// Any optimizer as an algorithm.
  public static func firstOrder<Rule: Optimizer<Double>>(
    _ optimizer: Rule, tolerances: Tolerances = Tolerances(), patience: Int = 1_000
  ) -> Self where Self == FirstOrderMethod<Rule> {
    FirstOrderMethod(optimizer, tolerances: tolerances, patience: patience)
  }
}

extension AlgorithmChoice where Self == FirstOrderMethod<Adam<Double>> {
  /// Adam; see ``Adam``.
  public static func adam(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8
  ) -> Self {
    .firstOrder(.adam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon))
  }
}
