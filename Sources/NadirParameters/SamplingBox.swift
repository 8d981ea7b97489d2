public import NadirEvaluation

extension ParameterSpace {
  /// The box of free coordinates from which samples are taken, finite on all sides.
  ///
  /// For a coordinate that is a parameter in its unit it is the soft bounds of the parameter. Coordinates of transforms and
  /// of linear equalities have none of their own: they are sampled within 3 units around the start's. For a positive
  /// parameter that is from a twentieth to twenty times its start; the same holds for the ratios of a simplex. Where a
  /// transform moves each of its parameters by itself, as `positive` does, finite soft bounds take the place of that, each on
  /// its side.
  ///
  /// - Throws: ``InvalidArgument``, naming the parameter, where one that moves by itself has no finite soft bounds.
  public func samplingBox() throws(InvalidArgument) -> Box {
    let paths = paths
    return try map.samplingBox(softLower, softUpper) { number in paths[number] }
  }
}

extension CoordinateMap {
  /// How far coordinates are sampled to both sides of the start's where nothing else is said of them.
  static let samplingRadius = 3.0

  fileprivate func samplingBox(
    _ softLower: [Double], _ softUpper: [Double], path: (Int) -> String
  ) throws(InvalidArgument) -> Box {
    var lower = startCoordinates
    var upper = startCoordinates
    for (i, origin) in origins.enumerated() {
      var soft = (lower: -Double.infinity, upper: Double.infinity)
      if case .number(let number) = origin {
        soft = coordinates(at: i, ofNumber: number, from: softLower[number], to: softUpper[number])
        if isOwn(number), !(soft.lower.isFinite && soft.upper.isFinite) {
          throw InvalidArgument(
            "the range of '\(path(number))'", is: "\(softLower[number])...\(softUpper[number])",
            expected: "finite, as starts are sampled from it: give it bounds, or soft bounds in a ParameterSpace "
              + "(in a study 'lower' and 'upper', or 'soft_lower' and 'soft_upper')")
        }
      }
      // A side that is given holds, though the start be beyond it.
      let start = startCoordinates[i]
      lower[i] = soft.lower.isFinite ? soft.lower : min(start, soft.upper) - Self.samplingRadius
      upper[i] = soft.upper.isFinite ? soft.upper : max(start, soft.lower) + Self.samplingRadius
    }
    return Box(
      lower: lower.indices.map { box.clamp(lower[$0], at: $0) },
      upper: upper.indices.map { box.clamp(upper[$0], at: $0) })
  }
}
