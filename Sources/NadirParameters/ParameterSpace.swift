public import NadirEvaluation

/// The user's typed parameters ⇄ the flat coordinates that an algorithm moves.
///
/// Fixed parameters, and those whose bounds coincide, are no coordinates; they keep the value of the start. A parameter
/// with a scale s has the coordinate x = parameter / s, so that steps, differences and tolerances are relative to s.
///
/// It never changes; it is a class so that what refers to it is cheap to copy.
public final class ParameterSpace<Shape: Parameters>: Sendable {
  /// The start, as it was given.
  public let start: Shape
  /// The path of every parameter, fixed ones included; made when it is asked for.
  public var paths: [String] { start.paths }
  /// The bounds of every parameter, fixed ones included.
  public let lower: [Double]
  public let upper: [Double]
  /// The positions of the free parameters among all.
  public let free: [Int]
  /// The box of the free coordinates.
  public let box: Box
  /// The free coordinates of the start.
  public let startCoordinates: [Double]

  private let template: [Double]
  /// The scales of the free coordinates; empty when all are 1.
  private let scales: [Double]

  /// Whether flat coordinates and parameters are the same thing.
  public let isIdentity: Bool

  /// - Parameters:
  ///   - start: The parameters to begin with, whose shape all others have.
  ///   - bounds: The box of the parameters.
  ///   - fixed: Parameters that keep their start value.
  ///   - scale: The typical size of each parameter, with the shape of the start; 1 unless given.
  /// - Throws: ``InvalidArgument`` when there is no parameter, the start is not finite or outside its bounds, bounds are
  ///   the wrong way round, a scale is not positive, or a name is not that of a parameter.
  public init(
    from start: Shape, bounds: Bounds<Shape> = .none, fixed: [ParameterReference] = [], scale: Shape? = nil
  ) throws(InvalidArgument) {
    let values = start.coordinates
    guard !values.isEmpty else {
      throw InvalidArgument("the start", is: "empty", expected: "one parameter or more")
    }
    let (lower, upper) = try bounds.corners(for: start, count: values.count)
    var held: Set<Int> = []
    for reference in fixed { held.insert(try reference.position(among: start.paths, argument: "a fixed parameter")) }
    for i in values.indices {
      guard values[i].isFinite else {
        throw InvalidArgument("the start of '\(start.paths[i])'", is: "\(values[i])", expected: "a finite number")
      }
      guard lower[i] <= values[i], values[i] <= upper[i] else {
        throw InvalidArgument(
          "the start of '\(start.paths[i])'", is: "\(values[i])",
          expected: "within its bounds \(lower[i])...\(upper[i])")
      }
    }
    self.start = start
    self.lower = lower
    self.upper = upper
    template = values
    let free = values.indices.filter { lower[$0] < upper[$0] && !held.contains($0) }
    self.free = free
    let divisors = try scale.flatMap { scale throws(InvalidArgument) in try Self.divisors(scale, like: start.paths) }
    scales = divisors.map { divisors in free.map { divisors[$0] } } ?? []
    isIdentity = Shape.self == [Double].self && free.count == values.count && scales.isEmpty
    if isIdentity {
      box = Box(lower: lower, upper: upper)
      startCoordinates = values
    } else {
      let scales = scales.isEmpty ? [Double](repeating: 1, count: free.count) : scales
      box = Box(
        lower: zip(free, scales).map { lower[$0] / $1 }, upper: zip(free, scales).map { upper[$0] / $1 })
      startCoordinates = zip(free, scales).map { values[$0] / $1 }
    }
  }

  /// The scales of all parameters, checked; `nil` when all are 1.
  private static func divisors(_ scale: Shape, like paths: [String]) throws(InvalidArgument) -> [Double]? {
    guard scale.paths == paths else {
      throw InvalidArgument(
        "the scale", is: "given for \(Spelling.list(scale.paths))",
        expected: "given for the parameters of the start: \(Spelling.list(paths))")
    }
    let divisors = scale.coordinates
    for (path, divisor) in zip(paths, divisors) where !(divisor > 0 && divisor.isFinite) {
      throw InvalidArgument("the scale of '\(path)'", is: "\(divisor)", expected: "a finite number above 0")
    }
    return divisors.contains { $0 != 1 } ? divisors : nil
  }

  /// The number of free coordinates n.
  public var dimension: Int { free.count }

  /// All coordinates, those of fixed parameters included.
  public func allCoordinates(at x: [Double]) -> [Double] {
    guard free.count < template.count || !scales.isEmpty else { return x }
    var all = template
    for (position, i) in free.enumerated() {
      all[i] = scales.isEmpty ? x[position] : unscaled(x[position], position, i)
    }
    return all
  }

  /// The parameter at a scaled coordinate: exactly the start or the bound where the coordinate is that, and never
  /// carried across a bound by rounding.
  private func unscaled(_ coordinate: Double, _ position: Int, _ i: Int) -> Double {
    if coordinate == startCoordinates[position] { return template[i] }
    if coordinate == box.lower[position] { return lower[i] }
    if coordinate == box.upper[position] { return upper[i] }
    return min(max(coordinate * scales[position], lower[i]), upper[i])
  }

  /// The parameters at free coordinates.
  public func parameters(at x: [Double]) -> Shape {
    start.with(coordinates: allCoordinates(at: x))
  }

  /// The free coordinates of a gradient that has the shape of the parameters.
  ///
  /// - Throws: ``EvaluationFailure`` when it has another shape.
  public func freeCoordinates(ofGradient gradient: Shape) throws(EvaluationFailure) -> [Double] {
    let all = gradient.coordinates
    guard all.count == template.count, isIdentity || gradient.paths == paths else {
      throw EvaluationFailure(
        .unreadable, "the gradient has the components \(Spelling.list(gradient.paths)), not \(Spelling.list(paths))")
    }
    let wanted = free.count == all.count ? all : free.map { all[$0] }
    return scales.isEmpty ? wanted : zip(wanted, scales).map { $0 * $1 }
  }

  /// A gradient with the shape of the parameters; its components for fixed parameters, which nobody asked for, are NaN.
  public func gradient(_ free: [Double]) -> Shape {
    var all = [Double](repeating: .nan, count: template.count)
    for (position, i) in self.free.enumerated() {
      all[i] = scales.isEmpty ? free[position] : free[position] / scales[position]
    }
    return start.with(coordinates: all)
  }

  /// An objective of typed parameters as one of free coordinates.
  public func flattened(_ objective: Objective<Shape>) -> Objective<[Double]> {
    if isIdentity, let same = objective as? Objective<[Double]> { return same }
    let space = self
    let flatten: @Sendable (Evaluation<Shape>) throws -> Evaluation<[Double]> = { evaluation in
      let gradient = try evaluation.gradient.map { try space.freeCoordinates(ofGradient: $0) }
      return Evaluation(value: evaluation.value, gradient: gradient)
    }
    let call: Objective<[Double]>.Call
    switch objective.call {
    case .synchronous(let function):
      call = .synchronous { x, demand in try flatten(try function(space.parameters(at: x), demand)) }
    case .asynchronous(let function):
      call = .asynchronous { x, demand in try flatten(try await function(space.parameters(at: x), demand)) }
    }
    let value = objective.value.map { value in
      { @Sendable (x: [Double]) throws -> Double in try value(space.parameters(at: x)) }
    }
    return Objective<[Double]>(provides: objective.provides, call: call, value: value)
  }
}
