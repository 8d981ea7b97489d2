public import NadirEvaluation

/// The user's typed parameters ⇄ the flat coordinates that an algorithm moves: the one place where shape, bounds,
/// scaling, constraints and transforms live.
///
/// Fixed parameters, those whose bounds coincide, and those that follow others are no coordinates.
///
/// It never changes; it is a class so that what refers to it is cheap to copy.
public final class ParameterSpace<Shape: Sendable>: Sendable {
  /// The start, as it was given.
  public let start: Shape
  /// The numbers of the start, fixed ones included.
  public let startNumbers: [Double]
  /// The bounds of every number, fixed ones included.
  public let lower: [Double]
  public let upper: [Double]
  /// Where samples are to be taken from: the soft bounds inside the bounds.
  public let softLower: [Double]
  public let softUpper: [Double]
  /// The positions among all numbers of those that move.
  public let free: [Int]

  /// Whether flat coordinates and parameters are the same thing.
  public let isIdentity: Bool

  let layout: any ShapeLayout<Shape>
  let map: CoordinateMap
  private let givenNames: [String]?
  /// The names of the transforms that move numbers, by position.
  let transforms: [Int: String]
  /// The positions of the numbers that others follow, by the others' positions.
  let leaders: [Int: Int]

  /// - Parameters:
  ///   - start: The parameters to begin with, whose shape all others have.
  ///   - bounds: The box of the parameters.
  ///   - softBounds: Where samples are taken from, inside the bounds; the bounds unless given.
  ///   - fixed: Parameters that keep their start value.
  ///   - scale: The unit in which each parameter is moved; 1 unless given.
  ///   - constraints: What holds at every point; see ``Constraint``.
  ///   - names: Names that take the place of paths.
  /// - Throws: ``InvalidArgument`` when there is no number, the start is not finite, outside its bounds or breaks a
  ///   constraint, bounds are the wrong way round, a scale is not positive, or a path means nothing.
  public convenience init(
    from start: Shape, bounds: Bounds<Shape> = .none, softBounds: Bounds<Shape> = .none,
    fixed: [ParameterReference] = [], scale: Scale<Shape> = .none, constraints: [Constraint] = [],
    names: ParameterNames = .paths
  ) throws(InvalidArgument) where Shape: Parameters {
    let named = (start as? [String: Double]).flatMap { NamedLayout($0) as? any ShapeLayout<Shape> }
    try self.init(
      start, named ?? ListedLayout(start), bounds: bounds, softBounds: softBounds, fixed: fixed, scale: scale,
      constraints: constraints, names: names)
  }

  /// The space of any type that can be encoded and decoded: its numbers move, its integers, booleans and texts are
  /// constants.
  ///
  /// - Throws: ``InvalidArgument`` also when the shape depends on the numbers in it.
  @_disfavoredOverload
  public convenience init(
    from start: Shape, bounds: Bounds<Shape> = .none, softBounds: Bounds<Shape> = .none,
    fixed: [ParameterReference] = [], scale: Scale<Shape> = .none, constraints: [Constraint] = [],
    names: ParameterNames = .paths
  ) throws(InvalidArgument) where Shape: Codable {
    try self.init(
      start, try CodableLayout(start), bounds: bounds, softBounds: softBounds, fixed: fixed, scale: scale,
      constraints: constraints, names: names)
  }

  private init(
    _ start: Shape, _ layout: any ShapeLayout<Shape>, bounds: Bounds<Shape>, softBounds: Bounds<Shape>,
    fixed: [ParameterReference], scale: Scale<Shape>, constraints: [Constraint], names: ParameterNames
  ) throws(InvalidArgument) {
    var draft = try ParameterDraft(layout, start, names)
    try draft.join(constraints)
    try draft.bound(try bounds.corners(for: layout, count: draft.start.count, kind: "bounds", index: draft.index))
    try draft.fix(fixed)
    try draft.checkStart()
    draft.shareAmongEqual()
    let soft = try softBounds.corners(for: layout, count: draft.start.count, kind: "soft bounds", index: draft.index)
    (softLower, softUpper) = try draft.samplingRanges(soft)

    self.start = start
    self.layout = layout
    startNumbers = draft.start
    lower = draft.lower
    upper = draft.upper
    free = draft.free
    givenNames = names.isEmpty ? nil : try draft.index().names
    leaders = draft.leaders
    (map, transforms) = try draft.map(constraints) { moved throws(InvalidArgument) in
      try scale.units(
        for: layout, start: draft.start, lower: draft.lower, upper: draft.upper, moved: moved, index: draft.index)
    }
    isIdentity = Shape.self == [Double].self && map.isIdentity
  }
}

extension ParameterSpace {
  /// The name of every number, fixed ones included: its own, or its path; made when it is asked for.
  public var paths: [String] { givenNames ?? layout.paths }

  /// The name of every free coordinate: the path of the number that it moves, or, where a transform moves several
  /// numbers together, such as `weights[0] … weights[2] (simplex coordinate 1)`.
  public var coordinateNames: [String] {
    let paths = paths
    return map.origins.map { origin in
      switch origin {
      case .number(let number): return paths[number]
      case .block(let numbers, let place):
        let first = numbers.first ?? 0
        let names = numbers.count > 1 ? "\(paths[first]) … \(paths[numbers[numbers.count - 1]])" : paths[first]
        return "\(names) (\(transforms[first] ?? "transform") coordinate \(place + 1))"
      }
    }
  }

