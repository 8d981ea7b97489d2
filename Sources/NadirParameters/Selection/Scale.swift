import NadirEvaluation

/// The unit in which each parameter is moved: an algorithm sees the parameter divided by it, so that its steps,
/// differences and tolerances are relative to it.
///
///     ["rate": 0.01, "layers[*]": 10]   // typical sizes by path; 1 for the others
///     .typical(Model(rate: 0.01, …))    // typical sizes for all, with the shape of the start
///     .startValues()                    // the magnitudes of the start
///     .bounds                           // the widths of the bounds
///
/// A parameter under a transform is moved on the transform's own scale, a logarithm or a logit, which has no unit; its
/// typical size plays no part. Those in a linear equality are moved in their units along it.
public struct Scale<Shape: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
  enum Method: Sendable {
    case none
    case typical(Shape)
    case sizes([(ParameterReference, Double)])
    case startValues(clipping: Double)
    case bounds
    case gradient(Shape, clipping: Double)
  }

  let method: Method

  /// Every parameter as it is.
  public static var none: Scale { Scale(method: .none) }

  /// The typical size of every parameter, with the shape of the start.
  public static func typical(_ sizes: Shape) -> Scale { Scale(method: .typical(sizes)) }

  /// Typical sizes of some parameters.
  public init(dictionaryLiteral sizes: (ParameterReference, Double)...) { method = .sizes(sizes) }

  /// Typical sizes of some parameters.
  public init(_ sizes: [ParameterReference: Double]) {
    method = .sizes(sizes.sorted { $0.key.text < $1.key.text }.map { ($0.key, $0.value) })
  }

  /// max(|start|, clipping), so that the coordinates of large start values are ±1.
  ///
  /// - Parameter clipping: The smallest unit, for starts at or near 0; 0.1 unless given, as in optimagic.
  public static func startValues(clipping: Double = 0.1) -> Scale { Scale(method: .startValues(clipping: clipping)) }

  /// The width u − l of the bounds, with l as the origin, so that coordinates go from 0 to 1. Every free parameter needs
  /// two finite bounds.
  public static var bounds: Scale { Scale(method: .bounds) }

  /// 1 / max(|g|, clipping) with the gradient g at the start, so that all components of the gradient with respect to the
  /// coordinates are ±1 where g is large.
  ///
  /// - Parameters:
  ///   - gradient: The gradient at the start, in its shape.
  ///   - clipping: The smallest magnitude that counts, so that no unit becomes infinite; 0.1 unless given.
  public static func gradient(_ gradient: Shape, clipping: Double = 0.1) -> Scale {
    Scale(method: .gradient(gradient, clipping: clipping))
  }

  private init(method: Method) { self.method = method }

  /// The units and the origins of all numbers; `nil` when nothing is scaled.
  ///
  /// - Parameter moved: The positions of the numbers that are coordinates of their own.
  func units(
    for layout: any ShapeLayout<Shape>, start: [Double], lower: [Double], upper: [Double], moved: [Int],
    index: () throws(InvalidArgument) -> ParameterIndex
  ) throws(InvalidArgument) -> (units: [Double], origins: [Double])? {
    var units = [Double](repeating: 1, count: start.count)
    var origins = [Double](repeating: 0, count: start.count)
    switch method {
    case .none: return nil
    case .typical(let sizes):
      units = try layout.coordinates(of: sizes, as: "the scale")
    case .sizes(let sizes):
      for (reference, size) in sizes {
        for i in try index().positions(reference, argument: "a scaled parameter") { units[i] = size }
      }
    case .startValues(let clipping):
      try Self.check(clipping)
      units = start.map { max($0.magnitude, clipping) }
    case .gradient(let gradient, let clipping):
      try Self.check(clipping)
      let components = try layout.coordinates(of: gradient, as: "the gradient to scale by")
      for i in moved { units[i] = 1 / max(components[i].magnitude, clipping) }
    case .bounds:
      for i in moved {
        units[i] = upper[i] - lower[i]
        origins[i] = lower[i]
        guard units[i].isFinite else {
          throw InvalidArgument(
            "the range of '\(try index().names[i])'", is: "\(lower[i])...\(upper[i])",
            expected: "finite to scale by bounds")
        }
      }
    }
    for i in units.indices where !(units[i] > 0 && units[i].isFinite) {
      throw InvalidArgument(
        "the scale of '\(try index().names[i])'", is: "\(units[i])", expected: "a finite number above 0")
    }
    return units.contains { $0 != 1 } || origins.contains { $0 != 0 } ? (units, origins) : nil
  }

  private static func check(_ clipping: Double) throws(InvalidArgument) {
    guard clipping > 0, clipping.isFinite else {
      throw InvalidArgument("the clipping of the scale", is: "\(clipping)", expected: "a finite number above 0")
    }
  }
}
