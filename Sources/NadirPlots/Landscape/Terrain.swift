import Nadir
import NadirCharts

/// An objective around a point: places along its free coordinates, and the values there.
struct Terrain<Shape: Sendable> {
  let space: ParameterSpace<Shape>
  /// The point, in free coordinates.
  let point: [Double]
  private let names: [String]
  private let moved: [[Int]]

  /// - Throws: `InvalidArgument` where the point has another number of coordinates than the space, or is outside.
  init(_ space: ParameterSpace<Shape>, at point: [Double]) throws(InvalidArgument) {
    guard point.count == space.dimension else {
      throw InvalidArgument(
        "the point", is: "\(point.count) coordinates", expected: "\(space.dimension), as there are free ones")
    }
    guard point.allSatisfy(\.isFinite), space.box.contains(point) else {
      throw InvalidArgument("the point", is: "\(point)", expected: "finite and within the bounds")
    }
    self.space = space
    self.point = point
    names = space.coordinateNames
    moved = space.numbersMoved
  }

  /// What is at the axis of a coordinate: the name of the parameter that it moves, or that of the coordinate.
  func name(of coordinate: Int) -> String { names[coordinate] }

  /// The axis of a coordinate, which shows all places, also those where nothing is drawn.
  ///
  /// Places of a parameter that a transform moves, such as a positive one, may be closer to each other towards 0.
  func axis(of coordinate: Int, showing places: [Double]) -> Axis {
    let finite = places.filter(\.isFinite)
    let range = finite.min().flatMap { lower in finite.max().map { lower...$0 } }
    let isOwn = space.coordinates[coordinate] != nil
    return Axis(name(of: coordinate), scale: isOwn ? .linear : .suiting(finite), range: range)
  }

  /// Where a point stands along a coordinate: the parameter that it moves alone, or the coordinate itself.
  func place(of x: [Double], along coordinate: Int) -> Double {
    moved[coordinate].count == 1 ? space.numbers(at: x)[moved[coordinate][0]] : x[coordinate]
  }

  /// The free coordinates that move the parameters that references mean, each once; all where there are no references.
  ///
  /// - Throws: `InvalidArgument` where a reference means nothing, or only what is fixed.
  func coordinates(of references: [ParameterReference]) throws(InvalidArgument) -> [Int] {
    guard !references.isEmpty else { return Array(point.indices) }
    var coordinates: [Int] = []
    for reference in references {
      let positions = try space.positions(of: [reference], for: "a parameter to draw").map { space.leader(of: $0) }
      let moving = point.indices.filter { i in moved[i].contains { positions.contains($0) } }
      guard !moving.isEmpty else {
        throw InvalidArgument(
          "a parameter to draw", is: "'\(positions.map { space.paths[$0] }.joined(separator: ", "))', which is fixed",
          expected: "one that moves")
      }
      coordinates += moving.filter { !coordinates.contains($0) }
    }
    return coordinates
  }

  /// Places along a coordinate, ascending, at equal distances.
  ///
  /// Between two finite bounds they go from one to the other, the soft ones where there are such. Else they reach half
  /// of the size of the parameter to either side, or to the bound: its unit in the scale of the space where it has one,
  /// or else the larger of its magnitudes here and at the start, or 1 where both are 0. A coordinate of a transform has
  /// no size, and reaches 1 to either side; a parameter that it moves alone, such as a positive one, is then drawn on
  /// its own axis.
  ///
  /// - Parameter places: Places that are to be within reach, as coordinates.
  func grid(along coordinate: Int, count: Int, including places: [Double] = []) -> [Double] {
    var (lower, upper) = reach(along: coordinate)
    for place in places where place.isFinite {
      lower = min(lower, place)
      upper = max(upper, place)
    }
    lower = max(lower, space.box.lower[coordinate])
    upper = min(upper, space.box.upper[coordinate])
    return (0..<count).map { i in
      let t = Double(i) / Double(count - 1)
      return i == count - 1 ? upper : lower + t * (upper - lower)
    }
  }

  private func reach(along coordinate: Int) -> (lower: Double, upper: Double) {
    let x = point[coordinate]
    let (low, high) = (space.box.lower[coordinate], space.box.upper[coordinate])
    guard let own = space.coordinates[coordinate] else {
      return low.isFinite && high.isFinite ? (low, high) : (max(low, x - 1), min(high, x + 1))
    }
    let here = space.numbers(at: point)[own.number]
    let softLower = min(space.softLower[own.number], here)
    let softUpper = max(space.softUpper[own.number], here)
    if softLower.isFinite, softUpper.isFinite, softLower < softUpper {
      return (x + (softLower - here) / own.unit, x + (softUpper - here) / own.unit)
    }
    let magnitude = max(here.magnitude, space.startNumbers[own.number].magnitude)
    let size = own.unit != 1 ? own.unit : magnitude > 0 ? magnitude : 1
    let half = size / 2 / own.unit
    return (max(low, x - half), min(high, x + half))
  }

  /// The point with some coordinates elsewhere.
  func moved(_ coordinates: [Int], to places: [Double]) -> [Double] {
    var x = point
    for (coordinate, place) in zip(coordinates, places) { x[coordinate] = place }
    return x
  }

  /// The values at points, as one batch.
  ///
  /// - Throws: ``PlotError/failed(_:)`` where there is no value at any of them.
  func values(
    of objective: some ObjectiveSource<Shape>, at points: [[Double]], on workers: Workers
  ) async throws(PlotError) -> [Result<Double, EvaluationFailure>] {
    let values: [Result<Double, EvaluationFailure>]
    do throws(OptimizationError) {
      values = try await objective.values(at: points, in: space, on: workers)
    } catch {
      if case .invalid(let argument) = error { throw .invalid(argument) }
      throw .failed(error.failure ?? EvaluationFailure(.unavailable, "\(error)"))
    }
    let failures = values.compactMap(\.failure)
    if failures.contains(where: { $0.kind == .cancelled }) {
      throw .failed(EvaluationFailure(.cancelled, "the task was cancelled before all was evaluated"))
    }
    if let first = failures.first, failures.count == values.count {
      throw .failed(EvaluationFailure(first.kind, "the objective failed at every point, first: \(first)"))
    }
    return values
  }
}

extension Result where Failure == EvaluationFailure {
  var failure: EvaluationFailure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