  /// Finds numbers by path, made when it is asked for.
  var index: ParameterIndex {
    get throws(InvalidArgument) {
      try ParameterIndex(paths: layout.paths, names: givenNames.map { ParameterNames($0) } ?? .paths)
    }
  }

  /// The shape, with its constants.
  public var tree: ParameterTree { layout.tree }

  /// The box of the free coordinates.
  public var box: Box { map.box }

  /// The free coordinates of the start.
  public var startCoordinates: [Double] { map.startCoordinates }

  /// The number of free coordinates n.
  public var dimension: Int { map.startCoordinates.count }

  /// The unit roundoff of each free coordinate, 2⁻²³ where it moves a `Float`; empty when all are of double precision.
  public var unitRoundoffs: [Double] { map.unitRoundoffs(layout.unitRoundoffs) }

  /// The numbers of all parameters, fixed ones included, at free coordinates.
  public func numbers(at x: [Double]) -> [Double] { map.numbers(at: x) }

  /// The parameters at free coordinates.
  ///
  /// - Throws: ``EvaluationFailure`` when the type refuses the numbers, as a decoder that validates may.
  public func parameters(at x: [Double]) throws(EvaluationFailure) -> Shape {
    try layout.parameters(map.numbers(at: x))
  }

  /// Checks that there are parameters at free coordinates.
  ///
  /// - Throws: As ``parameters(at:)``.
  package func check(_ x: [Double]) throws(EvaluationFailure) {
    if !layout.takesAnyNumbers { _ = try parameters(at: x) }
  }

  /// The free coordinates of parameters that fulfil the constraints; what they have in the place of fixed numbers plays
  /// no part.
  ///
  /// - Throws: ``InvalidArgument`` when they have another shape or break a constraint.
  public func coordinates(of parameters: Shape) throws(InvalidArgument) -> [Double] {
    try coordinates(ofNumbers: try layout.coordinates(of: parameters, as: "the point"))
  }

  /// The same from the numbers of all parameters, fixed ones included.
  public func coordinates(ofNumbers numbers: [Double]) throws(InvalidArgument) -> [Double] {
    guard numbers.count == startNumbers.count else {
      throw InvalidArgument(
        "the point", is: "\(numbers.count) numbers", expected: "\(startNumbers.count), as there are parameters")
    }
    for i in free where !(lower[i] <= numbers[i] && numbers[i] <= upper[i]) {
      throw InvalidArgument(
        "'\(paths[i])' of the point", is: "\(numbers[i])", expected: "within its bounds \(lower[i])...\(upper[i])")
    }
    for (follower, leader) in leaders.sorted(by: { $0.key < $1.key }) where numbers[follower] != numbers[leader] {
      throw InvalidArgument(
        "the point", is: "\(paths[leader]) = \(numbers[leader]) and \(paths[follower]) = \(numbers[follower])",
        expected: "the same number in both, by an equality")
    }
    do throws(Violation) {
      return try map.coordinates(of: numbers)
    } catch {
      throw InvalidArgument("the point", is: error.found, expected: error.expected)
    }
  }

  /// The gradient with respect to the free coordinates at x, from one that has the shape of the parameters: Jᵀg, with
  /// the n × n derivatives J of the numbers with respect to the coordinates.
  ///
  /// - Throws: ``EvaluationFailure`` when it has another shape.
  public func freeCoordinates(ofGradient gradient: Shape, at x: [Double]) throws(EvaluationFailure) -> [Double] {
    do throws(ShapeMismatch) {
      return map.pullback(try layout.coordinates(of: gradient), at: x)
    } catch {
      let place = error.path.isEmpty ? "the gradient" : "'\(error.path)' of the gradient"
      throw EvaluationFailure(.unreadable, "\(place) is \(error.found), but must be \(error.expected)")
    }
  }

  /// The gradient with respect to the free coordinates at x, from one with respect to all numbers.
  public func freeCoordinates(ofNumbers gradient: [Double], at x: [Double]) -> [Double] {
    map.pullback(gradient, at: x)
  }

  /// The jacobian with respect to the free coordinates at x, row by row, from one with respect to all numbers: each row
  /// is a gradient.
  public func freeCoordinates(ofJacobian rows: [[Double]], at x: [Double]) -> [[Double]] {
    rows.map { map.pullback($0, at: x) }
  }

  /// A gradient with the shape of the parameters, from one with respect to the free coordinates at x.
  ///
  /// Its components are NaN where the coordinates do not tell them: for fixed numbers, for numbers that equal others and
  /// for those that a transform or a linear equality moves together.
  ///
  /// - Returns: `nil` where the type refuses to hold it.
  public func gradient(_ free: [Double], at x: [Double]) -> Shape? {
    try? layout.parameters(numbers(ofGradient: free, at: x))
  }

  /// The numbers of such a gradient, one for each of ``paths``, which no type can refuse.
  public func numbers(ofGradient free: [Double], at x: [Double]) -> [Double] { map.known(free, at: x) }
}
