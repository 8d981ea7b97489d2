/// What makes a matrix AP = QR in place: R on and above its diagonal, and below it the vectors v of the reflections
/// whose product is Q, without their first element 1. The layout is that of LAPACK's dgeqp3.
struct PivotedReduction {
  /// The τ of each reflection I − τvvᵀ, min(m, n) of them.
  var tau: [Double]
  /// The column of A that became each column of AP.
  var permutation: [Int]
}

extension Matrix {
  /// Reduces the matrix by Householder reflections with column pivoting, column after column.
  ///
  /// The norms of what is left of the columns follow from those before, ω² ← ω² − r², and are computed afresh where so
  /// much has cancelled since the last time that half of their digits are in doubt (Drmač & Bujanović 2008, On the failure
  /// of rank-revealing QR factorization software, doi:10.1145/1377612.1377616).
  mutating func reduce() -> PivotedReduction {
    let (m, n) = (rowCount, columnCount)
    var reduction = PivotedReduction(tau: [Double](repeating: 0, count: min(m, n)), permutation: Array(0..<n))
    withUnsafeMutableElements { elements in
      func column(_ j: Int, from i: Int) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(rebasing: elements[i + j * m..<(j + 1) * m])
      }
      var norms = (0..<n).map { RemainingNorm(of: column($0, from: 0)) }
      for k in 0..<min(m, n) {
        var longest = k
        for j in k..<n where norms[j].value > norms[longest].value { longest = j }
        if longest != k {
          swapElements(column(k, from: 0), column(longest, from: 0))
          reduction.permutation.swapAt(k, longest)
          norms.swapAt(k, longest)
        }
        let tau = Reflection.make(of: column(k, from: k))
        reduction.tau[k] = tau
        let v = UnsafeBufferPointer(column(k, from: k))
        guard k + 1 < n, let next = column(k + 1, from: k).baseAddress else { continue }
        Reflection.apply(v, tau: tau, toColumns: next, count: n - k - 1, stride: m)
        for j in k + 1..<n { norms[j].drop(firstOf: column(j, from: k)) }
      }
    }
    return reduction
  }
}

private func swapElements(_ x: UnsafeMutableBufferPointer<Double>, _ y: UnsafeMutableBufferPointer<Double>) {
  for i in x.indices { (x[i], y[i]) = (y[i], x[i]) }
}

/// The norm of what is left of a column.
private struct RemainingNorm {
  private(set) var value: Double
  /// The norm when it was last computed from the elements.
  private var reference: Double

  init(of column: UnsafeMutableBufferPointer<Double>) {
    value = euclideanNorm(UnsafeBufferPointer(column))
    reference = value
  }

  /// Goes on to the column without its first element.
  mutating func drop(firstOf column: UnsafeMutableBufferPointer<Double>) {
    guard value != 0 else { return }
    let ratio = column[0].magnitude / value
    let left = max((1 - ratio) * (1 + ratio), 0)
    let sinceReference = value / reference
    if left * sinceReference * sinceReference > 0x1p-26 {
      value *= left.squareRoot()
    } else {
      self = RemainingNorm(of: UnsafeMutableBufferPointer(rebasing: column[1...]))
    }
  }
}
