import NadirEvaluation

/// Lower and upper bounds on parameters of one shape. An infinite bound is none.
///
///     Bounds(lower: [0, 0], upper: [1, .infinity])      // with the shape of the start
///     Bounds(lower: 0)                                  // one number for all
///     ["rate": 0...1, "layers[*][0]": 0...(.infinity)]  // by path; the others are unbounded
///     [0: 0...1]                                        // by position
///     Bounds(lower: 0).with(["rate": 0...1])            // what comes later counts
///     Bounds(lower: 0).with("layers", upper: [[1], [2]])  // with the shape of a part
public struct Bounds<Shape: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
  private enum Rule: Sendable {
    case shapes(lower: Shape?, upper: Shape?)
    case uniform(lower: Double, upper: Double)
    case range(ParameterReference, ClosedRange<Double>)
    case part(ParameterReference, lower: PartOfShape?, upper: PartOfShape?)
  }

  private var rules: [Rule]

  /// Bounds with the shape of the start.
  public init(lower: Shape? = nil, upper: Shape? = nil) {
    rules = lower == nil && upper == nil ? [] : [.shapes(lower: lower, upper: upper)]
  }

  /// The same bounds for every parameter.
  public init(lower: Double, upper: Double = .infinity) {
    rules = [.uniform(lower: lower, upper: upper)]
  }

  /// The same upper bound for every parameter.
  public init(upper: Double) {
    rules = [.uniform(lower: -.infinity, upper: upper)]
  }

  /// Ranges for some parameters, by path or by position.
  public init(dictionaryLiteral elements: (ParameterReference, ClosedRange<Double>)...) {
    rules = elements.map { .range($0, $1) }
  }

  /// No bounds.
  public static var none: Bounds { Bounds(lower: nil, upper: nil) }

  /// These bounds, and those in the place of them where both say something.
  public func with(_ others: Bounds) -> Bounds {
    var both = self
    both.rules += others.rules
    return both
  }

  /// These bounds, and others for what stands at a path, in its shape.
  ///
  ///     Bounds(lower: 0).with("layers", lower: [[0, 0.1], [0]])
  public func with<Part: Codable & Sendable>(
    _ reference: ParameterReference, lower: Part? = nil, upper: Part? = nil
  ) -> Bounds {
    var both = self
    both.rules.append(.part(reference, lower: lower.map(PartOfShape.init), upper: upper.map(PartOfShape.init)))
    return both
  }

  /// Whether nothing is bounded.
  var isEmpty: Bool { rules.isEmpty }

  /// The bounds of all numbers.
  ///
  /// - Parameters:
  ///   - kind: What they are in messages: `bounds`, or `soft bounds`.
  ///   - index: Finds numbers by their paths.
  func corners(
    for layout: any ShapeLayout<Shape>, count: Int, kind: String, index: () throws(InvalidArgument) -> ParameterIndex
  ) throws(InvalidArgument) -> (lower: [Double], upper: [Double]) {
    var lower = [Double](repeating: -.infinity, count: count)
    var upper = [Double](repeating: .infinity, count: count)
    for rule in rules {
      switch rule {
      case .uniform(let low, let high):
        for i in 0..<count { (lower[i], upper[i]) = (low, high) }
      case .shapes(let low, let high):
        if let low { lower = try layout.coordinates(of: low, as: "the lower \(kind)") }
        if let high { upper = try layout.coordinates(of: high, as: "the upper \(kind)") }
      case .range(let reference, let range):
        for i in try index().positions(reference, argument: "a parameter with \(kind)") {
          (lower[i], upper[i]) = (range.lowerBound, range.upperBound)
        }
      case .part(let reference, let low, let high):
        for place in try index().places(reference, argument: "a parameter with \(kind)") {
          let paths = try index().paths(place.positions)
          let lows = try low?.numbers(at: place.node, paths, as: "the lower \(kind)")
          let highs = try high?.numbers(at: place.node, paths, as: "the upper \(kind)")
          for (k, i) in place.positions.enumerated() {
            lower[i] = lows?[k] ?? lower[i]
            upper[i] = highs?[k] ?? upper[i]
          }
        }
      }
    }
    for i in 0..<count {
      guard lower[i] <= upper[i], lower[i] < .infinity, upper[i] > -.infinity else {
        throw InvalidArgument(
          "the range of '\(try index().names[i])'", is: "\(lower[i])...\(upper[i])",
          expected: "from a lower to an upper bound")
      }
    }
    return (lower, upper)
  }
}

extension ShapeLayout {
  /// The numbers of an argument that must have the shape of the start.
  func coordinates(of parameters: Shape, as argument: String) throws(InvalidArgument) -> [Double] {
    do throws(ShapeMismatch) {
      return try coordinates(of: parameters)
    } catch {
      let place = error.path.isEmpty ? argument : "'\(error.path)' of \(argument)"
      throw InvalidArgument(place, is: error.found, expected: "\(error.expected), as in the start")
    }
  }
}
