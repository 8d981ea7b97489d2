import NadirEvaluation
import NadirLinear
import NadirProblems
import NadirScalars
import _TestSupport

/// r = Ax − b.
struct LinearResiduals: TestMap {
  let a: Matrix
  let b: [Double]

  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
    (0..<a.rowCount).map { i in
      x.indices.reduce(Number(-b[i])) { sum, j in sum + Number(a[i, j]) * x[j] }
    }
  }
}

extension TestProblem {
  /// A problem of linear residuals.
  static func linear(
    _ name: String, _ a: Matrix, _ b: [Double], from start: [Double], in box: Box? = nil, minimum: Double = 0,
    minimizers: [[Double]] = []
  ) -> TestProblem {
    TestProblem(
      name, source: "made for the test", start: start, box: box, minimum: minimum, minimizers: minimizers,
      residualCount: a.rowCount, map: LinearResiduals(a: a, b: b), jacobian: { _ in a.rows.flatMap { $0 } })
  }

  /// A random problem of linear residuals in a box, with columns in units over four orders of magnitude, whose only
  /// minimizer is known: about a third of its coordinates are on bounds, and a third of those have the multiplier zero.
  static func boundedLinear(seed: UInt64, residualNorm: Double) -> TestProblem {
    var generator = SeededGenerator(seed: seed)
    let n = Int.random(in: 1...8, using: &generator)
    let m = n + Int.random(in: 1...6, using: &generator)
    var a = Matrix(rowCount: m, columnCount: n)
    for j in 0..<n {
      let unit = Double([0.01, 1, 5, 100].randomElement(using: &generator) ?? 1)
      for i in 0..<m { a[i, j] = unit * .random(in: -1...1, using: &generator) }
    }
    var (lower, upper, x, multipliers) = ([Double](), [Double](), [Double](), [Double]())
    for j in 0..<n {
      let unit = 1 / euclideanNorm(a.column(j))
      lower.append(unit * .random(in: -2...(-1), using: &generator))
      upper.append(unit * .random(in: 1...2, using: &generator))
      let isDegenerate = Int.random(in: 0..<3, using: &generator) == 0
      let multiplier = isDegenerate ? 0 : residualNorm / unit * Double.random(in: 0.1...0.5, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: (x, multipliers) = (x + [lower[j]], multipliers + [multiplier])
      case 1: (x, multipliers) = (x + [upper[j]], multipliers + [-multiplier])
      default: (x, multipliers) = (x + [.random(in: lower[j]...upper[j], using: &generator)], multipliers + [0])
      }
    }
    // r = Ax − b with Aᵀr the multipliers, and something orthogonal to all columns.
    let qr = PivotedQR(a, tolerance: 0)
    var r = qr.shortestSolutionOfTransposed(multipliers)
    for j in 0..<qr.complement.columnCount {
      add(residualNorm * .random(in: -1...1, using: &generator), times: qr.complement.column(j), to: &r)
    }
    let start = zip(lower, upper).map { lower, upper in
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: lower
      case 1: upper
      default: Double.random(in: lower...upper, using: &generator)
      }
    }
    return linear(
      "linear, seed \(seed)", a, difference(a * x, r), from: start, in: Box(lower: lower, upper: upper),
      minimum: dot(r, r), minimizers: [x])
  }
}
