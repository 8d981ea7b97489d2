import Foundation
import Nadir

/// Peaks on a background, measured with noise. The same data are made in Python and in C++.
///
/// With Gaussians the model is y(t) = b + Σ aₖ exp(−dₖ²), with Lorentzians y(t) = b + st/p + Σ aₖ/(1 + dₖ²), where
/// dₖ = (t − cₖ)/wₖ and there are p peaks. The parameters are a₁, c₁, w₁, a₂, …, b, and s.
struct Spectrum: Sendable {
  /// Where it was measured, m times from 0 to p.
  let t: [Double]
  let y: [Double]
  let peakCount: Int
  let isGaussian: Bool

  var parameterCount: Int { 3 * peakCount + (isGaussian ? 1 : 2) }

  init(_ m: Int, peaks p: Int, isGaussian: Bool) {
    t = (0..<m).map { Double(p) * (Double($0) + 0.5) / Double(m) }
    peakCount = p
    self.isGaussian = isGaussian
    var truth: [Double] = []
    for k in 0..<p {
      let center = Double(k) + 0.5 + 0.2 * (uniform(3 * k + 1) - 0.5)
      truth += [1 + uniform(3 * k), center, 0.5 + 0.2 * uniform(3 * k + 2)]
    }
    truth += isGaussian ? [0.5] : [0.5, 0.2]
    let exact = Spectrum(t: t, y: [Double](repeating: 0, count: m), peakCount: p, isGaussian: isGaussian)
    y = exact.residuals(truth).enumerated().map { i, value in value + 0.1 * (uniform(3 * p + i) - 0.5) }
  }

  private init(t: [Double], y: [Double], peakCount: Int, isGaussian: Bool) {
    (self.t, self.y, self.peakCount, self.isGaussian) = (t, y, peakCount, isGaussian)
  }

  /// Equal peaks at equal distances.
  var start: [Double] {
    var start: [Double] = []
    for k in 0..<peakCount { start += [1.5, Double(k) + 0.5, 0.6] }
    return start + (isGaussian ? [0] : [0, 0])
  }

  func residuals(_ x: [Double]) -> [Double] {
    var r = y.map { -$0 }
    let b = x[3 * peakCount]
    let slope = isGaussian ? 0 : x[3 * peakCount + 1] / Double(peakCount)
    for i in t.indices { r[i] += b + slope * t[i] }
    for k in 0..<peakCount {
      let (a, c, w) = (x[3 * k], x[3 * k + 1], x[3 * k + 2])
      for i in t.indices {
        let d = (t[i] - c) / w
        r[i] += a * (isGaussian ? exp(-d * d) : 1 / (1 + d * d))
      }
    }
    return r
  }

  func jacobian(_ x: [Double]) -> Matrix {
    var j = Matrix(rowCount: t.count, columnCount: parameterCount)
    for k in 0..<peakCount {
      let (a, c, w) = (x[3 * k], x[3 * k + 1], x[3 * k + 2])
      for i in t.indices {
        let d = (t[i] - c) / w
        let height = isGaussian ? exp(-d * d) : 1 / (1 + d * d)
        let slope = 2 * a * height * d / w * (isGaussian ? 1 : height)
        j[i, 3 * k] = height
        j[i, 3 * k + 1] = slope
        j[i, 3 * k + 2] = slope * d
      }
    }
    for i in t.indices { j[i, 3 * peakCount] = 1 }
    if !isGaussian { for i in t.indices { j[i, 3 * peakCount + 1] = t[i] / Double(peakCount) } }
    return j
  }

  /// Both, with what they have in common computed once.
  func residualsAndJacobian(_ x: [Double]) -> (residuals: [Double], jacobian: Matrix) {
    let j = jacobian(x)
    var r = y.map { -$0 }
    for k in 0..<peakCount {
      let a = x[3 * k]
      for i in t.indices { r[i] += a * j[i, 3 * k] }
    }
    let b = x[3 * peakCount]
    let slope = isGaussian ? 0 : x[3 * peakCount + 1] / Double(peakCount)
    for i in t.indices { r[i] += b + slope * t[i] }
    return (r, j)
  }
}

/// Number `index` of a fixed sequence from 0 to 1: that of SplitMix64 from the seed 0.
private func uniform(_ index: Int) -> Double {
  var z = UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
}
