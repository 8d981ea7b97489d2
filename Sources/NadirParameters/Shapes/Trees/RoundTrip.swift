/// The check that parameters come back from their encoding as they were set, so that an algorithm can move every number
/// without moving another.
struct RoundTrip<Shape: Codable & Sendable> {
  let tree: ParameterTree
  let flat: FlatTree
  let formats: [NumberFormat]

  /// - Throws: The first number or place that does not come back, at the start or near it. The type may refuse what is
  ///   near: a start at the rim of what it allows is fine.
  func check(_ start: [Double]) throws(ShapeMismatch) {
    try check(at: start, isStart: true)
    for direction in [1.0, -1.0] { try check(at: displaced(start, direction), isStart: false) }
  }

  private func check(at numbers: [Double], isStart: Bool) throws(ShapeMismatch) {
    guard let value = try rebuild(numbers, isStart: isStart) else { return }
    let (found, written) = try WrittenTree.write(value)
    if let difference = found.firstDifference(from: tree) {
      throw ShapeMismatch(
        path: difference.path, found: "\(difference.expected), but \(difference.found) when it is read back",
        expected: "of a shape that does not depend on values")
    }
    for (i, (number, back)) in zip(numbers, written.numbers).enumerated()
    where number != back && !(number.isNaN && back.isNaN) {
      throw ShapeMismatch(
        path: flat.path(ofNumber: i).description, found: "set to \(number), but \(back) when it is read back",
        expected: "kept as it is set: leave out of the encoding what is computed from others")
    }
  }

  /// The value with these numbers; `nil` when its type may refuse them and does.
  private func rebuild(_ numbers: [Double], isStart: Bool) throws(ShapeMismatch) -> Shape? {
    do throws(RebuildFailure) {
      return try flat.rebuild(Shape.self, numbers)
    } catch {
      switch error {
      case .shape(let path, let what):
        throw ShapeMismatch(
          at: path, found: isStart ? what : "\(what) at other values",
          expected: isStart
            ? "read as it is written: leave out of the encoding what is computed from others"
            : "of a shape that does not depend on values")
      case .refused(let path, let message, _):
        guard isStart else { return nil }
        throw ShapeMismatch(
          at: path, found: "refused by its type: \(message)",
          expected: "what its type reads back from its own encoding")
      }
    }
  }

  /// Numbers nearby, every one moved by a share of itself that no other is moved by.
  private func displaced(_ numbers: [Double], _ direction: Double) -> [Double] {
    numbers.enumerated().map { i, number in
      guard number.isFinite else { return number }
      let size = number == 0 ? 0x1p-12 : abs(number)
      let share = direction * 0x1p-8 * (1 + Double(i + 1) / Double(numbers.count))
      return formats[i].rounded(number + share * size)
    }
  }
}
