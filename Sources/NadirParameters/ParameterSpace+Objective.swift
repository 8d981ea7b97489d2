public import NadirEvaluation
public import NadirLinear

extension ParameterSpace {
  /// An objective of typed parameters as one of free coordinates.
  ///
  /// Its second derivatives are those of the coordinates, too. Where a transform bends the coordinates they would need
  /// its curvature, so that there they are left out.
  public func flattened(_ objective: Objective<Shape>) -> Objective<[Double]> {
    flattened(objective, checksNumbers: !layout.takesAnyNumbers)
  }

  /// The same for points of which it is known that the type of the parameters takes their numbers, so that the parameters
  /// are made only where the objective asks for them.
  package func flattenedForCheckedPoints(_ objective: Objective<Shape>) -> Objective<[Double]> {
    flattened(objective, checksNumbers: false)
  }

  private func flattened(_ objective: Objective<Shape>, checksNumbers: Bool) -> Objective<[Double]> {
    if isIdentity, let same = objective as? Objective<[Double]> { return same }
    let flat = firstOrder(objective, checksNumbers: checksNumbers)
    guard map.isLinear, let product = objective.hessianVectorProduct else { return flat }
    let space = self
    return flat.with(hessianVectorProduct: { x, v in
      let direction = try space.layout.parameters(space.map.pushforward(v))
      return try space.freeCoordinates(ofGradient: try product(try space.parameters(at: x), direction), at: x)
    })
  }

  private func firstOrder(_ objective: Objective<Shape>, checksNumbers: Bool) -> Objective<[Double]> {
    let provides = map.isLinear ? objective.provides : objective.provides.subtracting(.hessian)
    if let function = objective.encodedCall, let encoding = layout.encoding {
      return flattened(function, encoding, provides: provides, checksNumbers: checksNumbers)
    }
    let space = self
    let call: Objective<[Double]>.Call
    switch objective.call {
    case .synchronous(let function):
      call = .synchronous { x, demand in
        try space.flattened(try function(try space.parameters(at: x), demand), at: x)
      }
    case .asynchronous(let function):
      call = .asynchronous { x, demand in
        try space.flattened(try await function(try space.parameters(at: x), demand), at: x)
      }
    }
    let value = objective.value.map { value in
      { @Sendable (x: [Double]) throws -> Double in try value(try space.parameters(at: x)) }
    }
    return Objective<[Double]>(provides: provides, call: call, value: value)
  }

  /// An objective of encoded parameters as one of free coordinates.
  ///
  /// - Parameter checksNumbers: Whether a point fails whose numbers the type of the parameters refuses, even where the
  ///   function does not ask for the parameters: no outcome could have it.
  private func flattened(
    _ function: @escaping Objective<Shape>.EncodedCall, _ encoding: FlatTree, provides: Demand, checksNumbers: Bool
  ) -> Objective<[Double]> {
    let space = self
    let evaluate: @Sendable ([Double], Demand) throws -> Evaluation<[Double]> = { x, demand in
      let numbers = space.numbers(at: x)
      let checked = checksNumbers ? try space.layout.parameters(numbers) : nil
      let evaluation = try function(
        { try checked ?? space.layout.parameters(numbers) }, ParameterEncoding(tree: encoding, numbers: numbers), demand
      )
      var flat = Evaluation<[Double]>(value: evaluation.value)
      if let hessian = evaluation.hessian { flat.hessian = try space.freeCoordinates(ofHessian: hessian) }
      if !evaluation.untracked.isEmpty, let missing = evaluation.untracked.first(where: Set(space.free).contains) {
        throw space.noDerivative(missing)
      }
      flat.gradient = evaluation.gradient.map { space.freeCoordinates(ofNumbers: $0, at: x) }
      if let terms = evaluation.terms { flat.terms = try space.freeCoordinates(ofTerms: terms, at: x) }
      return flat
    }
    let value = provides.contains(.value) ? { @Sendable x in try evaluate(x, .value).value } : nil
    return Objective<[Double]>(provides: provides, call: .synchronous(evaluate), value: value)
  }

