import NadirEvaluation

/// The simplex that a direct search begins with: the start and n more points.
public enum InitialSimplex: Sendable, Hashable {
  /// One step along each coordinate: `relative` times the start's coordinate, or `zero` where that is 0.
  ///
  /// 5 % and 0.00025 unless given (the choice of L. Pfeffer that MATLAB's fminsearch and SciPy use).
  case coordinateSteps(relative: Double = 0.05, zero: Double = 0.00025)
  /// A regular simplex with edges of this length, in the coordinates' own units (Spendley, Hext & Himsworth 1962,
  /// doi:10.1080/00401706.1962.10490033).
  case regular(edge: Double)
  /// The n points beside the start, given as free coordinates.
  case points([[Double]])

  func validate(dimension n: Int) throws(InvalidArgument) {
    switch self {
    case .coordinateSteps(let relative, let zero):
      guard relative.isFinite, relative != 0, zero.isFinite, zero != 0 else {
        throw InvalidArgument("initialSimplex", is: "steps of \(relative) and \(zero)", expected: "finite and not 0")
      }
    case .regular(let edge):
      guard edge.isFinite, edge > 0 else {
        throw InvalidArgument("initialSimplex", is: "an edge of \(edge)", expected: "finite and above 0")
      }
    case .points(let points):
      guard points.count == n, points.allSatisfy({ $0.count == n && $0.allSatisfy(\.isFinite) }) else {
        throw InvalidArgument(
          "initialSimplex", is: "\(points.count) points of \(points.map(\.count)) coordinates",
          expected: "\(n) points of \(n) finite coordinates, beside the start")
      }
    }
  }

  /// The n + 1 vertices inside the box, the start first.
  func vertices(around x: [Double], in box: Box) -> PointBatch {
    switch self {
    case .coordinateSteps(let relative, let zero):
      return Self.vertices(around: x, steps: x.map { $0 == 0 ? zero : relative * $0 }, in: box)
    case .regular(let edge):
      let n = Double(x.count)
      let small = edge / (n * 2.0.squareRoot()) * ((n + 1).squareRoot() - 1)
      let large = small + edge / 2.0.squareRoot()
      var batch = PointBatch([x])
      for i in x.indices {
        batch.append(
          x.indices.map { j in Self.inside(x[j], step: j == i ? large : small, at: j, in: box) })
      }
      return batch
    case .points(let points):
      return PointBatch([x] + points.map { box.projection(of: $0) })
    }
  }

  /// The start and one step along each coordinate, turned or shortened where it would leave the box.
  static func vertices(around x: [Double], steps: [Double], in box: Box) -> PointBatch {
    var batch = PointBatch(dimension: x.count, capacity: x.count + 1)
    batch.append(x)
    var vertex = x
    for i in x.indices {
      vertex[i] = inside(x[i], step: steps[i], at: i, in: box)
      batch.append(vertex)
      vertex[i] = x[i]
    }
    return batch
  }

  /// The coordinate after a step that stays inside: the step itself, its mirror image, or as far as there is room.
  private static func inside(_ x: Double, step: Double, at i: Int, in box: Box) -> Double {
    if box.clamp(x + step, at: i) == x + step { return x + step }
    if box.clamp(x - step, at: i) == x - step { return x - step }
    return box.upper[i] - x >= x - box.lower[i] ? box.upper[i] : box.lower[i]
  }
}
