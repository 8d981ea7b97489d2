import NadirEvaluation

/// How parameters of one shape become numbers and back.
protocol ShapeLayout<Shape>: Sendable {
  associatedtype Shape: Sendable

  /// The shape, with its constants; made when it is asked for.
  var tree: ParameterTree { get }

  /// The path of each number; made when it is asked for.
  var paths: [String] { get }

  /// The unit roundoff of each number; empty when all are of double precision.
  var unitRoundoffs: [Double] { get }

  /// The tree that the shape is encoded as, where its numbers are those of this layout, in the same order.
  var encoding: FlatTree? { get }

  /// Whether ``parameters(_:)`` never fails.
  var takesAnyNumbers: Bool { get }

  /// The numbers of parameters that must have this shape.
  ///
  /// - Throws: The first place where the shape is another one.
  func coordinates(of parameters: Shape) throws(ShapeMismatch) -> [Double]

  /// The parameters with these numbers, as many as the shape has, and the constants of the start.
  ///
  /// - Throws: ``EvaluationFailure`` of kind `.threw` when the type refuses the numbers, or its shape depends on them.
  func parameters(_ coordinates: [Double]) throws(EvaluationFailure) -> Shape
}

/// Where two shapes differ.
struct ShapeMismatch: Error, Sendable, Equatable {
  /// The path of the first node that differs; empty for the root.
  var path: String
  /// What is there.
  var found: String
  /// What the start has there.
  var expected: String
}

extension ShapeMismatch {
  init(at path: ParameterPath, found: String, expected: String) {
    self.init(path: path.components.isEmpty ? "" : path.description, found: found, expected: expected)
  }
}
