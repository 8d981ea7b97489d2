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
  private let convert: (Differences) throws(InvalidArgument) -> Differences
  private var inquiry: Inquiry

  init<Shape: Sendable>(
    _ typed: Objective<Shape>, in space: ParameterSpace<Shape>, on workers: Workers
  ) throws(DerivativeError) {
    objective = space.flattened(typed)
    self.workers = workers
    x = space.startCoordinates
    box = space.box
    names = space.coordinateNames
    convert = { given throws(InvalidArgument) in try given.coordinates(of: space) }
    inquiry = try Inquiry(objective, on: workers, names: names)
  }

  private func coordinates(of differences: Differences) throws(DerivativeError) -> Differences {
    let convert = convert
    return try checked { () throws(InvalidArgument) in try convert(differences) }
  }

  /// The whole Hessian.
  consuming func estimate(
    _ sparsity: Sparsity?, _ differences: Differences?
  ) async throws(DerivativeError) -> EstimatedHessian {
    if differences == nil, objective.provides.contains(.hessian) { return try await given() }
    if differences == nil, let product = objective.hessianVectorProduct { return try await columns(by: product) }
    let differences = try coordinates(of: differences ?? .forward)
    if let demand = objective.provides.forGradient { return try await fromGradients(demand, sparsity, differences) }
    return try await fromValues(sparsity, differences)
  }

  private mutating func given() async throws(DerivativeError) -> EstimatedHessian {
    // First, so that its counts are those after the evaluation.
    let given = try await inquiry.evaluation(at: x, for: .hessian, reading: inquiry.hessian)
    return exact(given, from: .objective)
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
      for j in 0..<n { hessian[i, j] = columns[j][i] }
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

  /// What the objective's own derivatives say, of which rounding may have made two halves that differ.
  private func exact(_ given: Matrix, from source: DerivativeSource) -> EstimatedHessian {
    var hessian = given
    for i in x.indices {
      for j in x.indices { hessian[i, j] = (given[i, j] + given[j, i]) / 2 }
    }
    return EstimatedHessian(
      hessian: hessian, errors: Matrix(rowCount: x.count, columnCount: x.count), source: source, paths: names,
      oneSided: [], counts: inquiry.counts)
  }

  private mutating func fromGradients(
    _ demand: Demand, _ sparsity: Sparsity?, _ differences: Differences
  ) async throws(DerivativeError) -> EstimatedHessian {
    let (x, box) = (x, box)
    let plan = try checked { () throws(InvalidArgument) in
      try GradientHessianPlan(at: x, in: box, sparsity: sparsity, differences: differences)
    }
    let estimate = try await inquiry.estimate(plan, for: demand, reading: gradient)
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
  ) async throws(DerivativeError) -> HessianProduct {
    let zeros = [Double](repeating: 0, count: x.count)
    if differences == nil, let product = objective.hessianVectorProduct {
      let products = try await products(with: PointBatch([v]), by: product)
      return HessianProduct(
        components: products[0], errors: zeros, source: .products, oneSided: [], counts: inquiry.counts)
    }
    if differences == nil, objective.provides.contains(.hessian) {
      let hessian = try await given()
      return HessianProduct(
        components: hessian.hessian * v, errors: zeros, source: .objective, oneSided: [], counts: inquiry.counts)
    }
    guard let demand = objective.provides.forGradient else {
      throw .invalid(
        InvalidArgument(
          "the objective", is: "a function of values alone", expected: "one that gives a gradient, or hessian(of:at:)"))
    }
    let (x, box) = (x, box)
    let differences = try coordinates(of: differences ?? .forward)
    let plan = try checked { () throws(InvalidArgument) in
      try HessianVectorPlan(of: v, at: x, in: box, differences: differences)
    }
    let estimate = try await inquiry.estimate(plan, for: demand, reading: gradient)
    return HessianProduct(
      components: estimate.product, errors: estimate.errors, source: .gradients,
      oneSided: differences.coordinatesTurned(along: v, at: x, in: box), counts: inquiry.counts)
  }
}

/// What the product of a Hessian and a vector came to, in the free coordinates.
struct HessianProduct {
  let components: [Double]
  let errors: [Double]
  let source: DerivativeSource
  let oneSided: [Int]
  let counts: Counts
}

extension Differences {
  /// The coordinates whose bounds leave less room than a step along v, or along its negative where the method goes there.
  fileprivate func coordinatesTurned(along v: [Double], at x: [Double], in box: Box) -> [Int] {
    // Seen in a mirror where v points down, so that along v is up.
    let signs = v.map { $0 < 0 ? -1.0 : 1 }
    let mirrored = x.indices.map { signs[$0] * x[$0] }
    let lower = x.indices.map { signs[$0] > 0 ? box.lower[$0] : -box.upper[$0] }
    let upper = x.indices.map { signs[$0] > 0 ? box.upper[$0] : -box.lower[$0] }
    return coordinatesTurned(at: mirrored, in: Box(lower: lower, upper: upper)).filter { v[$0] != 0 }
  }
}
