import NadirEvaluation
import NadirLinear

/// The quadratic model m(z) = gᵀ(z − x) + ½(z − x)ᵀB(z − x) in the box, with B = θI − WMWᵀ the limited-memory matrix in
/// compact form: W = [Y θS] (n × 2m) and M⁻¹ = [−D Lᵀ; L θSᵀS], where D and L are the diagonal and the strictly lower
/// triangle of SᵀY (Byrd et al. 1995, section 3; the names are the paper's).
struct BoundedModel {
  private let x: [Double]
  private let g: [Double]
  private let box: Box
  private let theta: Double
  private let m: Int
  /// The rows of W, one after the other.
  private let w: [Double]
  /// M⁻¹, row by row.
  private let middle: [Double]
  private let factorization: QuasidefiniteFactorization

  /// `nil` when rounding has made the middle matrix indefinite.
  init?(_ iterate: Iterate, _ pairs: CorrectionPairs, _ box: Box) {
    x = iterate.point
    g = iterate.gradient
    self.box = box
    theta = pairs.theta
    m = pairs.count
    let n = x.count
    var w = [Double](repeating: 0, count: n * 2 * m)
    var middle = [Double](repeating: 0, count: 4 * m * m)
    let kept = (0..<m).map { pairs.pair($0) }
    for a in 0..<m {
      for i in 0..<n {
        w[i * 2 * m + a] = kept[a].change[i]
        w[i * 2 * m + m + a] = theta * kept[a].step[i]
      }
      middle[a * 2 * m + a] = -kept[a].curvature
      for b in 0...a {
        let squared = theta * dot(kept[a].step, kept[b].step)
        middle[(m + a) * 2 * m + m + b] = squared
        middle[(m + b) * 2 * m + m + a] = squared
      }
      for b in 0..<a {
        let lower = dot(kept[a].step, kept[b].change)
        middle[(m + a) * 2 * m + b] = lower
        middle[b * 2 * m + m + a] = lower
      }
    }
    guard let factorization = QuasidefiniteFactorization(middle, order: 2 * m, negative: m) else { return nil }
    self.w = w
    self.middle = middle
    self.factorization = factorization
  }

  struct CauchyPoint {
    var point: [Double]
    /// c = Wᵀ(xᶜ − x).
    var c: [Double]
  }

  /// The first local minimizer of the model along the projected steepest-descent path (algorithm CP of the paper).
  func cauchyPoint() -> CauchyPoint {
    let n = x.count
    var point = x
    var direction = [Double](repeating: 0, count: n)
    var breakpoints: [(t: Double, i: Int)] = []
    var p = [Double](repeating: 0, count: 2 * m)
    var slope = 0.0
    for i in 0..<n {
      let t = breakpoint(i)
      guard t > 0 else { continue }
      direction[i] = -g[i]
      slope -= g[i] * g[i]
      addRow(i, times: -g[i], to: &p)
      if t < .infinity { breakpoints.append((t, i)) }
    }
    breakpoints.sort { ($0.t, $0.i) < ($1.t, $1.i) }

    var c = [Double](repeating: 0, count: 2 * m)
    guard slope < 0 else { return CauchyPoint(point: x, c: c) }
    var curvature = -theta * slope - dot(p, factorization.solve(p))
    let leastCurvature = Double.ulpOfOne * curvature
    var minimizer = -slope / curvature
    var passed = 0.0

    for (t, b) in breakpoints {
      let interval = t - passed
      guard minimizer >= interval else { break }
      point[b] = direction[b] > 0 ? box.upper[b] : box.lower[b]
      let z = point[b] - x[b]
      add(interval, times: p, to: &c)
      passed = t
      let row = row(b)
      let mRow = factorization.solve(row)
      slope += interval * curvature + g[b] * g[b] + theta * g[b] * z - g[b] * dot(mRow, c)
      curvature -= theta * g[b] * g[b] + 2 * g[b] * dot(mRow, p) + g[b] * g[b] * dot(mRow, row)
      curvature = max(curvature, leastCurvature)
      add(g[b], times: row, to: &p)
      direction[b] = 0
      minimizer = slope < 0 ? -slope / curvature : 0
      if slope >= 0 { break }
    }

    minimizer = max(minimizer, 0)
    let t = passed + minimizer
    for i in 0..<n where direction[i] != 0 { point[i] = box.clamp(x[i] + t * direction[i], at: i) }
    add(minimizer, times: p, to: &c)
    return CauchyPoint(point: point, c: c)
  }

  /// The minimizer of the model over the coordinates that are free at the Cauchy point, brought back into the box: by
  /// projection where the result still descends (Morales & Nocedal 2011), by shortening the step otherwise.
  func subspaceMinimizer(from cauchy: CauchyPoint) -> [Double]? {
    let free = x.indices.filter { box.lower[$0] < cauchy.point[$0] && cauchy.point[$0] < box.upper[$0] }
    guard !free.isEmpty, m > 0 else { return cauchy.point }

    // r = Zᵀ(g + θ(xᶜ − x) − WMc), the model's gradient at the Cauchy point.
    let mc = factorization.solve(cauchy.c)
    let r = free.map { i in g[i] + theta * (cauchy.point[i] - x[i]) - dot(row(i), mc) }
    // d = −r/θ − ZᵀW K⁻¹ WᵀZr/θ² with K = M⁻¹ − WᵀZZᵀW/θ (the paper's direct primal method).
    var k = middle
    var wr = [Double](repeating: 0, count: 2 * m)
    for (position, i) in free.enumerated() {
      let row = row(i)
      add(r[position], times: row, to: &wr)
      for a in 0..<2 * m {
        for b in 0..<2 * m { k[a * 2 * m + b] -= row[a] * row[b] / theta }
      }
    }
    guard let inner = QuasidefiniteFactorization(k, order: 2 * m, negative: m) else { return nil }
    let v = inner.solve(wr)
    let step = free.enumerated().map { position, i in
      -(r[position] + dot(row(i), v) / theta) / theta
    }
    return broughtBack(cauchy.point, free, step)
  }

  private func broughtBack(_ cauchy: [Double], _ free: [Int], _ step: [Double]) -> [Double] {
    var projected = cauchy
    for (i, d) in zip(free, step) { projected[i] = box.clamp(cauchy[i] + d, at: i) }
    if dot(difference(projected, x), g) < 0 { return projected }
    var alpha = 1.0
    for (i, d) in zip(free, step) where d != 0 {
      alpha = min(alpha, ((d > 0 ? box.upper[i] : box.lower[i]) - cauchy[i]) / d)
    }
    var shortened = cauchy
    for (i, d) in zip(free, step) { shortened[i] = box.clamp(cauchy[i] + alpha * d, at: i) }
    return shortened
  }

  /// The t at which x − tg reaches a bound of coordinate i.
  private func breakpoint(_ i: Int) -> Double {
    if g[i] < 0 { return (x[i] - box.upper[i]) / g[i] }
    if g[i] > 0 { return (x[i] - box.lower[i]) / g[i] }
    return .infinity
  }

  private func row(_ i: Int) -> [Double] { Array(w[i * 2 * m..<(i + 1) * 2 * m]) }

  private func addRow(_ i: Int, times alpha: Double, to sum: inout [Double]) {
    for a in 0..<2 * m { sum[a] += alpha * w[i * 2 * m + a] }
  }
}
