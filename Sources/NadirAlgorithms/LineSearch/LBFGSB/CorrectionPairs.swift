import NadirLinear

/// The last m pairs of steps s = xₖ₊₁ − xₖ and gradient changes y = gₖ₊₁ − gₖ.
struct CorrectionPairs: Codable, Sendable, Equatable {
  let memory: Int
  let dimension: Int
  private(set) var count = 0
  /// θ = yᵀy / sᵀy of the newest pair: the scale of the model's hessian; 1 while there is none.
  private(set) var theta = 1.0
  /// A ring of `memory` slots, in which the oldest pair is at `oldest`.
  private var oldest = 0
  private var steps: [Double] = []
  private var changes: [Double] = []
  /// sᵢᵀyᵢ.
  private var curvatures: [Double] = []

  init(memory: Int, dimension: Int) {
    self.memory = memory
    self.dimension = dimension
  }

  /// Pair `i`, counted from the oldest.
  func pair(_ i: Int) -> (step: [Double], change: [Double], curvature: Double) {
    let slot = slot(i)
    let range = slot * dimension..<(slot + 1) * dimension
    return (Array(steps[range]), Array(changes[range]), curvatures[slot])
  }

  private func slot(_ i: Int) -> Int {
    let slot = oldest + i
    return slot < memory ? slot : slot - memory
  }

  /// Adds the pair between two iterates, in the place of the oldest when the memory is full. A pair without positive
  /// curvature is not taken, so that the model stays convex.
  mutating func append(from old: Iterate, to new: Iterate) {
    var curvature = 0.0
    var squared = 0.0
    for j in 0..<dimension {
      let change = new.gradient[j] - old.gradient[j]
      curvature += (new.point[j] - old.point[j]) * change
      squared += change * change
    }
    guard curvature > Double.ulpOfOne * squared, squared > 0 else { return }
    theta = squared / curvature
    if steps.isEmpty {
      steps = [Double](repeating: 0, count: memory * dimension)
      changes = steps
      curvatures = [Double](repeating: 0, count: memory)
    }
    let slot = slot(count < memory ? count : 0)
    for j in 0..<dimension {
      steps[slot * dimension + j] = new.point[j] - old.point[j]
      changes[slot * dimension + j] = new.gradient[j] - old.gradient[j]
    }
    curvatures[slot] = curvature
    if count < memory { count += 1 } else { oldest = self.slot(1) }
  }

  mutating func removeAll() { self = CorrectionPairs(memory: memory, dimension: dimension) }

  /// Forms −Hg, with H the inverse of the model's hessian, by the two-loop recursion.
  func formDescentDirection(_ gradient: [Double], in direction: inout [Double]) {
    if direction.count != dimension { direction = [Double](repeating: 0, count: dimension) }
    direction.withUnsafeMutableBufferPointer { r in
      for j in r.indices { r[j] = -gradient[j] }
      steps.withUnsafeBufferPointer { steps in
        changes.withUnsafeBufferPointer { changes in
          withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { alpha in
            recur(r, steps, changes, alpha)
          }
        }
      }
    }
  }

  private func recur(
    _ r: UnsafeMutableBufferPointer<Double>, _ steps: UnsafeBufferPointer<Double>,
    _ changes: UnsafeBufferPointer<Double>, _ alpha: UnsafeMutableBufferPointer<Double>
  ) {
    func row(_ slot: Int, of pairs: UnsafeBufferPointer<Double>) -> UnsafeBufferPointer<Double> {
      UnsafeBufferPointer(rebasing: pairs[slot &* dimension..<(slot &+ 1) &* dimension])
    }
    for i in (0..<count).reversed() {
      let slot = slot(i)
      alpha[i] = dot(row(slot, of: steps), UnsafeBufferPointer(r)) / curvatures[slot]
      add(-alpha[i], times: row(slot, of: changes), to: r)
    }
    for j in r.indices { r[j] /= theta }
    for i in 0..<count {
      let slot = slot(i)
      let beta = dot(row(slot, of: changes), UnsafeBufferPointer(r)) / curvatures[slot]
      add(alpha[i] - beta, times: row(slot, of: steps), to: r)
    }
  }
}
