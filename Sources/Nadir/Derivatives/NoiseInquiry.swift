import NadirDerivatives
import NadirEvaluation
import NadirEvaluators
import NadirLinear
import NadirParameters

/// The noise of an objective at a point, and second derivatives that stand out above it.
struct NoiseInquiry {
  private let x: [Double]
  private let box: Box
  private let names: [String]
  /// The positions of the coordinates among all numbers.
  private let positions: [Int]
  private let numberCount: Int
  private var inquiry: Inquiry

  init<Shape: Sendable>(
    _ objective: Objective<Shape>, in space: ParameterSpace<Shape>, on workers: Workers
  ) throws(DerivativeError) {
    x = space.startCoordinates
    box = space.box
    names = space.coordinateNames
    positions = space.coordinates.compactMap { $0?.number }
    numberCount = space.startNumbers.count
    inquiry = try Inquiry(space.flattened(objective), on: workers, names: names)
  }

  consuming func estimate() async throws(DerivativeError) -> EstimatedNoise {
    let (x, box) = (x, box)
    let value = try await inquiry.evaluation(at: x, for: .value, reading: Inquiry.value)
    let (level, size) = try await measure(value)

    let relative = (level / max(size, level)).squareRoot().squareRoot()
    let steps = x.map { relative * max(1, $0.magnitude) }
    let plan = try checked { () throws(InvalidArgument) in
      try HessianPlan(
        at: x, in: box, value: value, sparsity: Sparsity(.identity(x.count)),
        differences: Differences(.central, step: .absolute(steps)))
    }
    let estimate = try await inquiry.estimate(plan, reading: Inquiry.value)
    let curvatures = x.indices.map { i in
      max(estimate.hessian[i, i].magnitude, 100 * level / (steps[i] * steps[i]))
    }
    var derivatives = [Double?](repeating: nil, count: numberCount)
    for (position, curvature) in zip(positions, curvatures) { derivatives[position] = curvature }
    return EstimatedNoise(
      value: value, level: level, paths: names, curvatures: curvatures, counts: inquiry.counts,
      derivatives: derivatives)
  }

  /// ε_f and the size of f, from lines of other lengths as long as the values say that theirs does not do.
  ///
  /// A function that is rounded to few digits can have equal differences by chance, as if it were exact. But values that
  /// coincide on a shorter line, although the trend there is above the noise, tell that it is not: then another length
  /// is tried.
  private mutating func measure(_ value: Double) async throws(DerivativeError) -> (level: Double, size: Double) {
    let (x, box) = (x, box)
    var size = value.magnitude
    var spread: Double?
    var spacing = 0x1p-26
    var (tooClose, tooFar) = (0.0, Double.infinity)
    search: for _ in 0..<8 {
      let plan = try checked { () throws(InvalidArgument) in
        try NoisePlan(at: x, in: box, value: value, size: size, step: .relative(spacing))
      }
      let estimate = try await inquiry.estimate(plan, reading: Inquiry.value)
      if let level = estimate.level {
        let trend = 2.0.squareRoot() * estimate.levels[0] * tooClose / spacing
        if level >= trend / 10 { return (level, size) }
        spacing *= 1.618
        continue
      }
      // A table that was not made: the values span too much of their size, which near a zero of f is none.
      if estimate.verdict == .spacingTooLarge, estimate.levels.isEmpty, spread == nil {
        let found = try await spreadOverTheSizeOfX(value)
        spread = found
        if found > size {
          size = found
          continue
        }
      }
      if estimate.verdict == .spacingTooSmall {
        tooClose = max(tooClose, spacing)
        guard tooClose < 1 else { break search }
        // No farther than the size of x: a function may not be what it is there.
        spacing = tooFar.isFinite ? (tooClose * tooFar).squareRoot() : min(spacing * 100, 1)
      } else {
        tooFar = min(tooFar, spacing)
        spacing = tooClose > 0 ? (tooClose * tooFar).squareRoot() : spacing / 100
      }
    }
    throw .failed(EvaluationFailure(.notFinite, untold(tooClose, tooFar)), inquiry.counts)
  }

  /// Why no noise was found, with the relative distances at which values coincided and at which they changed too much.
  private func untold(_ tooClose: Double, _ tooFar: Double) -> String {
    guard tooClose > 0 else { return "the values show no noise at any distance; default steps suit the function" }
    guard tooClose < 1 else {
      return "the noise cannot be told here: the values are the same as far as the points go, the size of x apart"
    }
    let beyond = tooFar.isFinite ? "change too much at points \(tooFar.rounded) apart" : "show a trend beyond"
    return
      "the noise cannot be told here: the values coincide at points \(tooClose.rounded) apart, relative to "
      + "max(1, |x|), and \(beyond); give a step well above \(tooClose.rounded), such as "
      + "Differences(step: .relative(\((10 * tooClose).rounded)))"
  }

  /// How far f(x), f(x + s) and f(x − s) are apart, for s = max(1, |x|) within the box; 0 where f fails there.
  private mutating func spreadOverTheSizeOfX(_ value: Double) async throws(DerivativeError) -> Double {
    var ends = PointBatch(dimension: x.count, capacity: 2)
    for sign in [1.0, -1] { ends.append(x.indices.map { box.clamp(x[$0] + sign * max(1, x[$0].magnitude), at: $0) }) }
    do throws(DerivativeError) {
      let values = try await inquiry.evaluations(together: ends, for: .value, reading: Inquiry.value) + [value]
      let spread = values.reduce(-.infinity, max) - values.reduce(.infinity, min)
      return spread.isFinite ? spread : 0
    } catch {
      guard case .failed(let failure, _) = error, failure.kind != .cancelled else { throw error }
      return 0
    }
  }
}
