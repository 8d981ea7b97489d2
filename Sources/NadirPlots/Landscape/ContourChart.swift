import Nadir
import NadirCharts

extension Terrain {
  /// Two coordinates, with places along each.
  private struct Plane {
    var pair: [Int]
    var xs: [Double]
    var ys: [Double]
    /// The way of a run, as places.
    var way: [Point]
  }

  /// The objective over planes of two coordinates, the others held at the point.
  func contours(
    of objective: some ObjectiveSource<Shape>, over pairs: [(ParameterReference, ParameterReference)], count: Int,
    way record: RunRecord?, on workers: Workers
  ) async throws(PlotError) -> Chart {
    let planes = try checked { () throws(InvalidArgument) in
      try checkPoints(count)
      var planes: [Plane] = []
      for pair in try coordinatePairs(pairs) { planes.append(try plane(pair, count, record)) }
      return planes
    }
    var points = [point]
    for plane in planes {
      for y in plane.ys { points += plane.xs.map { moved(plane.pair, to: [$0, y]) } }
    }
    let values = try await values(of: objective, at: points, on: workers)

    let heights = values.map { (try? $0.get()) ?? .nan }
    let scale = Axis.Scale.suiting(heights)
    var panels: [Panel] = []
    for (i, plane) in planes.enumerated() {
      let part = 1 + i * count * count..<1 + (i + 1) * count * count
      panels.append(panel(plane, Array(heights[part]), scale))
    }
    return Chart(panels: panels)
  }

  private func coordinatePairs(
    _ pairs: [(ParameterReference, ParameterReference)]
  ) throws(InvalidArgument) -> [[Int]] {
    guard !pairs.isEmpty else {
      guard point.count == 2 else {
        throw InvalidArgument(
          "the pairs of parameters", is: "not given",
          expected: "given where \(point.count) parameters move, and not two")
      }
      return [[0, 1]]
    }
    var result: [[Int]] = []
    for (first, second) in pairs {
      let pair = [try single(first), try single(second)]
      guard pair[0] != pair[1] else {
        throw InvalidArgument(
          "a pair of parameters", is: "'\(name(of: pair[0]))' twice", expected: "two that move by themselves")
      }
      result.append(pair)
    }
    return result
  }

  private func single(_ reference: ParameterReference) throws(InvalidArgument) -> Int {
    let coordinates = try coordinates(of: [reference])
    guard coordinates.count == 1 else {
      let names = coordinates.map { name(of: $0) }
      throw InvalidArgument(
        "a parameter of a pair", is: "\(names.count) coordinates: \(Spelling.list(names))", expected: "one of them")
    }
    return coordinates[0]
  }

  private func plane(_ pair: [Int], _ count: Int, _ record: RunRecord?) throws(InvalidArgument) -> Plane {
    let way = try record.map { record throws(InvalidArgument) in try coordinates(of: record) } ?? []
    let axes = pair.map { coordinate in
      grid(along: coordinate, count: count, including: way.map { $0[coordinate] })
    }
    let points = way.map { Point(place(of: $0, along: pair[0]), place(of: $0, along: pair[1])) }
    return Plane(pair: pair, xs: axes[0], ys: axes[1], way: points)
  }

  /// The best points of a run that are inside the bounds, in free coordinates.
  ///
  /// - Throws: `InvalidArgument` where the run has other parameters.
  private func coordinates(of record: RunRecord) throws(InvalidArgument) -> [[Double]] {
    let columns = record.history
    guard columns.paths == space.paths else {
      throw InvalidArgument(
        "the run to be laid over", is: "one of \(Spelling.list(columns.paths))",
        expected: "one of \(Spelling.list(space.paths))")
    }
    guard let course = record.bestCourse(along: .evaluations) else { return [] }
    return course.improvements.compactMap { i in
      try? space.coordinates(ofNumbers: columns.parameters.map { $0[course.rows[i]] })
    }
  }

  private func panel(_ plane: Plane, _ heights: [Double], _ scale: Axis.Scale) -> Panel {
    let (first, second) = (plane.pair[0], plane.pair[1])
    let xs = plane.xs.map { place(of: moved([first], to: [$0]), along: first) }
    let ys = plane.ys.map { place(of: moved([second], to: [$0]), along: second) }
    let field = Field("value", xs: xs, ys: ys, values: heights, scale: scale)
    var layers = [Layer("value", .field(field))]
    if let start = plane.way.first {
      layers.append(Layer("best points of the run", .line(plane.way), in: .text))
      layers.append(Layer("its first point", .points([start])))
    }
    let here = Point(place(of: point, along: first), place(of: point, along: second), note: "the point")
    layers.append(Layer("the point", .points([here], .star)))
    return Panel(x: axis(of: first, showing: xs), y: axis(of: second, showing: ys), layers: layers)
  }
}
