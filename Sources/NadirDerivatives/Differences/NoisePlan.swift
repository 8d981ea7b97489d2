public import NadirEvaluation

/// How noisy the values of a function are.
public struct NoiseEstimate: Sendable, Hashable {
  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// The differences of some order are noise, and `level` is its standard deviation.
    case found
    /// Half of the values or more are the same: the spacing should be some hundred times larger.
    case spacingTooSmall
    /// The function changes more than it is noisy: the spacing should be some hundred times smaller.
    case spacingTooLarge
  }

  public var verdict: Verdict
  /// ε_f, the standard deviation of the noise, in the units of f; `nil` unless it was found.
  public var level: Double?
  /// σ₁, …, σₘ, what the differences of each order say of it; empty where the verdict came before them.
  public var levels: [Double]

  /// The estimate from m + 1 values at equally spaced points on a line.
  ///
  /// Differences of order k of independent noise with standard deviation ε_f have the mean square (2k)!/(k!)² ε_f², and
  /// those of a smooth function vanish as k grows, hence
  ///
  ///     σₖ² = (k!)²/(2k)! · mean of the squared differences of order k.
  ///
  /// The noise is the first σₖ that agrees with the next two within a factor of 4 and whose differences change sign
  /// (Moré & Wild 2011, Estimating Computational Noise, doi:10.1137/100786125). Values that span more than a tenth of
  /// their size are too far apart, and so are those whose table shows no such k.
  ///
  /// - Parameters:
  ///   - values: 4 values or more, as a rule 7 to 9. Fewer, or a value that is not finite, are found too far apart.
  ///   - size: The size of the values, where they themselves do not tell it, as near a zero of the function. The largest
  ///     of them where that is more; 0 unless given.
  public init(equallySpaced values: [Double], size: Double = 0) {
    levels = []
    level = nil
    verdict = .spacingTooLarge
    guard values.count >= 4, values.allSatisfy(\.isFinite) else { return }
    let least = values.reduce(.infinity, min)
    let largest = values.reduce(-.infinity, max)
    let size = max(least.magnitude, largest.magnitude, size)
    guard largest / 2 - least / 2 <= 0.05 * size else { return }

    var differences = values
    var hasSigns: [Bool] = []
    var factor = 1.0
    for k in 1..<values.count {
      for i in 0..<values.count - k { differences[i] = differences[i + 1] - differences[i] }
      differences.removeLast()
      if k == 1, 2 * differences.count(where: { $0 == 0 }) >= values.count {
        verdict = .spacingTooSmall
        return
      }
      factor *= Double(k) / Double(2 * (2 * k - 1))
      // Scaled, so that the squares of small numbers do not vanish.
      let peak = differences.reduce(0) { max($0, $1.magnitude) }
      let mean = differences.reduce(0) { $0 + ($1 / peak) * ($1 / peak) } / Double(differences.count)
      levels.append(peak > 0 ? peak * (factor * mean).squareRoot() : 0)
      hasSigns.append(differences.contains { $0 > 0 } && differences.contains { $0 < 0 })
    }
    for k in 0..<levels.count - 2 where hasSigns[k] {
      let three = levels[k...k + 2]
      guard three.allSatisfy(\.isFinite), three.reduce(0, max) <= 4 * three.reduce(.infinity, min) else { continue }
      level = levels[k]
      verdict = .found
      return
    }
  }
}

/// The plan of the noise of a function (ECnoise): m + 1 values at equally spaced points on a line around x, one batch.
///
/// The points are x + (k − m/2) h d, moved into the box where they would leave it; x itself is one of them where m is
/// even and the box is no hindrance. Where a point fails, a line a hundred times shorter is tried, twice.
public struct NoisePlan: DifferencePlan {
  private let line: Line
  private let value: Double?
  private let size: Double
  private let intervals: Int
  private let attempt: Int
  private var sites: Sites<Double>
  /// The sites of the samples, in the order of the line.
  private var samples: [Int] = []

  public var points: PointBatch { sites.points }

