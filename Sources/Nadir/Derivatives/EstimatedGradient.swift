import NadirDerivatives
public import NadirEvaluation
public import NadirParameters

/// A gradient with the shape of the parameters.
public struct EstimatedGradient<Shape: Sendable>: Sendable {
  /// f(x).
  public let value: Double
  /// ``DerivativeSource/objective``, or ``DerivativeSource/values`` for differences.
  public let source: DerivativeSource
  /// The paths of the parameters, without those that the bounds hold fixed.
  public let paths: [String]
  /// ∂f/∂xᵢ for each of ``paths``: plain numbers, whatever the type of the parameters.
  public let components: [Double]
  /// An estimate of the error of each of ``components``, not a bound: of rounding and truncation for differences, 0 where
  /// the objective itself gives the gradient.
  public let componentErrors: [Double]
  /// The paths of the parameters along which a bound turned the differences to one side.
  public let oneSided: [String]
  /// What was spent.
  public let counts: Counts
  private let space: ParameterSpace<Shape>

  init(
    _ estimate: GradientEstimate, from source: DerivativeSource, in space: ParameterSpace<Shape>, oneSided: [Int] = [],
    counts: Counts
  ) {
    value = estimate.value
    self.source = source
    paths = space.coordinateNames
    components = estimate.gradient
    componentErrors = estimate.errors
    self.oneSided = oneSided.map { [paths] in paths[$0] }
    self.counts = counts
    self.space = space
  }
}

extension EstimatedGradient where Shape: Parameters {
  /// ∇f(x). What the bounds hold fixed has NaN.
  public var gradient: Shape { space.shaped(components) }

  /// ``componentErrors`` in the shape of the parameters.
  public var errors: Shape { space.shaped(componentErrors) }
}

extension EstimatedGradient {
  /// ∇f(x), as the type of the parameters. What the bounds hold fixed has NaN.
  ///
  /// - Throws: ``DerivativeError`` where the type refuses the numbers, as a decoder that demands a rate above 0 refuses a
  ///   slope below; ``components`` has them all the same. `[Double]`, `[String: Double]` and other ``Parameters`` refuse
  ///   none, and need no `try`.
  @_disfavoredOverload
  public var gradient: Shape {
    get throws(DerivativeError) { try space.shaped(components, as: "the gradient", counts) }
  }

  /// ``componentErrors`` as the type of the parameters.
  ///
  /// - Throws: ``DerivativeError`` where the type refuses the numbers.
  @_disfavoredOverload
  public var errors: Shape {
    get throws(DerivativeError) { try space.shaped(componentErrors, as: "the errors of the gradient", counts) }
  }
}

extension EstimatedGradient: CustomStringConvertible {
  /// The components with their errors, the first twenty of them.
  public var description: String {
    let head = "gradient of a value of \(value), \(source.text), by \(counts.text)"
    let rows = componentRows(paths, components, componentErrors, oneSided: oneSided)
    return ([head] + shortened(rows)).joined(separator: "\n")
  }
}
