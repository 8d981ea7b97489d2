public import Nadir
public import NadirCharts

// The forms for `Codable` parameters are the same as those for `Parameters`, as in `slicePlot(of:at:)`.

/// An objective over planes of two parameters, the others held at a point, all evaluations as one batch.
///
///     let chart = try await contourPlot(
///       of: simulation, at: outcome.best, bounds: bounds, over: [("rate", "delay")], run: outcome, on: .threads(8))
///
/// Colors and lines of equal value are logarithmic where no value is negative and the largest is 1000 times the smallest
/// above zero or more, in all panels alike. There is no color where evaluations failed. The point is marked with a
/// star.
///
/// Along a parameter with two finite bounds the points go from one to the other. Else they reach to either side half of
/// the larger of the parameter's magnitudes at the point and at the start, or 0.5 where both are 0, and as far as the way
/// of the run goes, but never beyond a bound.
///
/// - Parameters:
///   - objective: A Swift objective, or a program.
///   - point: Of any shape.
///   - bounds: The box that no evaluation leaves. None unless given.
///   - pairs: Which parameters, horizontal and vertical, a panel for each pair. The two that there are unless given.
///   - count: The number of points along each of both parameters; 31 unless given, 961 evaluations for each pair.
///   - run: An outcome, a fit or a record whose best points so far inside the bounds are joined by a line, which is their
///     projection where other parameters moved too. None unless given.
///   - workers: Where the objective is evaluated: here, one point after the other, unless given.
/// - Throws: ``PlotError``.
public func contourPlot<Shape: Parameters>(
  of objective: some ObjectiveSource<Shape>, at point: Shape, bounds: Bounds<Shape> = .none,
  over pairs: [(ParameterReference, ParameterReference)] = [], points count: Int = 31, run: (any Recorded)? = nil,
  on workers: Workers = .inline
) async throws(PlotError) -> Chart {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await contourPlot(
    of: objective, in: space, at: space.startCoordinates, over: pairs, points: count, run: run, on: workers)
}

/// The same for `Codable` parameters.
@_disfavoredOverload
public func contourPlot<Shape: Codable & Sendable>(
  of objective: some ObjectiveSource<Shape>, at point: Shape, bounds: Bounds<Shape> = .none,
  over pairs: [(ParameterReference, ParameterReference)] = [], points count: Int = 31, run: (any Recorded)? = nil,
  on workers: Workers = .inline
) async throws(PlotError) -> Chart {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await contourPlot(
    of: objective, in: space, at: space.startCoordinates, over: pairs, points: count, run: run, on: workers)
}

/// The same for a function.
public func contourPlot<Shape: Parameters>(
  @ObjectiveBody of function: @escaping @Sendable (Shape) throws -> Double, at point: Shape,
  bounds: Bounds<Shape> = .none, over pairs: [(ParameterReference, ParameterReference)] = [], points count: Int = 31,
  run: (any Recorded)? = nil, on workers: Workers = .inline
) async throws(PlotError) -> Chart {
  try await contourPlot(
    of: Objective(function), at: point, bounds: bounds, over: pairs, points: count, run: run, on: workers)
}

/// The same for a function of `Codable` parameters.
@_disfavoredOverload
public func contourPlot<Shape: Codable & Sendable>(
  @ObjectiveBody of function: @escaping @Sendable (Shape) throws -> Double, at point: Shape,
  bounds: Bounds<Shape> = .none, over pairs: [(ParameterReference, ParameterReference)] = [], points count: Int = 31,
  run: (any Recorded)? = nil, on workers: Workers = .inline
) async throws(PlotError) -> Chart {
  try await contourPlot(
    of: Objective(function), at: point, bounds: bounds, over: pairs, points: count, run: run, on: workers)
}

/// The same around the best point of a run, with its bounds, scale and constraints, and its best points so far joined by a
/// line.
///
///     let chart = try await contourPlot(of: simulation, around: outcome, over: [("rate", "delay")], on: .threads(8))
public func contourPlot<Shape: Sendable>(
  of objective: some ObjectiveSource<Shape>, around outcome: Outcome<Shape>,
  over pairs: [(ParameterReference, ParameterReference)] = [], points count: Int = 31, on workers: Workers = .inline
) async throws(PlotError) -> Chart {
  try await contourPlot(
    of: objective, in: outcome.parameterSpace, at: outcome.bestCoordinates, over: pairs, points: count, run: outcome,
    on: workers)
}

/// The same in the space of a run, with its bounds, scale and constraints.
///
/// What is moved are free coordinates, and how far, as in ``slicePlot(of:in:at:parameters:points:on:)``.
///
/// - Parameter x: The point, in the free coordinates of the space.
public func contourPlot<Shape: Sendable>(
  of objective: some ObjectiveSource<Shape>, in space: ParameterSpace<Shape>, at x: [Double],
  over pairs: [(ParameterReference, ParameterReference)] = [], points count: Int = 31, run: (any Recorded)? = nil,
  on workers: Workers = .inline
) async throws(PlotError) -> Chart {
  let terrain = try checked { () throws(InvalidArgument) in try Terrain(space, at: x) }
  return try await terrain.contours(of: objective, over: pairs, count: count, way: run?.record, on: workers)
}