  /// - Parameters:
  ///   - x: The point, n ≥ 1 numbers in the box.
  ///   - value: f(x), if it is known.
  ///   - size: The size of the values, where they themselves do not tell it; see
  ///     ``NoiseEstimate/init(equallySpaced:size:)``.
  ///   - direction: d, n numbers. By default a step along each coordinate, to the side where the box has more room.
  ///   - intervals: m, from 6 to 8 as the paper has it; 3 or more. 6 by default.
  ///   - step: The spacing h along the coordinate that has the fewest steps. By default 2⁻²⁶ sᵢ, at which the third
  ///     differences of smooth functions are far below their rounding errors.
  public init(
    at x: [Double], in box: Box, value: Double? = nil, size: Double = 0, along direction: [Double]? = nil,
    intervals: Int = 6, step: Differences.Step = .relative
  ) throws(InvalidArgument) {
    let differences = Differences(.forward, step: step)
    try checkPoint(x, in: box)
    try differences.check(dimension: x.count)
    guard intervals >= 3, intervals <= 100 else {
      throw InvalidArgument("intervals", is: "\(intervals)", expected: "6 to 8, or at least 3")
    }
    if let value, !value.isFinite { throw InvalidArgument("value", is: "\(value)", expected: "finite") }
    let d =
      direction
      ?? x.indices.map { i in
        let size = differences.stepSize(i, at: x[i], for: .slope) ?? 1
        return box.upper[i] == box.lower[i] ? 0 : box.upper[i] - x[i] >= x[i] - box.lower[i] ? size : -size
      }
    guard size >= 0, size.isFinite else {
      throw InvalidArgument("size", is: "\(size)", expected: "finite and not negative")
    }
    guard d.count == x.count, d.allSatisfy(\.isFinite), d.contains(where: { $0 != 0 }),
      let line = Line(along: d, at: x, in: box, differences)
    else {
      throw InvalidArgument("direction", is: "\(d)", expected: "\(x.count) finite numbers, not all of them zero")
    }
    guard let plan = NoisePlan(line, value, size, intervals, attempt: 0) else {
      throw InvalidArgument("box", is: "too narrow along \(d)", expected: "wider, or the spacing larger")
    }
    self = plan
  }

  private init?(_ line: Line, _ value: Double?, _ size: Double, _ intervals: Int, attempt: Int) {
    guard attempt < 3 else { return nil }
    self.line = line
    self.value = value
    self.size = size
    self.intervals = intervals
    self.attempt = attempt
    sites = Sites(around: line.x, value: value)
    var spacing = min(1, line.upper / Double(intervals) - line.lower / Double(intervals))
    for _ in 0..<attempt { spacing /= 100 }
    guard spacing > 0 else { return nil }
    // The window of steps around 0 that the bounds leave.
    let highest = (line.upper / spacing).rounded(.down)
    let lowest = (line.lower / spacing).rounded(.up)
    var first = -Double(intervals / 2)
    if highest - lowest >= Double(intervals) {
      first = max(min(first, highest - Double(intervals)), lowest)
    } else {
      first = line.lower / spacing
    }
    for k in 0...intervals {
      samples.append(sites.site(line.point(at: (first + Double(k)) * spacing)))
    }
    guard Set(samples).count == samples.count else { return nil }
    sites.ask(samples)
  }

  public func combine(_ values: [Double?]) throws(DifferenceFailure) -> DifferenceProgress<NoisePlan, NoiseEstimate> {
    var answered = sites
    try answered.answer(values, isFinite: \.isFinite)
    if let values = answered.values(samples) { return .finished(NoiseEstimate(equallySpaced: values, size: size)) }
    var center = value
    if case .known(let value) = answered.center { center = value }
    if case .failed = answered.center { throw .noValue }
    if let next = NoisePlan(line, center, size, intervals, attempt: attempt + 1) { return .repair(next) }
    throw .noDifference(along: line.direction.indices.filter { line.direction[$0] != 0 })
  }
}
