import NadirEvaluation

extension Multistart {
  /// The weight θᵢ of the best point in the start of run i of N*: min(max(θ₁, √(i/N*)), θ₂).
  func weight(ofRun i: Int, of count: Int) -> Double {
    min(max(mixing.lowerBound, (Double(i) / Double(count)).squareRoot()), mixing.upperBound)
  }

  /// θ x* + (1 − θ) s, or one of the two points itself, to the last bit, where it is that.
  static func mix(_ best: KnownPoint, _ sampled: KnownPoint, weight: Double) -> (point: [Double], known: KnownPoint?) {
    if weight == 0 || best.point == sampled.point { return (sampled.point, sampled) }
    if weight == 1 { return (best.point, best) }
    let point = zip(best.point, sampled.point).map { b, s in
      // Between the two, whatever rounding does.
      min(max(s + weight * (b - s), min(b, s)), max(b, s))
    }
    return (point, nil)
  }
}
