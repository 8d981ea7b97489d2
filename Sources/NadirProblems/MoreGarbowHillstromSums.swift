import NadirScalars

// Moré, Garbow & Hillstrom 1981, doi:10.1145/355934.355936: more problems in any number of coordinates, those whose
// residuals each hold most of the coordinates or a band of them.

extension TestProblems {
  /// Problem 23: rᵢ = √a(xᵢ − 1) with a = 10⁻⁵ for i = 1, …, n, and rₙ₊₁ = Σxⱼ² − 1/4. Start (1, 2, …, n).
  ///
  /// f = 2.24997…·10⁻⁵ for n = 4 and 7.08765…·10⁻⁵ for n = 10. All coordinates are equal at the minimizer, to the
  /// positive root s of 4ns³ + (2a − 1)s − 2a = 0, found here by Newton's method for any n.
  public static func penaltyI(_ n: Int) -> TestProblem {
    precondition(n >= 1, "at least one coordinate")
    let a = 1e-5
    let count = Double(n)
    var s = 0.5 / count.squareRoot() + a
    for _ in 0..<20 {
      s -= (4 * count * s * s * s + (2 * a - 1) * s - 2 * a) / (12 * count * s * s + 2 * a - 1)
    }
    let excess = count * s * s - 0.25
    return TestProblem(
      "Penalty I \(n)", source: moreGarbowHillstromSource(23, "Gill, Murray & Pitfield 1972"),
      start: (1...n).map(Double.init), minimum: count * a * (s - 1) * (s - 1) + excess * excess,
      minimizers: [[Double](repeating: s, count: n)], features: .badlyScaled, residualCount: n + 1,
      map: PenaltyI(a: a),
      row: { i, x in
        guard i <= x.count else { return x.map { 2 * $0 } }
        return x.indices.map { $0 == i - 1 ? a.squareRoot() : 0 }
      })
  }

