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
    let step = difference(new.point, old.point)
    let change = difference(new.gradient, old.gradient)
    let curvature = dot(step, change)
    let squared = dot(change, change)
    guard curvature > Double.ulpOfOne * squared, squared > 0 else { return }
    theta = squared / curvature
    if count < memory {
      steps += step
      changes += change
      curvatures.append(curvature)
      count += 1
    } else {
      for j in 0..<dimension {
        steps[oldest * dimension + j] = step[j]
        changes[oldest * dimension + j] = change[j]
      }
      curvatures[oldest] = curvature
      oldest = slot(1)
    }
  }

  mutating func removeAll() { self = CorrectionPairs(memory: memory, dimension: dimension) }

  /// −Hg, with H the inverse of the model's hessian, by the two-loop recursion.
  func descentDirection(_ gradient: [Double]) -> [Double] {
    var direction = gradient.map { -$0 }
    direction.withUnsafeMutableBufferPointer { r in
      steps.withUnsafeBufferPointer { steps in
        changes.withUnsafeBufferPointer { changes in
          withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { alpha in
            recur(r, steps, changes, alpha)
          }
        }
      }
    }
    return direction
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
