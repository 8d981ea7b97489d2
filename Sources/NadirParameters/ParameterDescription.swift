/// What is known of one number among the parameters, as tables show it.
public struct ParameterDescription: Sendable, Hashable {
  /// Its name, or its path.
  public var path: String
  public var start: Double
  /// Its bounds; infinite where there is none.
  public var lower: Double
  public var upper: Double
  /// Where samples are taken from, inside the bounds.
  public var softLower: Double
  public var softUpper: Double
  /// Whether it keeps its start.
  public var isFixed: Bool
  /// The transform that moves it, such as `positive` or `simplex`, or `linear`; `nil` where it moves as it is.
  public var transform: String?
  /// The parameter that it equals at every point.
  public var equals: String?
}

extension ParameterSpace {
  /// One row for each number, fixed ones included.
  public var table: [ParameterDescription] {
    let paths = paths
    let free = Set(free)
    return paths.indices.map { i in
      ParameterDescription(
        path: paths[i], start: startNumbers[i], lower: lower[i], upper: upper[i], softLower: softLower[i],
        softUpper: softUpper[i], isFixed: !free.contains(i), transform: transforms[i],
        equals: leaders[i].map { paths[$0] })
    }
  }
}