  private func noDerivative(_ position: Int) -> EvaluationFailure {
    EvaluationFailure(
      .notFinite,
      "the gradient has no component '\(paths[position])': the model does not read it as a number that carries "
        + "derivatives; declare it as a Variable there, or hold it fixed")
  }

  /// An evaluation with respect to the free coordinates at x, from one with the shape of the parameters.
  package func flattened(
    _ evaluation: Evaluation<Shape>, at x: [Double]
  ) throws(EvaluationFailure) -> Evaluation<[Double]> {
    var flat = Evaluation<[Double]>(value: evaluation.value)
    if let gradient = evaluation.gradient { flat.gradient = try freeCoordinates(ofGradient: gradient, at: x) }
    if let terms = evaluation.terms { flat.terms = try freeCoordinates(ofTerms: terms, at: x) }
    if let hessian = evaluation.hessian { flat.hessian = try freeCoordinates(ofHessian: hessian) }
    return flat
  }

  /// An evaluation with respect to the free coordinates at x, from one with respect to the numbers of all parameters.
  package func freeCoordinates(
    ofNumbers evaluation: Evaluation<[Double]>, at x: [Double]
  ) throws(EvaluationFailure) -> Evaluation<[Double]> {
    var flat = evaluation
    if let gradient = evaluation.gradient {
      guard gradient.count == startNumbers.count else {
        throw EvaluationFailure(
          .unreadable, "the gradient has \(gradient.count) components, but there are \(startNumbers.count) parameters")
      }
      flat.gradient = freeCoordinates(ofNumbers: gradient, at: x)
    }
    if let terms = evaluation.terms { flat.terms = try freeCoordinates(ofTerms: terms, at: x) }
    if let hessian = evaluation.hessian { flat.hessian = try freeCoordinates(ofHessian: hessian) }
    return flat
  }

  /// Whether the free coordinates are the numbers of all parameters.
  package var hasPlainCoordinates: Bool { map.isIdentity }

  /// The numbers of parameters of this shape, those in the place of fixed ones included.
  ///
  /// - Throws: ``InvalidArgument`` when they have another shape.
  package func numbers(of parameters: Shape, as name: String) throws(InvalidArgument) -> [Double] {
    try layout.coordinates(of: parameters, as: name)
  }

  /// The terms with their derivatives with respect to the free coordinates at x, from those with respect to all numbers.
  private func freeCoordinates(ofTerms terms: Terms, at x: [Double]) throws(EvaluationFailure) -> Terms {
    guard let derivatives = terms.derivatives else { return terms }
    guard derivatives.columnCount == startNumbers.count else {
      let name = terms.kind == .residuals ? "the Jacobian" : "the matrix of scores"
      throw EvaluationFailure(
        .unreadable,
        "\(name) has \(derivatives.columnCount) columns, but there are \(startNumbers.count) parameters")
    }
    if map.isIdentity { return terms }
    var pulled = Matrix(rowCount: derivatives.rowCount, columnCount: x.count)
    for i in 0..<derivatives.rowCount {
      for (j, element) in map.pullback(derivatives.row(i), at: x).enumerated() { pulled[i, j] = element }
    }
    var terms = terms
    terms.derivatives = pulled
    return terms
  }

  /// The derivatives of the numbers of all parameters with respect to the free coordinates at x, N × n.
  public func jacobianOfNumbers(at x: [Double]) -> Matrix {
    var jacobian = Matrix(rowCount: startNumbers.count, columnCount: x.count)
    var unit = [Double](repeating: 0, count: startNumbers.count)
    for number in startNumbers.indices {
      unit[number] = 1
      for (j, derivative) in map.pullback(unit, at: x).enumerated() { jacobian[number, j] = derivative }
      unit[number] = 0
    }
    return jacobian
  }

  /// The Hessian with respect to the free coordinates, from one with respect to all numbers.
  private func freeCoordinates(ofHessian hessian: Matrix) throws(EvaluationFailure) -> Matrix {
    let n = startNumbers.count
    guard hessian.rowCount == n, hessian.columnCount == n else {
      throw EvaluationFailure(
        .unreadable, "the Hessian is \(hessian.rowCount) × \(hessian.columnCount), but must be \(n) × \(n)")
    }
    return map.pullback(hessian: hessian)
  }
}
