import NadirEvaluation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A positive number for each coordinate, or for some of them.
enum PerCoordinate: Sendable, Hashable {
  case same(Double)
  case each([Double?])

  subscript(i: Int) -> Double? {
    switch self {
    case .same(let number): number
    case .each(let numbers): numbers.indices.contains(i) ? numbers[i] : nil
    }
  }

  func check(_ name: String, dimension n: Int) throws(InvalidArgument) {
    switch self {
    case .same(let number):
      guard number > 0, number.isFinite else {
        throw InvalidArgument(name, is: "\(number)", expected: "a positive number")
      }
    case .each(let numbers):
      guard numbers.count == n else {
        throw InvalidArgument(name, is: "of \(numbers.count) numbers", expected: "of \(n), one for each coordinate")
      }
      for case (let i, let number?) in numbers.enumerated() where !(number > 0 && number.isFinite) {
        throw InvalidArgument("\(name)[\(i)]", is: "\(number)", expected: "a positive number")
      }
    }
  }
}

extension Differences {
  /// How far differences reach: a rule for the step h along each coordinate.
  ///
  /// sᵢ = max(tᵢ, |xᵢ|) is the size of coordinate i, with tᵢ its typical size, 1 unless
  /// ``scaled(by:)`` says otherwise.
  public struct Step: Sendable, Hashable {
    enum Rule: Sendable, Hashable {
      case relative(PerCoordinate?)
      case absolute(PerCoordinate)
      case noise(Double, PerCoordinate?)
    }

    /// What a step is for: the derivative, and the order of its truncation error.
    enum Purpose {
      /// f′ with an error of order h.
      case slope
      /// f′ with an error of order h².
      case centralSlope
      /// f″ with an error of order h.
      case curvature
      /// f″ with an error of order h².
      case centralCurvature
      /// The largest step of an extrapolation.
      case extrapolation
    }

    var rule: Rule
    var typicalSizes = PerCoordinate.same(1)

    /// h = ε^(1/(d + p)) sᵢ for the d-th derivative by a formula of order p: ε^(1/2) for forward, ε^(1/3) for central
    /// differences, ε^(1/3) for one-sided and ε^(1/4) for central second differences. An extrapolation begins with
    /// sᵢ/8. The default.
    public static let relative = Step(rule: .relative(nil))
    /// h = `factor` · sᵢ.
    public static func relative(_ factor: Double) -> Step { Step(rule: .relative(.same(factor))) }
    /// h = `factors[i]` · sᵢ; the default where it is `nil`.
    public static func relative(_ factors: [Double?]) -> Step { Step(rule: .relative(.each(factors))) }
    /// The same h for each coordinate, in its units.
    public static func absolute(_ h: Double) -> Step { Step(rule: .absolute(.same(h))) }
    /// h = `steps[i]`, in the units of coordinate i; the default where it is `nil`.
    public static func absolute(_ steps: [Double?]) -> Step { Step(rule: .absolute(.each(steps))) }

    /// The step with the least expected error for values that carry noise.
    ///
    /// For forward differences h = 8^(1/4) (ε_f / |f″|)^(1/2), for central ones 3^(1/3) (ε_f / |f‴|)^(1/3) (Moré & Wild
    /// 2012, Estimating Derivatives of Noisy Simulations, doi:10.1145/2168773.2168777). The same balance of the
    /// squares of truncation and noise gives 12^(1/6) (ε_f / |f‴|)^(1/3) for one-sided and 864^(1/8)
    /// (ε_f / |f⁗|)^(1/4) for central second differences.
    ///
    /// - Parameters:
    ///   - level: ε_f, the standard deviation of the noise, in the units of f. ``NoisePlan`` estimates it.
    ///   - derivative: The magnitude of the derivative named in the formula. By default that of a function of size 1
    ///     that changes over the size of the coordinate: 1/sᵢ², 1/sᵢ³ or 1/sᵢ⁴.
    public static func noise(_ level: Double, derivative: Double? = nil) -> Step {
      Step(rule: .noise(level, derivative.map { .same($0) }))
    }

    /// The same with the magnitude of the derivative along each coordinate; the default where it is `nil`.
    public static func noise(_ level: Double, derivatives: [Double?]) -> Step {
      Step(rule: .noise(level, .each(derivatives)))
    }

    private init(rule: Rule) { self.rule = rule }

    /// The same rule with typical sizes tᵢ > 0 of the coordinates, below which |xᵢ| does not count; 1 where it is `nil`.
    public func scaled(by typicalSizes: [Double?]) -> Step {
      var step = self
      step.typicalSizes = .each(typicalSizes)
      return step
    }

    /// sᵢ = max(tᵢ, |xᵢ|).
    func scale(_ i: Int, at x: Double) -> Double { max(typicalSizes[i] ?? 1, x.magnitude) }

    /// ε_f where the rule knows it.
    var noiseLevel: Double? {
      if case .noise(let level, _) = rule { level } else { nil }
    }

    func size(_ i: Int, at x: Double, unitRoundoff: Double, for purpose: Purpose) -> Double? {
      let scale = scale(i, at: x)
      let given: Double? =
        switch rule {
        case .relative(let factors): factors?[i].map { $0 * scale }
        case .absolute(let steps): steps[i]
        case .noise where purpose == .extrapolation: nil
        case .noise(let level, let sizes):
          sizes?[i].map { Self.noisy(level / $0, for: purpose) } ?? Self.noisy(level, for: purpose) * scale
        }
      let size = given ?? Self.balanced(unitRoundoff, for: purpose) * scale
      guard size > 0, size.isFinite else { return nil }
      return size
    }

    /// 2^(−52/3), the same on every platform.
    private static let cubeRootOfUlp = 0x1p-17 * 0x1.965fea53d6e3dp-1

    static func balanced(_ roundoff: Double, for purpose: Purpose) -> Double {
      switch purpose {
      case .slope: roundoff.squareRoot()
      case .centralSlope, .curvature: roundoff == .ulpOfOne ? cubeRootOfUlp : cbrt(roundoff)
      case .centralCurvature: roundoff.squareRoot().squareRoot()
      case .extrapolation: 0.125
      }
    }

    private static func noisy(_ ratio: Double, for purpose: Purpose) -> Double {
      switch purpose {
      case .slope: (8.0.squareRoot() * ratio).squareRoot()
      case .centralSlope: cbrt(3 * ratio)
      case .curvature: cbrt(12.0.squareRoot() * ratio)
      case .centralCurvature: (864.0.squareRoot().squareRoot() * ratio.squareRoot()).squareRoot()
      case .extrapolation: 0.125
      }
    }

    func check(dimension n: Int) throws(InvalidArgument) {
      try typicalSizes.check("step.scaled", dimension: n)
      switch rule {
      case .relative(let factors): try factors?.check("step.relative", dimension: n)
      case .absolute(let steps): try steps.check("step.absolute", dimension: n)
      case .noise(let level, let sizes):
        try PerCoordinate.same(level).check("step.noise", dimension: n)
        try sizes?.check("step.noise derivatives", dimension: n)
      }
    }
  }
}
