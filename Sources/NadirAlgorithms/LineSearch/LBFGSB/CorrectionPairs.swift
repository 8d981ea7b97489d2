import NadirLinear

/// The last m pairs of steps s = xₖ₊₁ − xₖ and gradient changes y = gₖ₊₁ − gₖ, oldest first.
struct CorrectionPairs: Codable, Sendable, Equatable {
  let memory: Int
  let dimension: Int
  private(set) var steps: [[Double]] = []
  private(set) var changes: [[Double]] = []
  /// sᵢᵀyᵢ.
  private(set) var curvatures: [Double] = []
  /// θ = yᵀy / sᵀy of the newest pair: the scale of the model's hessian; 1 while there is none.
  private(set) var theta = 1.0

  init(memory: Int, dimension: Int) {
    self.memory = memory
    self.dimension = dimension
  }

  var count: Int { steps.count }

  /// Adds a pair, and drops the oldest when the memory is full. A pair without positive curvature is not taken, so that
  /// the model stays convex.
  mutating func append(step s: [Double], gradientChange y: [Double]) {
    let curvature = dot(s, y)
    let squared = dot(y, y)
    guard curvature > Double.ulpOfOne * squared, squared > 0 else { return }
    if count == memory {
      steps.removeFirst()
      changes.removeFirst()
      curvatures.removeFirst()
    }
    steps.append(s)
    changes.append(y)
    curvatures.append(curvature)
    theta = squared / curvature
  }

  mutating func removeAll() { self = CorrectionPairs(memory: memory, dimension: dimension) }

  /// Hv, with H the inverse of the model's hessian, by the two-loop recursion.
  func inverseProduct(_ v: [Double]) -> [Double] {
    var r = v
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { alpha in
      for i in steps.indices.reversed() {
        alpha[i] = dot(steps[i], r) / curvatures[i]
        add(-alpha[i], times: changes[i], to: &r)
      }
      for j in r.indices { r[j] /= theta }
      for i in steps.indices {
        add(alpha[i] - dot(changes[i], r) / curvatures[i], times: steps[i], to: &r)
      }
      return r
    }
  }
}
