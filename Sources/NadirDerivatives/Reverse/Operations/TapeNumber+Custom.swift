import NadirScalars

extension TapeNumber {
  /// A function of your own with one result, from its value and its derivatives.
  ///
  ///     func softplus(_ x: Variable) -> Variable {
  ///       let decay = exp(-abs(x.primal))
  ///       let slope = x.primal < 0 ? decay / (1 + decay) : 1 / (1 + decay)
  ///       return .custom(value: max(x.primal, 0) + log(onePlus: decay), derivatives: [(x, slope)])
  ///     }
  ///
  /// - Parameters:
  ///   - value: f(x₁, …, xₙ).
  ///   - derivatives: Every xᵢ with ∂f/∂xᵢ.
  @inlinable
  public static func custom(value: Base, derivatives: [(input: Self, derivative: Base)]) -> Self {
    let recording = CommonRecording(of: derivatives.map(\.input))
    guard !recording.isMixed else { return Self(Double.nan) }
    guard let storage = recording.storage else { return Self(constant: value) }
    let firstEdge = storage.pointee.edges.count
    for (input, derivative) in derivatives where input.storage != nil {
      storage.pointee.edges.append(TapeEdge(parent: input.index, weight: chain(derivative, input.slope)))
    }
    return linear(value, on: storage, edgesFrom: firstEdge)
  }

  /// A function of your own with m results, from its values and its pullback.
  ///
  /// The pullback is called in every sweep in which a result has an adjoint, and never for constants.
  ///
  /// - Parameters:
  ///   - inputs: The n numbers that the results depend on.
  ///   - values: The m results.
  ///   - pullback: What brings the m adjoints of the results to the n of the inputs; see ``Pullback``.
  /// - Returns: The m results, on the tape.
  @inlinable
  public static func custom(inputs: [Self], values: [Base], pullback: @escaping Pullback) -> [Self] {
    let recording = CommonRecording(of: inputs)
    guard !recording.isMixed else { return values.map { _ in Self(Double.nan) } }
    guard let storage = recording.storage else { return values.map(Self.init(constant:)) }
    let firstEdge = storage.pointee.edges.count
    for input in inputs {
      storage.pointee.edges.append(TapeEdge(parent: input.index, weight: input.slope))
    }
    _ = storage.pointee.appendWide(edgesFrom: firstEdge, resultCount: values.count, pullback, Base.self)
    return values.map { leaf($0, on: storage) }
  }

  /// A function of your own with one result, from its value and its pullback.
  ///
  /// For derivatives that cost much more than the value, and are not needed when only the value is: `derivatives` is
  /// called in a sweep in which the result has an adjoint.
  ///
  /// - Parameters:
  ///   - inputs: x₁, …, xₙ.
  ///   - value: f(x).
  ///   - pullback: Gets the adjoint a of the result, and a zero for each input, which it makes a · ∂f/∂xᵢ.
  @inlinable
  public static func custom(
    inputs: [Self], value: Base, pullback: @escaping (_ adjoint: Base, _ inputAdjoints: inout MutableSpan<Base>) -> Void
  ) -> Self {
    custom(inputs: inputs, values: [value]) { adjoints, inputAdjoints in pullback(adjoints[0], &inputAdjoints) }[0]
  }
}
