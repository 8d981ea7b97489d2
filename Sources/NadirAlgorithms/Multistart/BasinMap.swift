/// The minima that local runs came to, in the making.
///
/// A run that has converged has come to the nearest minimum that is no further than 1 % of the searched region away and has
/// the same value to 10⁻⁴ of max(1, |f|), and else to a new one. Either alone would not do: minima lie side by side in
/// many functions, closer than runs of loose tolerances come to the same one along a valley, but then their values differ;
/// and functions with symmetries have many minima of one value. Runs are looked at in their order, so that there is one
/// answer, and of equally near minima the first is taken.
struct BasinMap: Sendable {
  struct Basin: Sendable {
    /// The best point of its runs, and its value.
    var point: [Double]
    var value: Double
    /// Its runs, in their order.
    var runs: [Int]
  }

  static let distance = 0.01
  static let difference = 1e-4

  let scale: CoordinateScale
  /// In the order of their first runs.
  private(set) var basins: [Basin] = []

  init(_ scale: CoordinateScale) { self.scale = scale }

  /// Takes note of a run that has converged.
  mutating func add(_ run: Int, at x: [Double], _ value: Double) {
    var nearest: (index: Int, distance: Double)?
    for (i, basin) in basins.enumerated() {
      let tolerance = Self.difference * max(1, min(value.magnitude, basin.value.magnitude))
      guard (value - basin.value).magnitude <= tolerance else { continue }
      let distance = scale.distance(x, basin.point)
      if distance <= Self.distance, distance < nearest?.distance ?? .infinity { nearest = (i, distance) }
    }
    if let nearest {
      join(run, at: x, value, to: nearest.index)
    } else {
      basins.append(Basin(point: x, value: value, runs: [run]))
    }
  }

  /// Takes note of a run that was ended on its way to where another one had ended.
  mutating func add(_ run: Int, at x: [Double], _ value: Double, repeating other: Int) {
    guard let i = basins.firstIndex(where: { $0.runs.contains(other) }) else { return }
    join(run, at: x, value, to: i)
  }

  private mutating func join(_ run: Int, at x: [Double], _ value: Double, to i: Int) {
    basins[i].runs.append(run)
    if value < basins[i].value { (basins[i].point, basins[i].value) = (x, value) }
  }

  /// The best first; of equal ones the one that was found first.
  var sorted: [Basin] {
    basins.enumerated().sorted { ($0.element.value, $0.offset) < ($1.element.value, $1.offset) }.map(\.element)
  }
}
