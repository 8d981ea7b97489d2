import NadirEvaluation

/// The points along one coordinate that second derivatives are made of.
struct HessianAxis {
  /// The values tₖ that the coordinate takes, that of x itself first.
  var nodes: [Double]
  /// The weights of f′, as many as nodes take part in it.
  var first: [Double]
  /// The weights of f″, one for each node.
  var second: [Double]
  /// h/s, the step as a part of the size of the coordinate.
  var reach: Double
  /// s, the size of the coordinate.
  var scale: Double

  var isTwoSided: Bool { nodes.count == 3 && (nodes[1] > nodes[0]) != (nodes[2] > nodes[0]) }

  /// - Parameters:
  ///   - side: 0 for what the method prefers, 1 for the other side; of a central formula 1 is below and 2 above.
  ///   - halvings: How many times the step is halved.
  ///
  /// The axis has the points
  ///
  ///     x, x + h, x + 2h           forward; with −h for backward
  ///     x, x + h, x − h            central
  ///     x, x ± h, x ± 2h, x ± 3h   central, where a bound or `side` says so: of the same order
  ///
  /// with h shortened to what the box leaves. `nil` where that is too little.
  init?(_ i: Int, at x: [Double], in box: Box, _ differences: Differences, side: Int, halvings: Int) {
    let isCentral = differences.method == .central
    guard var h = differences.stepSize(i, at: x[i], for: isCentral ? .centralCurvature : .curvature) else {
      return nil
    }
    h /= Double(1 << halvings)
    let x = x[i]
    let lower = box.lower[i]
    let upper = box.upper[i]
    let up = upper - x
    let down = x - lower
    if isCentral, side == 0, min(up, down) > h / 2 {
      h = min(h, up, down)
      nodes = [x, min(x + h, upper), max(x - h, lower)]
    } else {
      let count = isCentral ? 3.0 : 2.0
      let preferred = isCentral ? side != 1 : (side == 0) == (differences.method == .forward)
      let room = preferred ? up : down
      let goesUp = room >= min(count * h, max(up, down)) ? preferred : !preferred
      h = min(h, (goesUp ? up : down) / count)
      nodes = [x]
      for k in stride(from: 1, through: count, by: 1) {
        nodes.append(goesUp ? min(x + k * h, upper) : max(x - k * h, lower))
      }
    }
    guard Set(nodes).count == nodes.count, nodes.allSatisfy(\.isFinite) else { return nil }
    let offsets = nodes.map { $0 - x }
    first = differenceWeights(derivative: 1, at: Array(offsets.prefix(isCentral ? 3 : 2)))
    second = differenceWeights(derivative: 2, at: offsets)
    scale = differences.step.scale(i, at: x)
    reach = h / scale
  }
}

/// The weights wₖ of f^(d)(0) ≈ Σ wₖ f(tₖ), exact for polynomials of a degree below the number of nodes (Fornberg 1988,
/// doi:10.1090/S0025-5718-1988-0935077-0).
///
/// - Parameter nodes: tₖ, all different, more than d of them.
func differenceWeights(derivative d: Int, at nodes: [Double]) -> [Double] {
  // weights[k][j] belongs to the derivative j of the polynomial through the nodes seen so far.
  var weights = [[Double]](repeating: [Double](repeating: 0, count: d + 1), count: nodes.count)
  weights[0][0] = 1
  var lastProduct = 1.0
  for n in 1..<nodes.count {
    var product = 1.0
    let before = weights[n - 1]
    for k in 0..<n {
      let distance = nodes[n] - nodes[k]
      product *= distance
      for j in stride(from: d, through: 0, by: -1) {
        let lower = j > 0 ? Double(j) * weights[k][j - 1] : 0
        weights[k][j] = (nodes[n] * weights[k][j] - lower) / distance
      }
    }
    for j in 0...d {
      let lower = j > 0 ? Double(j) * before[j - 1] : 0
      weights[n][j] = lastProduct / product * (lower - nodes[n - 1] * before[j])
    }
    lastProduct = product
  }
  return weights.map { $0[d] }
}
