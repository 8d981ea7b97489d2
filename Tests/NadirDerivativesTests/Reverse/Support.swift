import NadirScalars
import NadirDerivatives
import RealModule

/// The derivative of f at x by central differences, extrapolated to h = 0 (Ridders 1982,
/// doi:10.1016/S0141-1195(82)80057-0).
func extrapolatedDerivative(at x: Double, step: Double, of f: (Double) -> Double) -> Double {
  var rows: [[Double]] = []
  var best = (value: Double.nan, error: Double.infinity)
  for level in 0..<8 {
    let h = step / Double.pow(1.4, level)
    var row = [(f(x + h) - f(x - h)) / ((x + h) - (x - h))]
    var factor = 1.0
    for k in 0..<level {
      factor *= 1.4 * 1.4
      row.append((factor * row[k] - rows[level - 1][k]) / (factor - 1))
      let error = max(abs(row[k + 1] - row[k]), abs(row[k + 1] - rows[level - 1][k]))
      if error <= best.error { best = (row[k + 1], error) }
    }
    rows.append(row)
  }
  return best.value
}

/// The derivatives of a function of some numbers, by a tape.
func tapeGradient(_ x: Double..., of f: ([Variable]) -> Variable) -> [Double] {
  valueAndGradient(at: x, of: f).gradient
}

/// The chained Rosenbrock function.
func rosenbrock<Number: RealScalar>(_ x: [Number]) -> Number {
  var sum: Number = 0
  for i in 0..<x.count - 1 {
    let (a, b) = (1 - x[i], x[i + 1] - x[i] * x[i])
    sum += a * a + 100 * b * b
  }
  return sum
}

/// Beale's function.
func beale<Number: RealScalar>(_ x: [Number]) -> Number {
  let constants: [Number] = [1.5, 2.25, 2.625]
  var sum: Number = 0
  for (i, y) in constants.enumerated() {
    let power = Number.pow(x[1], i + 1)
    let residual = y - x[0] * (1 - power)
    sum += residual * residual
  }
  return sum
}

/// Wood's function.
func wood<Number: RealScalar>(_ x: [Number]) -> Number {
  let a = 100 * Number.pow(x[1] - x[0] * x[0], 2) + Number.pow(1 - x[0], 2)
  let b = 90 * Number.pow(x[3] - x[2] * x[2], 2) + Number.pow(1 - x[2], 2)
  let c = 10 * Number.pow(x[1] + x[3] - 2, 2)
  let difference = x[1] - x[3]
  return a + b + c + difference * difference / 10
}