  private struct PenaltyI: TestMap {
    let a: Double

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      x.map { Number(a.squareRoot()) * ($0 - 1) } + [x.reduce(-0.25) { $0 + $1 * $1 }]
    }
  }

  /// Problem 24, in 2n residuals with a = 10⁻⁵: r₁ = x₁ − 0.2; rᵢ = √a(exp(xᵢ/10) + exp(xᵢ₋₁/10) − yᵢ) with
  /// yᵢ = exp(i/10) + exp((i − 1)/10) for i = 2, …, n; rₙ₊ᵢ₋₁ = √a(exp(xᵢ/10) − exp(−1/10)) for the same i; and
  /// r₂ₙ = Σ (n − j + 1)xⱼ² − 1. Start 1/2 in every coordinate.
  ///
  /// The published minima are for n = 4, 9.37629…·10⁻⁶, and n = 10, 2.93660…·10⁻⁴.
  public static func penaltyII(_ n: Int) -> TestProblem {
    precondition(n == 4 || n == 10, "the minimum of Penalty II is published for n = 4 and 10, not \(n)")
    let a = 1e-5
    let minimizers: [Int: [Double]] = [
      4: [0.1999993333503804, 0.19131670099277245, 0.48010148533262315, 0.5188454043902005],
      10: [
        0.1999836051978236, 0.010350648471292297, 0.019604934480438402, 0.03208906722068565, 0.049932677399641294,
        0.07651399515399361, 0.11862407286950417, 0.19214487233557667, 0.34732058694184365, 0.3691643741593508,
      ],
    ]
    return TestProblem(
      "Penalty II \(n)", source: moreGarbowHillstromSource(24, "Gill, Murray & Pitfield 1972"),
      start: [Double](repeating: 0.5, count: n), minimum: n == 4 ? 9.376293007355441e-06 : 0.00029366053745674595,
      minimizers: minimizers[n].map { [$0] } ?? [], features: .badlyScaled, residualCount: 2 * n,
      map: PenaltyII(a: a),
      row: { i, x in
        let n = x.count
        if i == 2 * n { return x.indices.map { Double(2 * (n - $0)) * x[$0] } }
        var row = [Double](repeating: 0, count: n)
        if i == 1 {
          row[0] = 1
        } else if i <= n {
          row[i - 2] = a.squareRoot() * exp(x[i - 2] / 10) / 10
          row[i - 1] = a.squareRoot() * exp(x[i - 1] / 10) / 10
        } else {
          row[i - n] = a.squareRoot() * exp(x[i - n] / 10) / 10
        }
        return row
      })
  }

  private struct PenaltyII: TestMap {
    let a: Double

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let n = x.count
      let scale = Number(a.squareRoot())
      let growth = x.map { exp($0 / 10) }
      let pairs = (2...n).map { i in
        let y = exp(Double(i) / 10) + exp(Double(i - 1) / 10)
        return scale * (growth[i - 1] + growth[i - 2] - Number(y))
      }
      let singles = growth.dropFirst().map { scale * ($0 - Number(exp(-0.1))) }
      let sum = x.indices.reduce(-1) { $0 + Number(Double(n - $1)) * x[$1] * x[$1] }
      return [x[0] - 0.2] + pairs + singles + [sum]
    }
  }

  /// Problem 25: rᵢ = xᵢ − 1 for i = 1, …, n, then s = Σ j(xⱼ − 1) and s². Start 1 − j/n, f = 0 at (1, …, 1).
  public static func variablyDimensioned(_ n: Int) -> TestProblem {
    precondition(n >= 1, "at least one coordinate")
    return TestProblem(
      "Variably dimensioned \(n)", source: moreGarbowHillstromSource(25, "Moré, Garbow & Hillstrom"),
      start: (1...n).map { 1 - Double($0) / Double(n) },
      minimizers: [[Double](repeating: 1, count: n)], features: .convex, residualCount: n + 2,
      map: VariablyDimensioned(),
      jacobian: { x in
        let n = x.count
        let sum = VariablyDimensioned().weightedSum(x)
        var rows = [Double](repeating: 0, count: (n + 2) * n)
        for j in 0..<n {
          rows[j * n + j] = 1
          rows[n * n + j] = Double(j + 1)
          rows[(n + 1) * n + j] = 2 * sum * Double(j + 1)
        }
        return rows
      })
  }

  private struct VariablyDimensioned: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let sum = weightedSum(x)
      return x.map { $0 - 1 } + [sum, sum * sum]
    }

    func weightedSum<Number: RealScalar>(_ x: [Number]) -> Number {
      x.indices.reduce(0) { $0 + Number(Double($1 + 1)) * (x[$1] - 1) }
    }
  }

  /// Problem 26: rᵢ = n − Σⱼ cos xⱼ + i(1 − cos xᵢ) − sin xᵢ for i = 1, …, n. Start 1/n in every coordinate.
  ///
  /// f = 0, among others at the origin and whole turns away from it; there are local minima close to the start.
  public static func trigonometric(_ n: Int) -> TestProblem {
    precondition(n >= 1, "at least one coordinate")
    return TestProblem(
      "Trigonometric \(n)", source: moreGarbowHillstromSource(26, "Spedicato 1975"),
      start: [Double](repeating: 1 / Double(n), count: n),
      minimizers: [[Double](repeating: 0, count: n)], features: .multimodal, residualCount: n,
      map: Trigonometric(),
      jacobian: { x in
        var rows = [Double](repeating: 0, count: x.count * x.count)
        for i in x.indices {
          for j in x.indices { rows[i * x.count + j] = sin(x[j]) }
          rows[i * x.count + i] += Double(i + 1) * sin(x[i]) - cos(x[i])
        }
        return rows
      })
  }

  private struct Trigonometric: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let sum = x.reduce(Number(Double(x.count))) { $0 - cos($1) }
      return x.indices.map { i in
        let own = Number(Double(i + 1)) * (1 - cos(x[i]))
        return sum + own - sin(x[i])
      }
    }
  }

  /// Problem 27: rᵢ = xᵢ + Σⱼ xⱼ − (n + 1) for i = 1, …, n − 1, and rₙ = Πⱼ xⱼ − 1. Start 1/2 in every coordinate.
  ///
  /// f = 0 at (1, …, 1) and at the other points (α, …, α, α^(1−n)) with nαⁿ − (n + 1)αⁿ⁻¹ + 1 = 0; f = 1 at
  /// (0, …, 0, n + 1), which is stationary.
  public static func brownAlmostLinear(_ n: Int) -> TestProblem {
    precondition(n >= 2, "at least two coordinates")
    return TestProblem(
      "Brown almost-linear \(n)", source: moreGarbowHillstromSource(27, "Brown 1969"),
      start: [Double](repeating: 0.5, count: n),
      minimizers: [[Double](repeating: 1, count: n)], features: .multimodal, residualCount: n,
      map: BrownAlmostLinear(),
      row: { i, x in
        x.indices.map { j in
          guard i == x.count else { return j == i - 1 ? 2 : 1 }
          return x.indices.reduce(1) { $1 == j ? $0 : $0 * x[$1] }
        }
      })
  }

  private struct BrownAlmostLinear: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let sum = x.reduce(Number(-Double(x.count + 1)), +)
      return x.dropLast().map { $0 + sum } + [x.reduce(1, *) - 1]
    }
  }

  /// Problem 30: rᵢ = (3 − 2xᵢ)xᵢ − xᵢ₋₁ − 2xᵢ₊₁ + 1 with x₀ = xₙ₊₁ = 0. Start −1 in every coordinate, f = 0.
  public static func broydenTridiagonal(_ n: Int) -> TestProblem {
    precondition(n >= 1, "at least one coordinate")
    return TestProblem(
      "Broyden tridiagonal \(n)", source: moreGarbowHillstromSource(30, "Broyden 1965"),
      start: [Double](repeating: -1, count: n), features: .multimodal, residualCount: n,
      map: BroydenTridiagonal(),
      row: { i, x in
        var row = [Double](repeating: 0, count: x.count)
        row[i - 1] = 3 - 4 * x[i - 1]
        if i > 1 { row[i - 2] = -1 }
        if i < x.count { row[i] = -2 }
        return row
      })
  }

  private struct BroydenTridiagonal: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      x.indices.map { k in
        let below = k > 0 ? x[k - 1] : 0
        let above = k + 1 < x.count ? x[k + 1] : 0
        return (3 - 2 * x[k]) * x[k] - below - 2 * above + 1
      }
    }
  }

  /// Problem 31: rᵢ = xᵢ(2 + 5xᵢ²) + 1 − Σⱼ xⱼ(1 + xⱼ) over the neighbors j ≠ i with i − 5 ≤ j ≤ i + 1. Start −1 in
  /// every coordinate, f = 0; there are local minima, such as 2.68… for n = 10.
  ///
  /// At the minimizer the jacobian has a dominant diagonal, so that it is found here, for any n, by Newton steps in
  /// single coordinates.
  public static func broydenBanded(_ n: Int) -> TestProblem {
    precondition(n >= 1, "at least one coordinate")
    let start = [Double](repeating: -1, count: n)
    var minimizer = start
    for _ in 0..<60 {
      let residuals = BroydenBanded()(minimizer)
      for j in minimizer.indices { minimizer[j] -= residuals[j] / (2 + 15 * minimizer[j] * minimizer[j]) }
    }
    return TestProblem(
      "Broyden banded \(n)", source: moreGarbowHillstromSource(31, "Broyden 1971"), start: start,
      minimizers: [minimizer],
      features: .multimodal, residualCount: n,
      map: BroydenBanded(),
      row: { i, x in
        var row = [Double](repeating: 0, count: x.count)
        for j in BroydenBanded.neighbors(of: i - 1, among: x.count) { row[j] = -1 - 2 * x[j] }
        row[i - 1] = 2 + 15 * x[i - 1] * x[i - 1]
        return row
      })
  }

  private struct BroydenBanded: TestMap {
    /// The coordinates, numbered from 0, whose terms the residual k subtracts.
    static func neighbors(of k: Int, among n: Int) -> [Int] {
      (max(0, k - 5)...min(n - 1, k + 1)).filter { $0 != k }
    }

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      x.indices.map { k in
        let own = x[k] * (2 + 5 * x[k] * x[k]) + 1
        return Self.neighbors(of: k, among: x.count).reduce(own) { $0 - x[$1] * (1 + x[$1]) }
      }
    }
  }
}
