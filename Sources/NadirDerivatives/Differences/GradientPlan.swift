public import NadirEvaluation

/// The plan of the gradient of f: ℝⁿ → ℝ.
///
/// It takes n points by forward or backward differences, 2n by central ones, and 2kn by an extrapolation of k levels; x
/// is one more where f(x) is not known. Where a point fails, its coordinate is tried on the other side, and then with
/// smaller steps.
///
/// It is the ``JacobianPlan`` of one row, written out because functions that cost nanoseconds have gradients, too.
public struct GradientPlan: DifferencePlan {
  private let x: [Double]
  private let box: Box
  private let differences: Differences
  private var estimate: GradientEstimate
  /// Whether f(x) is known.
  private var knowsValue: Bool
  /// The components that are not known yet.
  private var open: [Component] = []

  public private(set) var points: PointBatch

  /// - Parameters:
  ///   - x: The point, n numbers in the box.
  ///   - value: f(x), if it is known.
  public init(
    at x: [Double], in box: Box, value: Double? = nil, differences: Differences = .forward
  ) throws(InvalidArgument) {
    try checkPoint(x, in: box)
    try differences.check(dimension: x.count)
    if let value, !value.isFinite { throw InvalidArgument("value", is: "\(value)", expected: "finite") }
    self.x = x
    self.box = box
    self.differences = differences
    let zeros = [Double](repeating: 0, count: x.count)
    estimate = GradientEstimate(value: value ?? .nan, gradient: zeros, errors: zeros)
    knowsValue = value != nil
    points = PointBatch(dimension: x.count, capacity: 2 * x.count + 1)
    if value == nil { points.append(x) }
    open.reserveCapacity(x.count)
    for i in x.indices {
      guard let stencil = differences.stencil(forCoordinate: i, at: x, in: box, attempt: 0) else {
        throw noRoom(i, at: x, in: box)
      }
      open.append(Component(coordinate: i, stencil: stencil))
      ask(stencil.nodes, along: i)
    }
  }

  private mutating func ask(_ nodes: [Double], along i: Int) {
    var point = x
    for node in nodes {
      point[i] = node
      points.append(point)
    }
  }

  public func combine(
    _ values: [Double?]
  ) throws(DifferenceFailure) -> DifferenceProgress<GradientPlan, GradientEstimate> {
    guard values.count == points.count else {
      throw .unfit(InvalidArgument("values", is: "\(values.count) values", expected: "\(points.count)"))
    }
    var plan = self
    var rest = values[...]
    if !knowsValue {
      guard let value = values[0], value.isFinite else { throw .noValue }
      plan.estimate.value = value
      plan.knowsValue = true
      rest = rest.dropFirst()
    }
    plan.points = PointBatch(dimension: x.count)
    plan.open = []
    var hopeless: [Int] = []
    for component in open {
      let count = component.asked.count
      let answer = plan.settle(component, rest.prefix(count))
      rest = rest.dropFirst(count)
      if !answer { hopeless.append(component.coordinate) }
    }
    guard hopeless.isEmpty else { throw .noDifference(along: hopeless) }
    guard plan.open.isEmpty else { return .repair(plan) }
    plan.compareErrors()
    return .finished(plan.estimate)
  }

  /// Lets the steep coordinates tell of the flat ones.
  ///
  /// Near a minimum with a small value a slope along one coordinate may be nothing but its curvature. Where another one
  /// shows that f curves as much over its size, (s f′)² / |f|, the slope has the error that this curvature makes.
  private mutating func compareErrors() {
    guard differences.method != .central, differences.extrapolation == nil, estimate.value != 0 else { return }
    var curvature = 0.0
    for i in x.indices {
      let change = differences.step.scale(i, at: x[i]) * estimate.gradient[i]
      curvature = max(curvature, change * (change / estimate.value.magnitude))
    }
    guard curvature.isFinite else { return }
    for i in x.indices {
      guard let h = differences.stepSize(i, at: x[i], for: .slope) else { continue }
      let s = differences.step.scale(i, at: x[i])
      let error = min(estimate.gradient[i].magnitude, curvature / s * (h / s))
      estimate.errors[i] = max(estimate.errors[i], error)
    }
  }

  /// Takes the values that a component asked for, and opens it again where they do not do; `false` when there is
  /// nothing left to try.
  private mutating func settle(_ component: Component, _ values: ArraySlice<Double?>) -> Bool {
    let i = component.coordinate
    let center = estimate.value
    let answers = values.map { $0 ?? .nan }
    if component.attempt == 0, answers.allSatisfy(\.isFinite),
      finish(i, component.stencil.derivative(center, answers, of: .value))
    {
      return true
    }
    var component = component
    for (node, answer) in zip(component.asked, answers) { component.known[node] = answer }
    while !finish(i, component.derivative(center)) {
      component.attempt += 1
      guard let stencil = differences.stencil(forCoordinate: i, at: x, in: box, attempt: component.attempt) else {
        return false
      }
      component.stencil = stencil
      guard !component.asked.isEmpty, !component.isFailed else { continue }
      open.append(component)
      ask(component.asked, along: i)
      return true
    }
    return true
  }

  private mutating func finish(_ i: Int, _ derivative: (value: Double, error: Double)?) -> Bool {
    guard let derivative else { return false }
    estimate.gradient[i] = derivative.value
    estimate.errors[i] = derivative.error
    return true
  }
}

/// One component of a gradient, and what earlier attempts say of it.
private struct Component {
  var coordinate: Int
  var attempt = 0
  var stencil: ColumnStencil
  /// The values at nodes of earlier attempts, NaN where they failed.
  var known: [Double: Double] = [:]

  init(coordinate: Int, stencil: ColumnStencil) {
    self.coordinate = coordinate
    self.stencil = stencil
  }

  /// The nodes that have not been evaluated.
  var asked: [Double] { known.isEmpty ? stencil.nodes : stencil.nodes.filter { known[$0] == nil } }

  /// Whether a node of the stencil has failed before.
  var isFailed: Bool { stencil.nodes.contains { known[$0]?.isFinite == false } }

  /// The derivative, where every node has a finite value.
  func derivative(_ center: Double) -> (value: Double, error: Double)? {
    let values = stencil.nodes.compactMap { known[$0] }.filter(\.isFinite)
    return values.count == stencil.nodes.count ? stencil.derivative(center, values, of: .value) : nil
  }
}
