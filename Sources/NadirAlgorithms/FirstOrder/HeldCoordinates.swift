import NadirEvaluation

/// The coordinates that a step along a gradient has to leave where they are: those at a bound beyond which −g points.
///
/// With their derivatives taken for zero a rule gathers no momentum towards a bound, and lets go of it as soon as the sign
/// of the derivative changes. Where a rule mixes coordinates, as L-BFGS does, a step that is only projected can ascend;
/// one over the coordinates that are not held does not (Bertsekas 1982, doi:10.1137/0320018).
struct HeldCoordinates {
  private let indices: [Int]

  init(at x: [Double], along gradient: [Double], in box: Box) {
    guard !box.isUnbounded else {
      indices = []
      return
    }
    indices = x.indices.filter { i in
      gradient[i] > 0 ? x[i] <= box.lower[i] : gradient[i] < 0 && x[i] >= box.upper[i]
    }
  }

  /// The gradient with the derivatives along held coordinates taken for zero.
  func reduced(_ gradient: [Double]) -> [Double] {
    var gradient = gradient
    for i in indices { gradient[i] = 0 }
    return gradient
  }

  /// Puts the held coordinates back where they were in x.
  func hold(_ target: inout [Double], at x: [Double]) {
    for i in indices { target[i] = x[i] }
  }
}
