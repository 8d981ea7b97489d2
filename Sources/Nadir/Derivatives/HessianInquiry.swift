import NadirDerivatives
import NadirEvaluation
import NadirEvaluators
import NadirLinear
import NadirParameters

/// The second derivatives of an objective at a point, made of the best that it gives.
struct HessianInquiry {
  private let objective: Objective<[Double]>
  private let workers: Workers
  private let x: [Double]
  private let box: Box
  private let names: [String]
  private let unitRoundoffs: [Double]
  private var inquiry: Inquiry

  init<Shape: Sendable>(
    _ typed: Objective<Shape>, in space: ParameterSpace<Shape>, on workers: Workers
  ) throws(DerivativeError) {
    objective = space.flattened(typed)
    self.workers = workers
    x = space.startCoordinates
    box = space.box
    names = space.coordinateNames
    unitRoundoffs = space.unitRoundoffs
    inquiry = try Inquiry(objective, on: workers, names: names)
  }

  /// The whole Hessian.
  consuming func estimate(
    _ sparsity: Sparsity?, _ differences: Differences?
  ) async throws(DerivativeError) -> EstimatedHessian {
    if differences == nil, objective.provides.contains(.hessian) { return try await given() }
    if differences == nil, let product = objective.hessianVectorProduct { return try await columns(by: product) }
    let differences = (differences ?? .forward).resolving(unitRoundoffs)
    return objective.provides.contains(.gradient)
      ? try await fromGradients(sparsity, differences) : try await fromValues(sparsity, differences)
  }

  private mutating func given() async throws(DerivativeError) -> EstimatedHessian {
    let given = try await inquiry.evaluation(at: x, for: .hessian, reading: inquiry.hessian)
    var hessian = given
    for i in x.indices {
      for j in x.indices { hessian[i, j] = (given[i, j] + given[j, i]) / 2 }
    }
    return exact(hessian, from: .objective)
  }

  private mutating func columns(
    by product: @escaping @Sendable ([Double], [Double]) throws -> [Double]
  ) async throws(DerivativeError) -> EstimatedHessian {
    let n = x.count
    var units = PointBatch(dimension: n, capacity: n)
    for i in 0..<n { units.append((0..<n).map { $0 == i ? 1 : 0 }) }
    let columns = try await products(with: units, by: product)
    var hessian = Matrix(rowCount: n, columnCount: n)
    for i in 0..<n {
      for j in 0..<n { hessian[i, j] = (columns[i][j] + columns[j][i]) / 2 }
    }
    return exact(hessian, from: .products)
  }

  /// The products with several vectors, as one batch.
  private mutating func products(
    with vectors: PointBatch, by product: @escaping @Sendable ([Double], [Double]) throws -> [Double]
  ) async throws(DerivativeError) -> [[Double]] {
    let x = x
    let ofVector = Objective<[Double]>(
      provides: .gradient, call: .synchronous { v, _ in Evaluation(value: .nan, gradient: try product(x, v)) })
    inquiry = try Inquiry(ofVector, on: workers, names: names)
    return try await inquiry.evaluations(together: vectors, for: .gradient, reading: inquiry.product)
  }

  /// What the plans of second derivatives take of a gradient.
  private var gradient: Inquiry.Reader<[Double]> {
    let read = inquiry.valueAndGradient
    return { evaluation throws(EvaluationFailure) in try read(evaluation).gradient }
  }

  private func exact(_ hessian: Matrix, from source: EstimatedHessian.Source) -> EstimatedHessian {
    EstimatedHessian(
      hessian: hessian, errors: Matrix(rowCount: x.count, columnCount: x.count), source: source, paths: names,
      oneSided: [], counts: inquiry.counts)
  }

  private mutating func fromGradients(
    _ sparsity: Sparsity?, _ differences: Differences
  ) async throws(DerivativeError) -> EstimatedHessian {
    let (x, box) = (x, box)
    let plan = try checked { () throws(InvalidArgument) in
      try GradientHessianPlan(at: x, in: box, sparsity: sparsity, differences: differences)
    }
    let estimate = try await inquiry.estimate(plan, for: [.value, .gradient], reading: gradient)
    return EstimatedHessian(
      hessian: estimate.hessian, errors: estimate.errors, source: .gradients, paths: names,
      oneSided: differences.coordinatesTurned(at: x, in: box).map { names[$0] }, counts: inquiry.counts)
  }

  private mutating func fromValues(
    _ sparsity: Sparsity?, _ differences: Differences
  ) async throws(DerivativeError) -> EstimatedHessian {
    let (x, box) = (x, box)
    let plan = try checked { () throws(InvalidArgument) in
      try HessianPlan(at: x, in: box, sparsity: sparsity, differences: differences)
    }
    let estimate = try await inquiry.estimate(plan, reading: Inquiry.value)
    return EstimatedHessian(
      hessian: estimate.hessian, errors: estimate.errors, source: .values, paths: names,
      oneSided: differences.coordinatesTurned(ofHessianAt: x, in: box).map { names[$0] }, counts: inquiry.counts)
  }

  /// The product with one vector.
  consuming func product(
    along v: [Double], _ differences: Differences?
  ) async throws(DerivativeError) -> (product: [Double], errors: [Double], counts: Counts) {
    let zeros = [Double](repeating: 0, count: x.count)
    if differences == nil, let product = objective.hessianVectorProduct {
      let products = try await products(with: PointBatch([v]), by: product)
      return (products[0], zeros, inquiry.counts)
    }
    if differences == nil, objective.provides.contains(.hessian) {
      let hessian = try await given()
      return (hessian.hessian * v, zeros, inquiry.counts)
    }
    guard objective.provides.contains(.gradient) else {
      throw .invalid(
        InvalidArgument(
          "the objective", is: "a function of values alone", expected: "one that gives a gradient, or hessian(of:at:)"))
    }
    let (x, box) = (x, box)
    let differences = (differences ?? .forward).resolving(unitRoundoffs)
    let plan = try checked { () throws(InvalidArgument) in
      try HessianVectorPlan(of: v, at: x, in: box, differences: differences)
    }
    let estimate = try await inquiry.estimate(plan, for: [.value, .gradient], reading: gradient)
    return (estimate.product, estimate.errors, inquiry.counts)
  }
}
