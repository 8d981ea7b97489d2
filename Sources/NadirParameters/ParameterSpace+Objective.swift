public import NadirEvaluation
import NadirLinear

extension ParameterSpace {
  /// An objective of typed parameters as one of free coordinates.
  ///
  /// Its second derivatives are those of the coordinates, too. Where a transform bends the coordinates they would need
  /// its curvature, so that there they are left out.
  public func flattened(_ objective: Objective<Shape>) -> Objective<[Double]> {
    if isIdentity, let same = objective as? Objective<[Double]> { return same }
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
    let provides = map.isLinear ? objective.provides : objective.provides.subtracting(.hessian)
    let flat = Objective<[Double]>(provides: provides, call: call, value: value)
    guard map.isLinear, let product = objective.hessianVectorProduct else { return flat }
    return flat.with(hessianVectorProduct: { x, v in
      let direction = try space.layout.parameters(space.map.pushforward(v))
      return try space.freeCoordinates(ofGradient: try product(try space.parameters(at: x), direction), at: x)
    })
  }

  private func flattened(
    _ evaluation: Evaluation<Shape>, at x: [Double]
  ) throws(EvaluationFailure) -> Evaluation<[Double]> {
    var flat = Evaluation<[Double]>(value: evaluation.value)
    flat.residuals = evaluation.residuals
    if let gradient = evaluation.gradient { flat.gradient = try freeCoordinates(ofGradient: gradient, at: x) }
    if let hessian = evaluation.hessian { flat.hessian = try freeCoordinates(ofHessian: hessian) }
    return flat
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
