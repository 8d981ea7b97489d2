import NadirLinear

/// The points of which the linear models of the residuals are made, with their residuals; the best point is the first.
struct SampledResiduals: Codable, Sendable, Equatable {
  struct Sample: Codable, Sendable, Equatable {
    var point: [Double]
    /// r·r.
    var value: Double
    var residuals: [Double]
  }

  private(set) var samples: [Sample]
  /// Every point that was asked for, those that failed and those left out among them: none is asked for again.
  private(set) var asked: [[Double]]
  /// How many samples are kept.
  let capacity: Int
  /// The units of the coordinates.
  let units: [Double]

  init(start: Sample, capacity: Int, units: [Double]) {
    samples = [start]
    asked = [start.point]
    self.capacity = capacity
    self.units = units
  }

  var best: Sample { samples[0] }

  /// Adds the samples at points, `nil` where one failed, and leaves out those that say least of the model around the best point: beside it stay n that span the
  /// space well and are near, measured by the radius, and then the nearest.
  mutating func add(_ new: [Sample?], at points: [[Double]], radius: Double) {
    asked += points
    samples += new.compactMap { $0 }
    for k in samples.indices where samples[k].value < samples[0].value { samples.swapAt(0, k) }
    guard samples.count > capacity else { return }
    let directions = directions(from: best.point, radius: radius)
    let spanning = directions.spanning
    let others = directions.all.indices.filter { !spanning.contains($0) }.sorted {
      (directions.all[$0].length, $0) < (directions.all[$1].length, $1)
    }
    samples = [best] + (spanning + others).prefix(capacity - 1).map { samples[directions.all[$0].sample] }
  }

  /// The directions from a point to the samples.
  func directions(from center: [Double], radius: Double) -> SampleDirections {
    var directions = SampleDirections(dimension: units.count, radius: radius)
    for (i, sample) in samples.enumerated() {
      directions.append(sample: i, units.indices.map { (sample.point[$0] - center[$0]) / units[$0] })
    }
    return directions
  }

  /// J of the model r + Jt around the best point, m × n: it interpolates at n more points, or is the regression of more,
  /// in which near points count more. Where there are fewer it is the smallest that interpolates.
  func jacobian(radius: Double) -> Matrix {
    let directions = directions(from: best.point, radius: radius)
    let inverse = directions.pseudoinverse
    var columns = (0..<units.count).map { _ in [Double](repeating: 0, count: best.residuals.count) }
    for (k, direction) in directions.all.enumerated() {
      let change = difference(samples[direction.sample].residuals, best.residuals)
      for j in columns.indices { NadirLinear.add(inverse[j, k], times: change, to: &columns[j]) }
    }
    return Matrix(rowCount: best.residuals.count, elements: columns.flatMap { $0 })
  }
}
