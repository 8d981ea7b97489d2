import Nadir

/// How one value of a specification is read.
struct SpecifiedValue<Value> {
  private let expected: String
  private let words: [String]
  let value: (Field) -> Value?

  init(_ expected: String, words: [String] = [], _ value: @escaping (Field) -> Value?) {
    self.expected = expected
    self.words = words
    self.value = value
  }

  func expected(insteadOf field: Field, for tree: ParameterTree) -> String {
    let shape =
      switch tree {
      case .numbers(let range): ", or a list of \(range.count), as the start is"
      case .sequence(let elements): ", or a list of \(elements.count), as the start is"
      case .mapping: ", or a mapping with names of the start"
      case .number, .constant: field.elements == nil && !field.isMapping ? "" : ", as the start is"
      }
    return expected + field.suggestion(among: words) + shape
  }
}

extension SpecifiedValue<ParameterDraft.ScaleRule> {
  static var scale: Self {
    SpecifiedValue("a finite number above 0, start_values or bounds", words: ["start_values", "bounds"]) { field in
      switch field.text {
      case "start_values": .startValues
      case "bounds": .bounds
      default: field.number.flatMap { $0 > 0 && $0.isFinite ? .size($0) : nil }
      }
    }
  }
}
