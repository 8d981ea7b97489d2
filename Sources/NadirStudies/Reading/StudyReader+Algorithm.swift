import Nadir

extension StudyReader {
  /// A name, or a mapping with a name and options.
  mutating func algorithm(_ field: Field, for features: ProblemFeatures) -> (any AlgorithmChoice)? {
    guard field.isMapping else { return named(field) }
    let pairs = pairs(of: field, expected: "the name of an algorithm, or a mapping with its name and options")
    guard let name = pairs.first(where: { $0.key.text == "name" })?.value else {
      report(.missing(expected: "the name of an algorithm"), at: Field(path: "\(field.path).name", node: field.node))
      return nil
    }
    guard let choice = named(name) else { return nil }
    var algorithm = choice.algorithm(for: features)
    let known = ["name"] + type(of: algorithm).optionDescriptions.map(\.name)
    for (key, value) in pairs where key.text != "name" && !value.isNull {
      if let option = key.text, known.contains(option) {
        set(option, of: &algorithm, value)
      } else if key.text == "differences" {
        report("'\(key.path)' is no option of an algorithm; write 'differences' beside 'algorithm'", at: key)
      } else {
        report(.unknownKey(nearest: key.text.flatMap { Spelling.nearest(to: $0, among: known) }, known: known), at: key)
      }
    }
    return algorithm
  }

  private mutating func named(_ field: Field) -> (any AlgorithmChoice)? {
    guard let name = field.text else { return reject(field, expected: "the name of an algorithm") }
    if let choice = AlgorithmNames.choice(name) { return choice }
    return reject(field, expected: AlgorithmNames.expected(insteadOf: name))
  }

  private mutating func set(_ option: String, of algorithm: inout any Algorithm, _ field: Field) {
    let bool = field.bool.map { OptionValue.word("\($0)") }
    guard let value = field.number.map(OptionValue.number) ?? bool ?? field.text.map(OptionValue.word) else {
      return reject(field, expected: "a number or a word")
    }
    do throws(InvalidArgument) {
      try algorithm.setOption(option, to: value)
    } catch {
      reject(field, expected: error.expected)
    }
  }

  mutating func budget(_ field: Field) -> Budget {
    let members = members(of: field, known: ["evaluations", "iterations", "seconds", "target"])
    return Budget(
      evaluations: whole(members["evaluations"], 1...Int.max), iterations: whole(members["iterations"], 0...Int.max),
      time: seconds(members["seconds"]),
      target: number(members["target"], expected: "a finite number", where: \.isFinite))
  }

  mutating func failurePolicy(_ field: Field) -> FailurePolicy? {
    switch (field.text, field.number) {
    case ("worst", _): return .worst
    case ("stop", _): return .rethrow
    case (_, let penalty?) where penalty.isFinite: return .penalty(penalty)
    default: return reject(field, expected: "worst, stop, or the value that a failed evaluation is given")
    }
  }
}
