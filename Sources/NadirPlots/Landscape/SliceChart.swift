import Nadir
import NadirCharts

extension Terrain {
  /// The objective along each of some coordinates, the others held at the point.
  func slices(
    of objective: some ObjectiveSource<Shape>, along references: [ParameterReference], count: Int, on workers: Workers
  ) async throws(PlotError) -> Chart {
    let coordinates = try checked { () throws(InvalidArgument) in
      try checkPoints(count)
      return try self.coordinates(of: references)
    }
    let grids = coordinates.map { grid(along: $0, count: count) }
    var points = [point]
    for (coordinate, grid) in zip(coordinates, grids) { points += grid.map { moved([coordinate], to: [$0]) } }
    let values = try await values(of: objective, at: points, on: workers)

    let finite = values.compactMap { try? $0.get() }
    // The same range in all panels: a parameter that hardly matters is to look like one.
    let range = (finite.min() ?? 0)...(finite.max() ?? 0)
    var panels: [Panel] = []
    for (i, coordinate) in coordinates.enumerated() {
      let part = 1 + i * count..<1 + (i + 1) * count
      var samples = part.map { Sample(place: place(of: points[$0], along: coordinate), result: values[$0]) }
      let here = Sample(place: place(of: point, along: coordinate), result: values[0])
      samples.append(here)
      let axis = axis(of: coordinate, showing: samples.map(\.place))
      panels.append(slice(samples.sorted { $0.place < $1.place }, through: here, axis, range))
    }
    return Chart(panels: panels)
  }

  private func slice(
    _ samples: [Sample], through here: Sample, _ axis: Axis, _ range: ClosedRange<Double>
  ) -> Panel {
    var layers = [Layer("", .line(samples.map { Point($0.place, $0.height) }), in: .series(0))]
    let failures = samples.compactMap { sample in sample.result.failure.map { Point(sample.place, 0, note: "\($0)") } }
    if !failures.isEmpty { layers.append(Layer("failed", .rug(failures), in: .alarm)) }
    layers.append(Layer("", .place(here.place), in: .muted))
    if here.height.isFinite {
      layers.append(Layer("", .points([Point(here.place, here.height, note: "the point")], .star), in: .series(0)))
    }
    return Panel(x: axis, y: Axis("value", range: range), layers: layers)
  }
}

/// A value along a coordinate.
private struct Sample {
  var place: Double
  var result: Result<Double, EvaluationFailure>

  /// NaN where the evaluation failed, so that there is a gap.
  var height: Double { (try? result.get()) ?? .nan }
}

/// - Throws: `InvalidArgument` for fewer than two points along a coordinate.
func checkPoints(_ count: Int) throws(InvalidArgument) {
  guard count >= 2 else { throw InvalidArgument("the number of points", is: "\(count)", expected: "2 or more") }
}
