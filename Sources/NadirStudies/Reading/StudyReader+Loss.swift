import Nadir

/// The losses that have a scale, by their names in studies.
private let losses: [(name: String, loss: @Sendable (Double) -> Loss)] = [
  ("huber", { .huber(scale: $0) }), ("soft_l1", { .softL1(scale: $0) }), ("cauchy", { .cauchy(scale: $0) }),
  ("arctan", { .arctan(scale: $0) }), ("tukey", { .tukey(scale: $0) }),
]

extension StudyReader {
  /// How residuals enter the value: `squares`, or the name of a loss with its scale.
  mutating func loss(_ field: Field) -> Loss? {
    if field.text == "squares" { return .squares }
    let known = losses.map(\.name)
    guard let pairs = field.pairs, pairs.count == 1 else {
      let example = field.text.flatMap { Spelling.nearest(to: $0, among: known) } ?? known[0]
      return reject(
        field, expected: "squares, or one of \(known.joined(separator: ", ")) with its scale, such as {\(example): 1.5}"
      )
    }
    let (key, value) = pairs[0]
    guard let loss = losses.first(where: { $0.name == key.text })?.loss else {
      report(.unknownKey(nearest: key.text.flatMap { Spelling.nearest(to: $0, among: known) }, known: known), at: key)
      return nil
    }
    let expected = "a finite number above 0, the size from which on a residual counts less"
    return number(value, expected: expected) { $0 > 0 && $0.isFinite }.map(loss)
  }
}
