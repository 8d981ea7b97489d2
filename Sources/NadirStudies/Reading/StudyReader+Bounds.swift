import Nadir

extension StudyReader {
  /// Checks that what is said of each number goes together.
  mutating func check(_ numbers: [ParameterDraft.Number]) {
    for number in numbers {
      let (lower, upper) = number.range
      guard lower <= upper else {
        reject(number.lower, of: number, expected: "at most its upper bound \(upper)")
        continue
      }
      if !(lower <= number.start.value && number.start.value <= upper) {
        reject(number.start, of: number, expected: range(lower, upper))
      }
      checkSoftBounds(of: number)
      if let scale = number.scale, case .bounds = scale.value, !number.size.isFinite {
        reject(scale, shown: scale.field.shown, of: number, expected: "a number where a bound is infinite")
      }
    }
  }

  private mutating func checkSoftBounds(of number: ParameterDraft.Number) {
    let (lower, upper) = number.range
    var isInside = true
    for soft in [number.softLower, number.softUpper].compactMap(\.self) where soft.value.isFinite {
      if lower <= soft.value && soft.value <= upper { continue }
      isInside = false
      reject(soft, of: number, expected: range(lower, upper))
    }
    if isInside, let low = number.softLower, let high = number.softUpper, low.value > high.value {
      reject(low, of: number, expected: "at most its soft upper bound \(high.value)")
    }
  }

  private func range(_ lower: Double, _ upper: Double) -> String {
    if lower == -.infinity { return "at most its upper bound \(upper)" }
    if upper == .infinity { return "at least its lower bound \(lower)" }
    return "within its bounds \(lower)...\(upper)"
  }

  private mutating func reject(
    _ said: ParameterDraft.Said<Double>?, of number: ParameterDraft.Number, expected: String
  ) {
    if let said { reject(said, shown: "\(said.value)", of: number, expected: expected) }
  }

  /// Takes note of a value; once, where it is said of several numbers and wrong for more than one.
  private mutating func reject<Value>(
    _ said: ParameterDraft.Said<Value>, shown: String, of number: ParameterDraft.Number, expected: String
  ) {
    guard said.isShared else { return report(.value(shown, expected: expected), at: said.field) }
    if errors.contains(where: { $0.isAt(said.field) }) { return }
    report(.value(shown, expected: "\(expected) (of '\(number.path)')"), at: said.field)
  }
}

extension StudyError {
  /// Whether it is told at the place of a field.
  fileprivate func isAt(_ field: Field) -> Bool {
    line == field.node.line && column == field.node.column && file == field.node.file
  }
}
