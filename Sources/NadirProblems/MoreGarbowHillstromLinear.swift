import NadirScalars

// Moré, Garbow & Hillstrom 1981, doi:10.1145/355934.355936: the linear problems, in n coordinates and m ≥ n residuals.

extension TestProblems {
  /// Problem 32: rᵢ = xᵢ − (2/m)Σⱼ xⱼ − 1 for i = 1, …, n, and −(2/m)Σⱼ xⱼ − 1 for i = n + 1, …, m.
  ///
  /// Start 1 in every coordinate; f = m − n at (−1, …, −1).
  public static func linearFullRank(_ n: Int, residuals m: Int) -> TestProblem {
    precondition(n >= 1 && m >= n, "at least one coordinate and as many residuals")
    return TestProblem(
      "Linear full rank \(m) × \(n)", source: moreGarbowHillstromSource(32, "Moré, Garbow & Hillstrom"),
      start: [Double](repeating: 1, count: n), minimum: Double(m - n),
      minimizers: [[Double](repeating: -1, count: n)], features: .convex, residualCount: m,
      map: LinearFullRank(m: m),
      row: { i, x in x.indices.map { ($0 == i - 1 ? 1 : 0) - 2 / Double(m) } })
  }

  private struct LinearFullRank: TestMap {
    let m: Int

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let common = 1 + Number(2 / Double(m)) * x.reduce(0, +)
      return x.map { $0 - common } + [Number](repeating: -common, count: m - x.count)
    }
  }

  /// Problem 33: rᵢ = iΣⱼ jxⱼ − 1 for i = 1, …, m. Start 1 in every coordinate.
  ///
  /// f = m(m − 1)/(2(2m + 1)) wherever Σⱼ jxⱼ = 3/(2m + 1).
  public static func linearRank1(_ n: Int, residuals m: Int) -> TestProblem {
    precondition(n >= 1 && m >= n, "at least one coordinate and as many residuals")
    let count = Double(m)
    let weights = (1...n).map(Double.init)
    let equal = 3 / (2 * count + 1) / weights.reduce(0, +)
    return TestProblem(
      "Linear rank 1 \(m) × \(n)", source: moreGarbowHillstromSource(33, "Moré, Garbow & Hillstrom"),
      start: [Double](repeating: 1, count: n), minimum: count * (count - 1) / (2 * (2 * count + 1)),
      minimizers: [[Double](repeating: equal, count: n)],
      features: n == 1 ? .convex : [.convex, .singular, .continuum], residualCount: m,
      map: LinearRank1(multipliers: (1...m).map(Double.init), weights: weights),
      row: { i, _ in weights.map { Double(i) * $0 } })
  }

  /// Problem 34: rᵢ = (i − 1)s − 1 with s = Σ jxⱼ over j = 2, …, n − 1, for i = 1, …, m − 1, and rₘ = −1. Start 1 in
  /// every coordinate; the first and the last have no effect.
  ///
  /// f = (m² + 3m − 6)/(2(2m − 3)) wherever s = 3/(2m − 3).
  public static func linearRank1WithZeros(_ n: Int, residuals m: Int) -> TestProblem {
    precondition(n >= 3 && m >= n, "at least three coordinates and as many residuals")
    let count = Double(m)
    let weights = (1...n).map { $0 == 1 || $0 == n ? 0 : Double($0) }
    let multipliers = (1...m).map { $0 == m ? 0 : Double($0 - 1) }
    let equal = 3 / (2 * count - 3) / weights.reduce(0, +)
    return TestProblem(
      "Linear rank 1 with zeros \(m) × \(n)", source: moreGarbowHillstromSource(34, "Moré, Garbow & Hillstrom"),
      start: [Double](repeating: 1, count: n), minimum: (count * count + 3 * count - 6) / (2 * (2 * count - 3)),
      minimizers: [[Double](repeating: equal, count: n)], features: [.convex, .singular, .continuum], residualCount: m,
      map: LinearRank1(multipliers: multipliers, weights: weights),
      row: { i, _ in weights.map { multipliers[i - 1] * $0 } })
  }

  /// rᵢ = aᵢ(b·x) − 1.
  private struct LinearRank1: TestMap {
    let multipliers: [Double]
    let weights: [Double]

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let sum = x.indices.reduce(0) { $0 + Number(weights[$1]) * x[$1] }
      return multipliers.map { Number($0) * sum - 1 }
    }
  }
}
