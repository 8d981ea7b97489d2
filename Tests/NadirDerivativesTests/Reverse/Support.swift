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
