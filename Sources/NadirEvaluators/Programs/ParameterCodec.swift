public import NadirEvaluation
public import NadirJSON

/// How flat free coordinates become the parameters that a program sees, and its gradients become flat again.
public struct ParameterCodec: Sendable {
  /// The object of the named parameters, those held fixed included, at these free coordinates.
  public let encode: @Sendable ([Double]) -> JSON

  /// The free coordinates of a gradient at x that has the shape of the parameters, or is an array of all components.
  ///
  /// - Throws: A failure of kind `.unreadable` that says what is missing or has another shape.
  public let decodeGradient: @Sendable (_ gradient: JSON, _ x: [Double]) throws(EvaluationFailure) -> [Double]

  /// A codec from its two directions.
  public init(
    encode: @escaping @Sendable ([Double]) -> JSON,
    decodeGradient: @escaping @Sendable (_ gradient: JSON, _ x: [Double]) throws(EvaluationFailure) -> [Double]
  ) {
    self.encode = encode
    self.decodeGradient = decodeGradient
  }
}
