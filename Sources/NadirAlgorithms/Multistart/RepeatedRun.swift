/// Tells whether a run goes where an earlier one has converged.
///
/// It does when its last three moves brought it nearer to that minimum, the last of them to within 10⁻³ of the searched
/// region and all of them to within 10⁻², while its values were not below the minimum's. Points that close are taken for
/// ones of the same minimum only if they also approach it, so that a run that passes by goes on; and one that finds a
/// better value is always news. Minima closer to each other than 10⁻³ of the region are not told apart.
struct RepeatedRun: Sendable {
  private struct Approach {
    var distance = Double.infinity
    var moves = 0
  }

  static let vicinity = 0.01
  static let radius = 0.001
  static let moves = 3

  private let minima: [BasinMap.Basin]
  private let scale: CoordinateScale
  private var approaches: [Approach]
  private var lastValue = Double.infinity

  init(_ map: BasinMap) {
    minima = map.basins
    scale = map.scale
    approaches = minima.map { _ in Approach() }
  }

  /// Looks at where the run stands after an iteration, and returns the first run of the minimum that it goes to.
  mutating func look(at x: [Double], _ value: Double) -> Int? {
    // A method that did not move has not come nearer, nor gone away.
    guard !minima.isEmpty, value != lastValue else { return nil }
    lastValue = value
    for i in minima.indices {
      let distance = scale.distance(x, minima[i].point)
      let approaches = distance <= Self.vicinity && value >= minima[i].value && distance < self.approaches[i].distance
      self.approaches[i].moves = approaches ? self.approaches[i].moves + 1 : 0
      self.approaches[i].distance = distance
      if self.approaches[i].moves >= Self.moves, distance <= Self.radius { return minima[i].runs[0] }
    }
    return nil
  }
}
