import NadirEvaluation

/// Lower and upper bounds on parameters of one shape. An infinite bound is none.
///
///     Bounds(lower: [0, 0], upper: [1, .infinity])   // with the shape of the start
///     Bounds(lower: 0)                               // one number for all
///     ["rate": 0...1, "size": 0...(.infinity)]       // by name; the others are unbounded
///     [0: 0...1]                                     // by position
public struct Bounds<Shape: Parameters>: Sendable, ExpressibleByDictionaryLiteral {
  private enum Specification: Sendable {
    case shapes(lower: Shape?, upper: Shape?)
    case uniform(lower: Double, upper: Double)
    case ranges([(ParameterReference, ClosedRange<Double>)])
  }

  private let specification: Specification

  /// Bounds with the shape of the start.
  public init(lower: Shape? = nil, upper: Shape? = nil) {
    specification = .shapes(lower: lower, upper: upper)
  }

  /// The same bounds for every parameter.
  public init(lower: Double, upper: Double = .infinity) {
    specification = .uniform(lower: lower, upper: upper)
  }

  /// The same upper bound for every parameter.
  public init(upper: Double) {
    specification = .uniform(lower: -.infinity, upper: upper)
  }

  /// Ranges for some parameters, by name or by position.
  public init(dictionaryLiteral elements: (ParameterReference, ClosedRange<Double>)...) {
    specification = .ranges(elements)
  }

  /// No bounds.
  public static var none: Bounds { Bounds(lower: nil, upper: nil) }

  /// The bounds of all coordinates of a start.
  func corners(for start: Shape, count: Int) throws(InvalidArgument) -> (lower: [Double], upper: [Double]) {
    var lower = [Double](repeating: -.infinity, count: count)
    var upper = [Double](repeating: .infinity, count: count)
    switch specification {
    case .uniform(let low, let high):
      lower = lower.map { _ in low }
      upper = upper.map { _ in high }
    case .shapes(nil, nil):
      return (lower, upper)
    case .shapes(let low, let high):
      let paths = start.paths
      if let low { lower = try Self.coordinates(low, like: paths, argument: "the lower bounds") }
      if let high { upper = try Self.coordinates(high, like: paths, argument: "the upper bounds") }
    case .ranges(let ranges):
      let paths = start.paths
      for (reference, range) in ranges {
        let i = try reference.position(among: paths, argument: "a bounded parameter")
        lower[i] = range.lowerBound
        upper[i] = range.upperBound
      }
    }
    for i in 0..<count {
      guard lower[i] <= upper[i], lower[i] < .infinity, upper[i] > -.infinity else {
        throw InvalidArgument(
          "the range of '\(start.paths[i])'", is: "\(lower[i])...\(upper[i])",
          expected: "from a lower to an upper bound")
      }
    }
    return (lower, upper)
  }

  private static func coordinates(
    _ bound: Shape, like paths: [String], argument: String
  ) throws(InvalidArgument) -> [Double] {
    let given = bound.paths
    guard given == paths else {
      throw InvalidArgument(
        argument, is: "given for \(Spelling.list(given))",
        expected: "given for the parameters of the start: \(Spelling.list(paths))")
    }
    return bound.coordinates
  }
}
