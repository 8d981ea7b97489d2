public import Nadir

/// The parameters of a study with all that it says of them; what has a shape has that of the start.
public struct SpecifiedParameters: Sendable {
  public var start: StudyParameters
  /// The lower and the upper bounds; infinite where there is none.
  public var lower: StudyParameters
  public var upper: StudyParameters
  /// Where samples are taken from, inside the bounds; infinite where nothing is said.
  public var softLower: StudyParameters
  public var softUpper: StudyParameters
  /// The paths of the parameters that keep their start value.
  public var fixed: [String]
  /// The typical size of each parameter.
  public var scale: StudyParameters
  /// What holds at every point: the transforms of nodes, inner ones first, then the list of the study.
  public var constraints: [Constraint]

  /// The space that they span.
  ///
  /// - Throws: ``InvalidArgument`` where the parts do not go together, such as a start that breaks a constraint.
  public func space() throws(InvalidArgument) -> ParameterSpace<StudyParameters> {
    try ParameterSpace(
      from: start, bounds: Bounds(lower: lower, upper: upper), softBounds: Bounds(lower: softLower, upper: softUpper),
      fixed: fixed.map { .path($0) }, scale: .typical(scale), constraints: constraints)
  }
}
