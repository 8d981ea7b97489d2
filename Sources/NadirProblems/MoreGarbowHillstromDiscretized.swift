import NadirScalars

// Moré, Garbow & Hillstrom 1981, doi:10.1145/355934.355936: one boundary value problem, u″ = ½(u + t + 1)³ with
// u(0) = u(1) = 0, as differences and as an integral equation, on the grid tᵢ = ih with h = 1/(n + 1). The residuals of
// the second are those of the first times the inverse of their matrix of differences, so that both have the same
// minimizer. Both jacobians are invertible everywhere: only the minimizer is stationary.

extension TestProblems {
  /// Problem 28: rᵢ = 2xᵢ − xᵢ₋₁ − xᵢ₊₁ + ½h²(xᵢ + tᵢ + 1)³ with tᵢ = ih, h = 1/(n + 1) and x₀ = xₙ₊₁ = 0.
  ///
  /// Start tᵢ(tᵢ − 1), f = 0. The minimizer is found here for any n, as is that of ``discreteIntegralEquation(_:)``.
  public static func discreteBoundaryValue(_ n: Int) -> TestProblem {
    precondition(n >= 1, "at least one coordinate")
    let grid = Grid(n)
    return TestProblem(
      "Discrete boundary value \(n)", source: moreGarbowHillstromSource(28, "Moré & Cosnard 1979"), start: grid.start,
      minimizers: [grid.minimizer], residualCount: n,
      map: DiscreteBoundaryValue(grid: grid),
      row: { i, x in
        var row = [Double](repeating: 0, count: x.count)
        let shifted = x[i - 1] + grid.t[i - 1] + 1
        row[i - 1] = 2 + 1.5 * grid.h * grid.h * shifted * shifted
        if i > 1 { row[i - 2] = -1 }
        if i < x.count { row[i] = -1 }
        return row
      })
  }

  /// Problem 29: rᵢ = xᵢ + ½h Σⱼ k(tᵢ, tⱼ)(xⱼ + tⱼ + 1)³ with k(s, t) = min(s, t)(1 − max(s, t)), tᵢ = ih and
  /// h = 1/(n + 1).
  ///
  /// Start tᵢ(tᵢ − 1), f = 0. The sum is a contraction near the minimizer, which is found here for any n as its fixed
  /// point.
  public static func discreteIntegralEquation(_ n: Int) -> TestProblem {
    precondition(n >= 1, "at least one coordinate")
    let grid = Grid(n)
    return TestProblem(
      "Discrete integral equation \(n)", source: moreGarbowHillstromSource(29, "Moré & Cosnard 1979"),
      start: grid.start,
      minimizers: [grid.minimizer], residualCount: n,
      map: DiscreteIntegralEquation(grid: grid),
      row: { i, x in
        x.indices.map { j in
          let shifted = x[j] + grid.t[j] + 1
          return (j == i - 1 ? 1 : 0) + 1.5 * grid.h * grid.kernel(i - 1, j) * shifted * shifted
        }
      })
  }

  /// The inner points of the grid on [0, 1], numbered from 0.
  private struct Grid {
    let h: Double
    let t: [Double]

    init(_ n: Int) {
      let h = 1 / Double(n + 1)
      self.h = h
      t = (1...n).map { Double($0) * h }
    }

    var start: [Double] { t.map { $0 * ($0 - 1) } }

    /// The fixed point of x − r(x) for the residuals of the integral equation; each step divides the error by 2 or more.
    var minimizer: [Double] {
      var x = start
      for _ in 0..<60 {
        let residuals = DiscreteIntegralEquation(grid: self)(x)
        for j in x.indices { x[j] -= residuals[j] }
      }
      return x
    }

    /// Green's function of −u″ with u(0) = u(1) = 0.
    func kernel(_ i: Int, _ j: Int) -> Double { min(t[i], t[j]) * (1 - max(t[i], t[j])) }
  }

  private struct DiscreteBoundaryValue: TestMap {
    let grid: Grid

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      x.indices.map { k in
        let below = k > 0 ? x[k - 1] : 0
        let above = k + 1 < x.count ? x[k + 1] : 0
        let shifted = x[k] + Number(grid.t[k] + 1)
        let force = Number(grid.h * grid.h / 2) * shifted * shifted * shifted
        return 2 * x[k] - below - above + force
      }
    }
  }

  private struct DiscreteIntegralEquation: TestMap {
    let grid: Grid

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let forces = x.indices.map { j in
        let shifted = x[j] + Number(grid.t[j] + 1)
        return shifted * shifted * shifted
      }
      return x.indices.map { i in
        x.indices.reduce(x[i]) { $0 + Number(grid.h / 2 * grid.kernel(i, $1)) * forces[$1] }
      }
    }
  }
}
