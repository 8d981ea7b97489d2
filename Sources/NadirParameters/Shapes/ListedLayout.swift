import NadirEvaluation

/// The layout of a type that lists its coordinates and their paths itself. Making one costs nothing.
struct ListedLayout<Shape: Parameters>: ShapeLayout {
  private let start: Shape

  init(_ start: Shape) { self.start = start }

  var tree: ParameterTree {
    guard let numbers = start as? [Double] else { return ParameterTree(paths: start.paths) }
    return .numbers(0..<numbers.count)
  }

  var paths: [String] { start.paths }

  var unitRoundoffs: [Double] { [] }

  /// What is listed need not be what is encoded.
  var encoding: FlatTree? { nil }

  var takesAnyNumbers: Bool { true }

  /// Arrays are compared by their counts, other shapes by their paths.
  func coordinates(of parameters: Shape) throws(ShapeMismatch) -> [Double] {
    if let found = parameters as? [Double], let expected = start as? [Double] {
      guard found.count == expected.count else {
        throw ShapeMismatch(
          at: ParameterPath(), found: "an array of \(found.count) numbers",
          expected: "an array of \(expected.count) numbers")
      }
      return found
    }
    try Self.compare(parameters.paths, with: start.paths)
    return parameters.coordinates
  }

  private static func compare(_ found: [String], with expected: [String]) throws(ShapeMismatch) {
    for (one, other) in zip(found, expected) where one != other {
      guard found.contains(other) else { throw ShapeMismatch(path: other, found: "nothing", expected: "a number") }
      throw ShapeMismatch(
        path: one, found: "a number", expected: expected.contains(one) ? "behind '\(other)'" : "nothing")
    }
    if found.count > expected.count {
      throw ShapeMismatch(path: found[expected.count], found: "a number", expected: "nothing")
    }
    if found.count < expected.count {
      throw ShapeMismatch(path: expected[found.count], found: "nothing", expected: "a number")
    }
  }

  func parameters(_ coordinates: [Double]) -> Shape { start.with(coordinates: coordinates) }
}
