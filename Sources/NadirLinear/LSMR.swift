/// LSMR: the damped problem min ‖Ax − b‖² + λ‖x‖² by products with A and Aᵀ alone.
///
/// It is the minimum residual method for the normal equations (AᵀA + λI)x = Aᵀb, on the bidiagonalization of Golub and
/// Kahan: ‖Aᵀ(b − Ax) − λx‖ decreases from iteration to iteration, so that it may be ended early. An iteration takes
/// two products and some 3m + 5n operations; there are at most min(m, n) of them but for rounding, and few where the
/// singular values of A lie in few clusters. At λ = 0, and with dependent columns, x is the solution of the smallest
/// norm.
///
/// Source: Fong & Saunders 2011, LSMR: an iterative algorithm for sparse least-squares problems, SIAM J. Sci. Comput.
/// 33, 2950–2971, doi:10.1137/10079687X.
public struct LSMR: Sendable {
  /// λ. The paper's is √λ.
  public var damping: Double
  /// The relative uncertainty of A: the solution of a matrix so near to A is good enough.
  public var tolerance: Double
  /// The relative uncertainty of b, for problems with Ax = b.
  public var rightSideTolerance: Double
  /// The condition number of A beyond which the iteration ends, for it then fits x to the rounding errors in A.
  public var conditionLimit: Double
  /// The most iterations; `nil` for 4·min(m, n) + 100.
  public var maximumIterations: Int?

  /// - Parameters:
  ///   - damping: 0, for min ‖Ax − b‖.
  ///   - tolerance: 1e-10.
  ///   - rightSideTolerance: That of A.
  ///   - conditionLimit: 1/ε.
  public init(
    damping: Double = 0, tolerance: Double = 1e-10, rightSideTolerance: Double? = nil,
    conditionLimit: Double = 1 / Double.ulpOfOne, maximumIterations: Int? = nil
  ) {
    precondition(damping >= 0, "a damping that is not negative")
    self.damping = damping
    self.tolerance = tolerance
    self.rightSideTolerance = rightSideTolerance ?? tolerance
    self.conditionLimit = conditionLimit
    self.maximumIterations = maximumIterations
  }

  /// The solution for a right-hand side b of length m.
  public func solve(_ a: some LinearOperator, _ b: [Double]) -> LSMRSolution {
    precondition(b.count == a.rowCount, "a right-hand side of length \(a.rowCount)")
    var process = GolubKahanBidiagonalization(a, startingAt: b)
    var estimates = LSMREstimates(alpha: process.alpha, beta: process.beta, damping: damping.squareRoot())
    let norm = process.beta
    var x = [Double](repeating: 0, count: a.columnCount)
    guard estimates.gradientNorm > 0 else { return estimates.solution(x, .solved) }
    // h and h̄ of the paper: the directions in which x moves are combinations of them.
    var (direction, smoothed) = (process.v, x)
    let limit = maximumIterations ?? (4 * min(a.rowCount, a.columnCount) + 100)
    while estimates.iterations < limit {
      process.advance()
      let weights = estimates.advance(alpha: process.alpha, beta: process.beta)
      for i in x.indices {
        smoothed[i] = direction[i] - weights.smoothed * smoothed[i]
        x[i] += weights.step * smoothed[i]
        direction[i] = process.v[i] - weights.direction * direction[i]
      }
      let fit = rightSideTolerance * norm + tolerance * estimates.operatorNorm * euclideanNorm(x)
      let isSolved =
        estimates.residualNorm <= fit
        || estimates.gradientNorm <= tolerance * estimates.operatorNorm * estimates.residualNorm
      if isSolved { return estimates.solution(x, .solved) }
      if estimates.conditionNumber >= conditionLimit { return estimates.solution(x, .illConditioned) }
    }
    return estimates.solution(x, .iterations)
  }
}

/// What ``LSMR`` found. The norms are estimates of its recurrences, those of the rows (A; √λI) where it is damped.
public struct LSMRSolution: Sendable, Equatable {
  /// Why the iteration ended.
  public enum Ending: String, Sendable, Hashable {
    /// A tolerance is met.
    case solved
    /// The condition number has reached its limit.
    case illConditioned
    /// The iterations are spent.
    case iterations
  }

  /// x, of length n.
  public var x: [Double]
  public var ending: Ending
  public var iterations: Int
  /// √(‖Ax − b‖² + λ‖x‖²).
  public var residualNorm: Double
  /// ‖Aᵀ(b − Ax) − λx‖.
  public var gradientNorm: Double
  /// ‖(A; √λI)‖ in the Frobenius norm, as far as the iteration has seen it.
  public var operatorNorm: Double
  /// The condition number of (A; √λI) in the Euclidean norm, likewise.
  public var conditionNumber: Double
}
