public import NadirEvaluation

/// The user's typed parameters ⇄ the flat coordinates that an algorithm moves.
///
/// Fixed parameters, and those whose bounds coincide, are no coordinates; they keep the value of the start.
public struct ParameterSpace<Shape: Parameters>: Sendable {
  /// The start, as it was given.
  public let start: Shape
  /// The path of every parameter, fixed ones included.
  public let paths: [String]
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

  /// Whether flat coordinates and parameters are the same thing.
  public let isIdentity: Bool

  /// - Throws: ``InvalidArgument`` when there is no parameter, the start is not finite or outside its bounds, bounds are
  ///   the wrong way round, or a name is not that of a parameter.
  public init(
    from start: Shape, bounds: Bounds<Shape> = .none, fixed: [ParameterReference] = []
  ) throws(InvalidArgument) {
    let values = start.coordinates
    let paths = start.paths
    guard !values.isEmpty else {
      throw InvalidArgument("the start", is: "empty", expected: "one parameter or more")
    }
    let (lower, upper) = try bounds.corners(for: start)
    var isFixed = paths.indices.map { lower[$0] == upper[$0] }
    for reference in fixed { isFixed[try reference.position(among: paths, argument: "a fixed parameter")] = true }
    for i in values.indices {
      guard values[i].isFinite else {
        throw InvalidArgument("the start of '\(paths[i])'", is: "\(values[i])", expected: "a finite number")
      }
      guard lower[i] <= values[i], values[i] <= upper[i] else {
        throw InvalidArgument(
          "the start of '\(paths[i])'", is: "\(values[i])", expected: "within its bounds \(lower[i])...\(upper[i])")
      }
    }
    self.start = start
    self.paths = paths
    self.lower = lower
    self.upper = upper
    free = paths.indices.filter { !isFixed[$0] }
    box = Box(lower: free.map { lower[$0] }, upper: free.map { upper[$0] })
    startCoordinates = free.map { values[$0] }
    template = values
    isIdentity = Shape.self == [Double].self && free.count == values.count
  }

  /// The number of free coordinates n.
  public var dimension: Int { free.count }

  /// All coordinates, those of fixed parameters included.
  public func allCoordinates(at x: [Double]) -> [Double] {
    guard free.count < template.count else { return x }
    var all = template
    for (position, i) in free.enumerated() { all[i] = x[position] }
    return all
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
    return free.count == all.count ? all : free.map { all[$0] }
  }

  /// A gradient with the shape of the parameters; its components for fixed parameters, which nobody asked for, are NaN.
  public func gradient(_ free: [Double]) -> Shape {
    var all = [Double](repeating: .nan, count: template.count)
    for (position, i) in self.free.enumerated() { all[i] = free[position] }
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
