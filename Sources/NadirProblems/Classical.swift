import NadirScalars

// Problems that everybody uses, outside the collections.

extension TestProblems {
  /// f(x) = Σxᵢ² with its minimum 0 at the origin; the start (1, 2, …, n) is this library's.
  public static func sphere(_ n: Int) -> TestProblem {
    precondition(n >= 1, "at least one coordinate")
    return TestProblem(
      "Sphere \(n)", source: "De Jong 1975, An analysis of the behavior of a class of genetic adaptive systems, F1",
      start: (1...n).map(Double.init), minimizers: [[Double](repeating: 0, count: n)], features: .convex,
      residualCount: n,
      map: Sphere(),
      jacobian: { x in
        var rows = [Double](repeating: 0, count: x.count * x.count)
        for i in x.indices { rows[i * x.count + i] = 1 }
        return rows
      })
  }

  private struct Sphere: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] { x }
  }

  /// The chained function f(x) = Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)² over i = 1, …, n − 1, from (−1.2, 1, −1.2, …).
  ///
  /// f = 0 at (1, …, 1). For n from 4 to 30 there is one more local minimizer, near (−1, 1, …, 1) (Shang & Qiu 2006,
  /// A note on the extended Rosenbrock function, Evol. Comput. 14, 119–126, doi:10.1162/evco.2006.14.1.119).
  ///
  /// Source: Rosenbrock 1960, An automatic method for finding the greatest or least value of a function, Comput. J. 3,
  /// 175–184, doi:10.1093/comjnl/3.3.175, for n = 2, which is also problem 1 of Moré, Garbow & Hillstrom 1981.
  public static func rosenbrock(_ n: Int) -> TestProblem {
    precondition(n >= 2, "at least two coordinates, not \(n)")
    return TestProblem(
      "Rosenbrock \(n)", source: "Rosenbrock 1960, doi:10.1093/comjnl/3.3.175",
      start: (0..<n).map { $0.isMultiple(of: 2) ? -1.2 : 1 },
      minimizers: [[Double](repeating: 1, count: n)], features: n > 3 ? .multimodal : [],
      residualCount: 2 * (n - 1),
      map: Rosenbrock(),
      row: { i, x in
        let k = (i - 1) / 2
        var row = [Double](repeating: 0, count: x.count)
        if i.isMultiple(of: 2) {
          row[k] = -1
        } else {
          row[k] = -20 * x[k]
          row[k + 1] = 10
        }
        return row
      })
  }

  private struct Rosenbrock: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...2 * (x.count - 1)).map { i in
        let k = (i - 1) / 2
        if i.isMultiple(of: 2) { return 1 - x[k] }
        return 10 * (x[k + 1] - x[k] * x[k])
      }
    }
  }

  /// f(x, y) = (x² + y − 11)² + (x + y² − 7)², with four minimizers of value 0; the start (0, 0) is this library's.
  public static let himmelblau = TestProblem(
    "Himmelblau", source: "Himmelblau 1972, Applied Nonlinear Programming, McGraw-Hill", start: [0, 0],
    minimizers: [
      [3, 2], [-2.805118086952745, 3.131312518250573], [-3.779310253377747, -3.2831859912861696],
      [3.5844283403304917, -1.8481265269644036],
    ],
    residualCount: 2,
    map: Himmelblau(),
    jacobian: { x in [2 * x[0], 1, 1, 2 * x[1]] })

  private struct Himmelblau: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      [x[0] * x[0] + x[1] - 11, x[0] + x[1] * x[1] - 7]
    }
  }

  /// f(x) = Σ(xᵢ − 1)² − Σ xᵢxᵢ₋₁ (the second sum from i = 2), with minimum −n(n + 4)(n − 1)/6 at xᵢ = i(n + 1 − i).
  ///
  /// The start at the origin is this library's.
  ///
  /// Source: Neumaier, Global optimization test functions; see Surjanovic & Bingham, Virtual Library of Simulation
  /// Experiments, https://www.sfu.ca/~ssurjano/trid.html.
  public static func trid(_ n: Int) -> TestProblem {
    precondition(n >= 1, "at least one coordinate")
    let count = Double(n)
    return TestProblem(
      "Trid \(n)", source: "Neumaier; https://www.sfu.ca/~ssurjano/trid.html",
      start: [Double](repeating: 0, count: n), minimum: -count * (count + 4) * (count - 1) / 6,
      minimizers: [(1...n).map { Double($0 * (n + 1 - $0)) }], features: .convex,
      function: Trid(),
      gradient: { x in
        x.indices.map { i in
          2 * (x[i] - 1) - (i > 0 ? x[i - 1] : 0) - (i + 1 < x.count ? x[i + 1] : 0)
        }
      })
  }

  private struct Trid: TestFunction {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
      x.indices.reduce(0) { sum, i in
        let product = i > 0 ? x[i] * x[i - 1] : 0
        return sum + (x[i] - 1) * (x[i] - 1) - product
      }
    }
  }

  /// f(x) = ½(x − e)ᵀH(x − e) with e = (1, …, 1) and the condition number κ of H given; from the origin.
  ///
  /// H = QDQ with Dᵢᵢ = κ^((i−1)/(n−1)), from 1 to κ, and the reflection Q = I − 2vvᵀ/vᵀv along v = (1, 2, …, n), which
  /// couples all coordinates. It is stated as residuals r = √½ D^½ Q(x − e).
  public static func quadratic(_ n: Int, condition: Double) -> TestProblem {
    precondition(n >= 1 && condition >= 1, "at least one coordinate and a condition number of 1 or more")
    let square = (1...n).reduce(0.0) { $0 + Double($1 * $1) }
    var rows = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      let eigenvalue = n == 1 ? 1 : pow(condition, Double(i) / Double(n - 1))
      let scale = (0.5 * eigenvalue).squareRoot()
      for j in 0..<n {
        let reflection = (i == j ? 1 : 0) - 2 * Double((i + 1) * (j + 1)) / square
        rows[i * n + j] = scale * reflection
      }
    }
    let jacobian = rows
    return TestProblem(
      "Quadratic \(n), κ = \(condition)", source: "Nadir: a convex quadratic of given condition number",
      start: [Double](repeating: 0, count: n), minimizers: [[Double](repeating: 1, count: n)], features: .convex,
      residualCount: n,
      map: Quadratic(jacobian: jacobian),
      jacobian: { _ in jacobian })
  }

  private struct Quadratic: TestMap {
    let jacobian: [Double]

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      x.indices.map { i in
        x.indices.reduce(0) { $0 + Number(jacobian[i * x.count + $1]) * (x[$1] - 1) }
      }
    }
  }
}
