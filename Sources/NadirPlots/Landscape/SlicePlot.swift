public import Nadir
public import NadirCharts

// The forms for `Codable` parameters are the same as those for `Parameters`, as in `gradient(of:at:)`.

/// An objective along each parameter by itself, the others held at a point, all evaluations as one batch.
///
///     let chart = try await slicePlot(of: simulation, at: outcome.best, bounds: bounds, on: .threads(8))
///
/// Each parameter has a panel, and all panels have the same axis of values, so that what hardly matters looks flat. The
/// point itself is marked. Where evaluations failed the line has gaps, and marks at the edge with the messages.
///
/// Along a parameter with two finite bounds the points go from one to the other. Else they reach to either side half of
/// the larger of the parameter's magnitudes at the point and at the start, or 0.5 where both are 0, and never beyond a
/// bound.
///
/// - Parameters:
///   - objective: A Swift objective, or a program.
///   - point: Of any shape.
///   - bounds: The box that no evaluation leaves. None unless given.
///   - parameters: Which, by paths, with wildcards, or positions; all unless given.
///   - count: The number of points along each parameter, beside the point itself; 41 unless given.
///   - workers: Where the objective is evaluated: here, one point after the other, unless given.
/// - Throws: ``PlotError``.
public func slicePlot<Shape: Parameters>(
  of objective: some ObjectiveSource<Shape>, at point: Shape, bounds: Bounds<Shape> = .none,
  parameters: [ParameterReference] = [], points count: Int = 41, on workers: Workers = .inline
) async throws(PlotError) -> Chart {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await slicePlot(
    of: objective, in: space, at: space.startCoordinates, parameters: parameters, points: count, on: workers)
}

/// The same for `Codable` parameters.
@_disfavoredOverload
public func slicePlot<Shape: Codable & Sendable>(
  of objective: some ObjectiveSource<Shape>, at point: Shape, bounds: Bounds<Shape> = .none,
  parameters: [ParameterReference] = [], points count: Int = 41, on workers: Workers = .inline
) async throws(PlotError) -> Chart {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await slicePlot(
    of: objective, in: space, at: space.startCoordinates, parameters: parameters, points: count, on: workers)
}

/// The same for a function.
public func slicePlot<Shape: Parameters>(
  @ObjectiveBody of function: @escaping @Sendable (Shape) throws -> Double, at point: Shape,
  bounds: Bounds<Shape> = .none, parameters: [ParameterReference] = [], points count: Int = 41,
  on workers: Workers = .inline
) async throws(PlotError) -> Chart {
  try await slicePlot(
    of: Objective(function), at: point, bounds: bounds, parameters: parameters, points: count, on: workers)
}

/// The same for a function of `Codable` parameters.
@_disfavoredOverload
public func slicePlot<Shape: Codable & Sendable>(
  @ObjectiveBody of function: @escaping @Sendable (Shape) throws -> Double, at point: Shape,
  bounds: Bounds<Shape> = .none, parameters: [ParameterReference] = [], points count: Int = 41,
  on workers: Workers = .inline
) async throws(PlotError) -> Chart {
  try await slicePlot(
    of: Objective(function), at: point, bounds: bounds, parameters: parameters, points: count, on: workers)
}

/// The same around the best point of a run, with its bounds, scale and constraints.
///
///     let chart = try await slicePlot(of: simulation, around: outcome, on: .threads(8))
///
/// Here the start says too how large a parameter is that ended near 0. See
/// ``slicePlot(of:in:at:parameters:points:on:)`` for what constraints make of it.
public func slicePlot<Shape: Sendable>(
  of objective: some ObjectiveSource<Shape>, around outcome: Outcome<Shape>, parameters: [ParameterReference] = [],
  points count: Int = 41, on workers: Workers = .inline
) async throws(PlotError) -> Chart {
  try await slicePlot(
    of: objective, in: outcome.parameterSpace, at: outcome.bestCoordinates, parameters: parameters, points: count,
    on: workers)
}

/// The same in the space of a run, with its bounds, scale and constraints.
///
///     let best = try run.space.coordinates(ofNumbers: record.rows.map(\.best))
///     let chart = try await slicePlot(of: simulation, in: run.space, at: best, on: .threads(8))
///
/// What is moved is a free coordinate, so that constraints hold everywhere: equal parameters move together, and those that
/// a transform or a linear equality moves together have a panel for each of their coordinates, with that at its axis.
/// Between finite bounds the points go from one to the other, the soft ones where there are such. Else they reach half a
/// unit of the parameter's scale to either side, where it has one, and 1 in the coordinate of a transform. A parameter
/// that a transform moves alone, such as a positive one, has its own axis, a logarithmic one from a factor of 1000 on.
///
/// - Parameter x: The point, in the free coordinates of the space.
public func slicePlot<Shape: Sendable>(
  of objective: some ObjectiveSource<Shape>, in space: ParameterSpace<Shape>, at x: [Double],
  parameters: [ParameterReference] = [], points count: Int = 41, on workers: Workers = .inline
) async throws(PlotError) -> Chart {
  let terrain = try checked { () throws(InvalidArgument) in try Terrain(space, at: x) }
  return try await terrain.slices(of: objective, along: parameters, count: count, on: workers)
}
