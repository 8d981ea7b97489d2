public import NadirEvaluation
import RealModule

/// What the learning rate is multiplied by, as a function of how many steps there were.
public indirect enum Schedule: Sendable, Codable, Hashable {
  /// 1.
  case constant

  /// bᵏ after k times as many steps: b = 0.1 divides the learning rate by ten each time.
  case stepDecay(by: Double = 0.1, every: Int)

  /// b^(t/n) after t steps: smoothly by the factor b in n steps.
  case exponential(by: Double, over: Int)

  /// From 1 to a floor f in n steps, f + (1 − f)(1 + cos(πt/n))/2, and f from then on.
  ///
  /// Loshchilov & Hutter 2017, "SGDR: Stochastic Gradient Descent with Warm Restarts", (5), arXiv:1608.03983, without
  /// the restarts.
  case cosine(over: Int, floor: Double = 0)

  /// (t + 1)/n in the first n steps, so that none is lost, and then another schedule from its beginning.
  ///
  /// Goyal et al. 2017, "Accurate, Large Minibatch SGD", section 2.2, arXiv:1706.02677.
  case warmUp(over: Int, then: Schedule = .constant)

  /// One cycle of n steps: linearly up from `from` to 1 in the part `rising` of them, down again in the part
  /// `falling`, and from there to the far smaller `to` in the rest, where it stays.
  ///
  /// Smith & Topin 2019, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates",
  /// doi:10.1117/12.2520589, arXiv:1708.07120. The learning rate of the optimizer is the largest one. The paper finds
  /// the ends by an experiment; 1/25, and a ten-thousandth of that, with 30 % of rise and 15 % of the last descent,
  /// are those of Optax. Its momentum that falls while the learning rate rises is left out: an optimizer's momentum
  /// stays as it is.
  case oneCycle(over: Int, rising: Double = 0.3, falling: Double = 0.55, from: Double = 0.04, to: Double = 4e-6)

  /// - Parameter steps: How many updates there were, from 0.
  public func factor(after steps: Int) -> Double {
    let t = Double(steps)
    switch self {
    case .constant: return 1
    case .stepDecay(let base, let period): return .pow(base, steps / max(period, 1))
    case .exponential(let base, let period): return .pow(base, t / Double(period))
    case .cosine(let length, let floor):
      guard steps < length else { return floor }
      return floor + (1 - floor) * 0.5 * (1 + .cos(.pi * t / Double(length)))
    case .warmUp(let length, let next):
      guard steps < length else { return next.factor(after: steps - max(length, 0)) }
      return (t + 1) / Double(length)
    case .oneCycle(let length, let rising, let falling, let low, let last):
      let part = t / Double(length)
      if part < rising { return low + (1 - low) * part / rising }
      if part < rising + falling { return 1 - (1 - low) * (part - rising) / falling }
      guard steps < length else { return last }
      let rest = 1 - rising - falling
      return low + (last - low) * (part - rising - falling) / rest
    }
  }

  public func validate() throws(InvalidArgument) {
    switch self {
    case .constant: return
    case .stepDecay(let base, let length), .exponential(let base, let length):
      try validateLength(length)
      guard base > 0, base <= 1 else {
        throw InvalidArgument("the factor of the schedule", is: "\(base)", expected: "above 0 and at most 1")
      }
    case .cosine(let length, let floor):
      try validateLength(length)
      try validatePart(floor, "the floor of the schedule")
    case .warmUp(let length, let next):
      try validateLength(length)
      try next.validate()
    case .oneCycle(let length, let rising, let falling, let low, let last):
      try validateLength(length)
      try validatePart(low, "the first factor of the cycle")
      try validatePart(last, "the last factor of the cycle")
      guard rising > 0, falling > 0, rising + falling <= 1 else {
        throw InvalidArgument(
          "the rise and fall of the cycle", is: "\(rising) and \(falling)", expected: "above 0, and together at most 1")
      }
    }
  }

  private func validateLength(_ length: Int) throws(InvalidArgument) {
    guard length > 0 else {
      throw InvalidArgument("the length of the schedule", is: "\(length)", expected: "1 step or more")
    }
  }

  private func validatePart(_ part: Double, _ name: String) throws(InvalidArgument) {
    guard part >= 0, part <= 1 else { throw InvalidArgument(name, is: "\(part)", expected: "a number from 0 to 1") }
  }
}
