import Nadir

extension StudyReader {
  /// The space of the parameters with their constraints.
  ///
  /// What does not go together is told at the first constraint with which it does not.
  mutating func space(
    of parameters: ParametersSection, at field: Field
  ) -> ParameterSpace<StudyParameters>? {
    do throws(InvalidArgument) {
      return try parameters.specified.space()
    } catch {
      guard let culprit = culprit(parameters.specified, parameters.constraints) else {
        report("\(error)", at: field)
        return nil
      }
      report("'\(culprit.field.path)': \(error)", at: culprit.field)
      return nil
    }
  }

  /// The constraint that the space cannot be made with, while it can be made with those before it; `nil` where it
  /// cannot be made without any.
  private func culprit(_ parameters: SpecifiedParameters, _ constraints: [PlacedConstraint]) -> PlacedConstraint? {
    func isRight(_ count: Int) -> Bool {
      var some = parameters
      some.constraints = constraints.prefix(count).map(\.constraint)
      return (try? some.space()) != nil
    }
    guard isRight(0) else { return nil }
    var (right, wrong) = (0, constraints.count)
    while wrong - right > 1 {
      let middle = (right + wrong) / 2
      if isRight(middle) { right = middle } else { wrong = middle }
    }
    return constraints.isEmpty ? nil : constraints[right]
  }
}
