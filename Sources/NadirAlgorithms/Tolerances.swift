public import NadirEvaluation

/// When a method is content. Each means the same in every algorithm; what is `nil` has the algorithm's own default.
public struct Tolerances: Sendable, Hashable {
  /// How little the value changes, relative to max(1, |f|): between two iterations, or across a simplex.
  public var value: Double?
  /// How little the point changes, relative to max(1, ‖x‖∞): between two iterations, or across a simplex.
  public var step: Double?
  /// How small the projected gradient is, in the maximum norm.
  public var gradient: Double?

  public init(value: Double? = nil, step: Double? = nil, gradient: Double? = nil) {
    self.value = value
    self.step = step
    self.gradient = gradient
  }

  /// These tolerances, completed from `defaults` where they are silent.
  public func completed(from defaults: Tolerances) -> Tolerances {
    Tolerances(
      value: value ?? defaults.value, step: step ?? defaults.step, gradient: gradient ?? defaults.gradient)
  }

  /// Checks that every tolerance is a number of 0 or more.
  public func validate() throws(InvalidArgument) {
    for (name, tolerance) in [("value", value), ("step", step), ("gradient", gradient)] {
      guard let tolerance, !(tolerance >= 0 && tolerance.isFinite) else { continue }
      throw InvalidArgument("the tolerance '\(name)'", is: "\(tolerance)", expected: "a number of 0 or more")
    }
  }
}
