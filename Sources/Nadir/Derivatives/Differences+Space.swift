public import NadirDerivatives
public import NadirEvaluation
public import NadirParameters

extension Differences {
  /// The differences of functions of the free coordinates of a space, from those of its parameters.
  ///
  /// Numbers for each parameter are given in the order of ``NadirParameters/ParameterSpace/paths``, fixed ones included,
  /// in the units of the parameters; a run's coordinates are without the fixed ones and in the units of its scale.
  ///
  /// - Throws: ``InvalidArgument`` where the options do not fit the parameters, or hold anything but positive numbers.
  public func coordinates(of space: ParameterSpace<some Sendable>) throws(InvalidArgument) -> Differences {
    try check(dimension: space.startNumbers.count)
    let converted = converted(to: space.coordinates.map { own in own.map { ($0.number, $0.unit) } })
    try converted.check(dimension: space.dimension)
    return converted.resolving(space.unitRoundoffs)
  }
}
