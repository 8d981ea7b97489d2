import Nadir

extension StudyReader {
  /// The space of the parameters with their constraints.
  ///
  /// Every constraint that does not go together with the parameters, or with the right ones before it, is told at its
  /// place.
  mutating func space(
    of parameters: ParametersSection, at field: Field
  ) -> ParameterSpace<StudyParameters>? {
    if let space = try? parameters.specified.space() { return space }
    var right = parameters.specified
    right.constraints = []
    do throws(InvalidArgument) {
      _ = try right.space()
    } catch {
      report("\(error)", at: field)
      return nil
    }
    for placed in parameters.constraints {
      var more = right
      more.constraints.append(placed.constraint)
      do throws(InvalidArgument) {
        _ = try more.space()
        right = more
      } catch {
        report("'\(placed.field.path)': \(error)", at: placed.field)
      }
    }
    return nil
  }
}
