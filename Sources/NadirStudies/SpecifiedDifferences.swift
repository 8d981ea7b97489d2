public import Nadir

/// How gradients are made from values, with steps by path: what becomes ``Differences``, which have them by position,
/// when a run is made.
///
///     SpecifiedDifferences(.central, step: .absolute(["rate": 0.01, "layers[*]": 1]))
///
/// What numbers by path leave out has the default. A parameter that a transform or a linear equality moves is no
/// coordinate, so that steps in its units mean nothing: they are refused.
public struct SpecifiedDifferences: Sendable, Hashable {
  /// How far the differences reach; see ``Differences/Step``. The numbers are in the units of the parameters.
  public enum Step: Sendable, Hashable {
    /// h = factor · s, with s the size of the parameter. One factor for all is one for transformed coordinates, too;
    /// `nil` is the default rule.
    case relative(SpecifiedNumbers?)
    case absolute(SpecifiedNumbers)
    /// ε_f, and the magnitude of the derivative by the parameter that goes with it: the third for central, the second
    /// for other differences.
    case noise(Double, derivative: SpecifiedNumbers?)
  }

  /// The formula. `.forward` by default.
  public var method: Differences.Method
  /// `.relative(nil)` by default.
  public var step: Step
  /// The sizes below which the magnitude of a parameter does not count; its scale by default.
  public var typicalSizes: SpecifiedNumbers?
  /// Several steps instead of one. `nil` by default.
  public var extrapolation: Extrapolation?

  public init(
    _ method: Differences.Method = .forward, step: Step = .relative(nil), typicalSizes: SpecifiedNumbers? = nil,
    extrapolation: Extrapolation? = nil
  ) {
    self.method = method
    self.step = step
    self.typicalSizes = typicalSizes
    self.extrapolation = extrapolation
  }

  public static let forward = SpecifiedDifferences(.forward)
  public static let backward = SpecifiedDifferences(.backward)
  public static let central = SpecifiedDifferences(.central)
  public static let richardson = SpecifiedDifferences(.central, extrapolation: .richardson)
  public static let ridders = SpecifiedDifferences(.central, extrapolation: .ridders)

  /// The differences of functions of the parameters of a space.
  ///
  /// - Throws: ``InvalidArgument`` where a path means no parameter, or one that has no coordinate of its own, or where
  ///   a number is not positive.
  public func differences(in space: ParameterSpace<some Sendable>) throws(InvalidArgument) -> Differences {
    var step = try step(in: space)
    if let typicalSizes { step = step.scaled(by: try typicalSizes.perParameter(in: space, as: "a typical size")) }
    return Differences(method, step: step, extrapolation: extrapolation)
  }

  private func step(in space: ParameterSpace<some Sendable>) throws(InvalidArgument) -> Differences.Step {
    switch step {
    case .relative(nil): return .relative
    case .relative(.same(let factor)): return .relative(factor)
    case .relative(let factors?): return .relative(try factors.perParameter(in: space, as: "a difference step"))
    case .absolute(let steps): return .absolute(try steps.perParameter(in: space, as: "a difference step"))
    case .noise(let level, nil): return .noise(level)
    case .noise(let level, let derivatives?):
      return .noise(level, derivatives: try derivatives.perParameter(in: space, as: "a derivative"))
    }
  }
}
