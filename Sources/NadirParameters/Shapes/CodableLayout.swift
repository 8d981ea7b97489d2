import NadirEvaluation

/// The layout of a type that can be encoded and decoded: its numbers are what it encodes as `Double`, `Float` or
/// `Float16`; integers, booleans and texts are constants.
struct CodableLayout<Shape: Codable & Sendable>: ShapeLayout {
  let tree: ParameterTree
  let unitRoundoffs: [Double]
  private let flat: FlatTree
  /// The short way, where the type is trivial and takes any numbers.
  private let image: MemoryImage<Shape>?

  var paths: [String] { tree.paths.map(\.description) }

  var encoding: FlatTree? { flat }

  /// Whether a type that is decoded does is not known.
  var takesAnyNumbers: Bool { image != nil }

  /// - Throws: ``InvalidArgument`` that names the place where the start cannot be encoded, does not come back from its
  ///   encoding, or changes its shape with its numbers.
  init(_ start: Shape) throws(InvalidArgument) {
    do throws(ShapeMismatch) {
      let (tree, written) = try WrittenTree.write(start)
      self.tree = tree
      unitRoundoffs = written.formats.allSatisfy { $0 == .double } ? [] : written.formats.map(\.unitRoundoff)
      let flat = FlatTree(tree)
      self.flat = flat
      guard !written.numbers.isEmpty else {
        throw ShapeMismatch(
          at: ParameterPath(), found: "without numbers",
          expected: "one number or more: integers, booleans and texts are constants; write 1.0 for a number")
      }
      try RoundTrip<Shape>(tree: tree, flat: flat, formats: written.formats).check(written.numbers)
      let image = MemoryImage(start: start, coordinates: written.numbers, formats: written.formats) { numbers in
        try? flat.rebuild(Shape.self, numbers)
      }
      self.image = image.flatMap { $0.checksNumbers ? nil : $0 }
    } catch {
      throw InvalidArgument(
        error.path.isEmpty ? "the start" : "the start of '\(error.path)'", is: error.found, expected: error.expected)
    }
  }

  func coordinates(of parameters: Shape) throws(ShapeMismatch) -> [Double] {
    if let image, image.coversAllBytes { return image.coordinates(of: parameters) }
    let (found, written) = try WrittenTree.write(parameters)
    if let difference = found.firstDifference(from: tree) { throw difference }
    return written.numbers
  }

  func parameters(_ coordinates: [Double]) throws(EvaluationFailure) -> Shape {
    if let image { return image.shape(coordinates) }
    do throws(RebuildFailure) {
      return try flat.rebuild(Shape.self, coordinates)
    } catch {
      throw error.failure
    }
  }
}
