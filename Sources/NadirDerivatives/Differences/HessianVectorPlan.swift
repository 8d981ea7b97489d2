public import NadirEvaluation

/// The product of a Hessian and a vector.
public struct HessianVectorEstimate: Sendable, Hashable {
  /// ∇²f(x) v, of length n.
  public var product: [Double]
  /// An estimate of the error of each component, no bound, of length n.
  public var errors: [Double]
}

/// The plan of the product ∇²f(x) v from gradients, without the Hessian:
///
///     ∇²f(x) v ≈ (∇f(x + h v) − ∇f(x)) / h
///
/// (Nocedal & Wright 2006, section 8.1). One gradient by forward or backward differences, two by central ones; ∇f(x) is
/// one more where it is not known. h is the largest with h |vᵢ| at most the step along each coordinate i, so that it is
/// inverse to ‖v‖.
///
/// At a bound the line is followed to the other side, or shortened. Where both sides leave less than half a step, as in
/// a corner where v leads out of the box and −v too, v is the sum of two vectors that each lead in. It is a sum, too,
/// where h is so small for some coordinates that rounding would take their displacement back: they have a line, and
/// gradients, of their own.
public struct HessianVectorPlan: DifferencePlan {
  private let differences: Differences
  private var rounds: Rounds<[Double], Displacement>

  public var points: PointBatch { rounds.sites.points }

  /// - Parameters:
  ///   - v: The vector, n numbers. The product with the zero vector is zero and takes no gradient but ∇f(x).
  ///   - x: The point, n numbers in the box.
  ///   - gradient: ∇f(x), if it is known.
  public init(
    of v: [Double], at x: [Double], in box: Box, gradient: [Double]? = nil, differences: Differences = .forward
  ) throws(InvalidArgument) {
    try checkPoint(x, in: box)
    try differences.check(dimension: x.count)
    try Self.checkVector("vector", v, x.count)
    if let gradient { try Self.checkVector("gradient", gradient, x.count) }
    self.differences = differences
    rounds = Rounds(around: x, value: gradient)
    for line in try Line.lines(along: v, at: x, in: box, differences) {
      guard let displacement = Displacement(line, attempt: 0, differences, &rounds.sites) else {
        throw InvalidArgument("box", is: "too narrow along \(v)", expected: "wider, or the step larger")
      }
      rounds.add(displacement)
    }
  }

  public func combine(
    _ gradients: [[Double]?]
  ) throws(DifferenceFailure) -> DifferenceProgress<HessianVectorPlan, HessianVectorEstimate> {
    for gradient in gradients {
      if let misfit = misfit("gradient", gradient, points.dimension) { throw .unfit(misfit) }
    }
    var plan = self
    try plan.rounds.sites.answer(gradients) { $0.allSatisfy(\.isFinite) }
    guard plan.rounds.sites[0] != nil else { throw .noValue }
    let hopeless = plan.rounds.settle(
      isUsable: { displacement, sites in displacement.product(sites) != nil },
      retry: { displacement, sites in
        Displacement(displacement.line, attempt: displacement.attempt + 1, differences, &sites).map { [$0] }
      })
    guard hopeless.isEmpty else { throw .noDifference(along: hopeless) }
    return plan.rounds.open.isEmpty ? .finished(plan.estimate) : .repair(plan)
  }

  private static func checkVector(_ name: String, _ v: [Double], _ n: Int) throws(InvalidArgument) {
    guard v.count == n, v.allSatisfy(\.isFinite) else {
      throw InvalidArgument(name, is: "\(v)", expected: "\(n) finite numbers")
    }
  }

  private var estimate: HessianVectorEstimate {
    let zeros = [Double](repeating: 0, count: points.dimension)
    var estimate = HessianVectorEstimate(product: zeros, errors: zeros)
    for displacement in rounds.finished {
      for (i, element) in (displacement.product(rounds.sites) ?? []).enumerated() {
        estimate.product[i] += element.value
        estimate.errors[i] += element.error
      }
    }
    return estimate
  }
}

/// Gradients on a line through x.
private struct Displacement: Piece {
  var line: Line
  var attempt: Int
  var stencil: ColumnStencil
  var sites: [Int] = []
  /// ε of the coordinates, in whose precision the components of a gradient are kept.
  private var roundoffs: [Double]

  var coordinates: [Int] { line.direction.indices.filter { line.direction[$0] != 0 } }

  init?(_ line: Line, attempt: Int, _ differences: Differences, _ sites: inout Sites<[Double]>) {
    guard
      let stencil = differences.stencil(
        at: 0, step: 1, scale: line.scale, roundoff: .ulpOfOne, lower: line.lower, upper: line.upper, attempt: attempt)
    else { return nil }
    self.line = line
    self.attempt = attempt
    self.stencil = stencil
    roundoffs = line.direction.indices.map { differences.unitRoundoff($0) }
    for t in stencil.nodes {
      let moves = line.point(at: t)
      // A displacement that rounding takes back altogether says nothing.
      guard moves.contains(where: { $0.value != sites.x[$0.coordinate] }) else { return nil }
      self.sites.append(sites.site(moves))
    }
    self.stencil.accuracy.shift = stencil.nodes.reduce(0) { max($0, line.deviation(at: $1)) }
  }

  /// The product with the direction of the line, in the units of the vector.
  func product(_ sites: Sites<[Double]>) -> [(value: Double, error: Double)]? {
    guard let center = sites[0], let values = sites.values(self.sites) else { return nil }
    var product: [(value: Double, error: Double)] = []
    let peers = center.reduce(0) { max($0, $1.magnitude) }
    var stencil = stencil
    for i in center.indices {
      stencil.accuracy.roundoff = roundoffs[i]
      guard let element = stencil.derivative(center[i], values.map { $0[i] }, of: .component, peers: peers) else {
        return nil
      }
      let value = element.value / line.step
      let error = element.error / line.step
      guard value.isFinite, error.isFinite else { return nil }
      product.append((value, error))
    }
    return product
  }
}
