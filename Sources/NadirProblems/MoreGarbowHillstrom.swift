import NadirScalars

// Moré, Garbow & Hillstrom 1981, Testing Unconstrained Optimization Software, ACM Trans. Math. Softw. 7, 17–41,
// doi:10.1145/355934.355936: the problems of two to four coordinates stated by formulas alone. Numbers are theirs.

func moreGarbowHillstromSource(_ number: Int, _ original: String) -> String {
  "Moré, Garbow & Hillstrom 1981, problem \(number), doi:10.1145/355934.355936 (after \(original))"
}

extension TestProblems {
  /// Problem 2: r = (−13 + x₁ + ((5 − x₂)x₂ − 2)x₂, −29 + x₁ + ((x₂ + 1)x₂ − 14)x₂).
  ///
  /// f = 0 at (5, 4), and a local minimum 48.98425… at (11.4127…, −0.89680…), where most descents from the start
  /// (0.5, −2) end.
  public static let freudensteinRoth = TestProblem(
    "Freudenstein–Roth", source: moreGarbowHillstromSource(2, "Freudenstein & Roth 1963"), start: [0.5, -2],
    minimizers: [[5, 4]], features: .multimodal, residualCount: 2,
    map: FreudensteinRoth(),
    jacobian: { x in [1, (10 - 3 * x[1]) * x[1] - 2, 1, (3 * x[1] + 2) * x[1] - 14] })

  private struct FreudensteinRoth: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      [
        -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1],
        -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1],
      ]
    }
  }

  /// Problem 3: r = (10⁴x₁x₂ − 1, exp(−x₁) + exp(−x₂) − 1.0001), with f = 0 at (1.098…·10⁻⁵, 9.106…).
  public static let powellBadlyScaled = TestProblem(
    "Powell badly scaled", source: moreGarbowHillstromSource(3, "Powell 1970"), start: [0, 1],
    minimizers: [[1.0981593296998175e-05, 9.106146739866524]], features: .badlyScaled, residualCount: 2,
    map: PowellBadlyScaled(),
    jacobian: { x in [1e4 * x[1], 1e4 * x[0], -exp(-x[0]), -exp(-x[1])] })

  private struct PowellBadlyScaled: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      [1e4 * x[0] * x[1] - 1, exp(-x[0]) + exp(-x[1]) - 1.0001]
    }
  }

  /// Problem 4: r = (x₁ − 10⁶, x₂ − 2·10⁻⁶, x₁x₂ − 2), with f = 0 at (10⁶, 2·10⁻⁶).
  public static let brownBadlyScaled = TestProblem(
    "Brown badly scaled", source: moreGarbowHillstromSource(4, "Brown, unpublished"), start: [1, 1],
    minimizers: [[1e6, 2e-6]], features: .badlyScaled, residualCount: 3,
    map: BrownBadlyScaled(),
    jacobian: { x in [1, 0, 0, 1, x[1], x[0]] })

  private struct BrownBadlyScaled: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] { [x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2] }
  }

  /// Problem 5: rᵢ = yᵢ − x₁(1 − x₂ⁱ) for i = 1, 2, 3 with y = (1.5, 2.25, 2.625); f = 0 at (3, 0.5).
  ///
  /// As x₂ → 1 and x₁ → −∞ the value falls towards 0.4520… along a valley that has no end.
  public static let beale = TestProblem(
    "Beale", source: moreGarbowHillstromSource(5, "Beale 1958"), start: [1, 1],
    minimizers: [[3, 0.5]], features: .multimodal, residualCount: 3,
    map: Beale(),
    row: { i, x in [pow(x[1], i) - 1, Double(i) * x[0] * pow(x[1], i - 1)] })

  private struct Beale: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...3).map { i in Number([1.5, 2.25, 2.625][i - 1]) - x[0] * (1 - pow(x[1], i)) }
    }
  }

  /// Problem 6 with m = 10: rᵢ = 2 + 2i − (exp(ix₁) + exp(ix₂)), with f = 124.362… at x₁ = x₂ = 0.2578….
  public static let jennrichSampson = TestProblem(
    "Jennrich–Sampson", source: moreGarbowHillstromSource(6, "Jennrich & Sampson 1968"), start: [0.3, 0.4],
    minimum: 124.36218235561485, minimizers: [[0.2578252136703641, 0.2578252136703641]], residualCount: 10,
    map: JennrichSampson(),
    row: { i, x in
      let i = Double(i)
      return [-i * exp(i * x[0]), -i * exp(i * x[1])]
    })

  private struct JennrichSampson: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...10).map { i in
        let i = Number(Double(i))
        return 2 + 2 * i - (exp(i * x[0]) + exp(i * x[1]))
      }
    }
  }

  /// Problem 7: r = (10(x₃ − 10θ), 10(√(x₁² + x₂²) − 1), x₃) with the turn θ = arctan(x₂/x₁)/2π, plus ½ for x₁ < 0.
  ///
  /// f = 0 at (1, 0, 0). θ jumps by one turn where x₁ = 0 and x₂ < 0; the gradient is that of either side.
  public static let helicalValley = TestProblem(
    "Helical valley", source: moreGarbowHillstromSource(7, "Fletcher & Powell 1963"), start: [-1, 0, 0],
    minimizers: [[1, 0, 0]], residualCount: 3,
    map: HelicalValley(),
    jacobian: { x in
      let square = x[0] * x[0] + x[1] * x[1]
      let radius = square.squareRoot()
      let turning = 100 / (2 * Double.pi * square)
      return [turning * x[1], -turning * x[0], 10, 10 * x[0] / radius, 10 * x[1] / radius, 0, 0, 0, 1]
    })

  private struct HelicalValley: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let radius = sqrt(x[0] * x[0] + x[1] * x[1])
      return [10 * (x[2] - 10 * turn(x[0], x[1])), 10 * (radius - 1), x[2]]
    }

    /// θ; where x₁ = 0 by arctan(a) = ±π/2 − arctan(1/a), which has the derivatives that ±π/2 alone has not.
    func turn<Number: RealScalar>(_ a: Number, _ b: Number) -> Number {
      let whole = Number(2 * Double.pi)
      guard a == 0 else { return atan(b / a) / whole + (a < 0 ? 0.5 : 0) }
      return b == 0 ? 0 : (b < 0 ? -0.25 : 0.25) - atan(a / b) / whole
    }
  }

  /// Problem 12 with m = 10: rᵢ = exp(−tᵢx₁) − exp(−tᵢx₂) − x₃(exp(−tᵢ) − exp(−10tᵢ)) and tᵢ = 0.1i.
  ///
  /// f = 0 at (1, 10, 1), at (10, 1, −1) and wherever x₁ = x₂ and x₃ = 0.
  public static let box3D = TestProblem(
    "Box three-dimensional", source: moreGarbowHillstromSource(12, "Box 1966"), start: [0, 10, 20],
    minimizers: [[1, 10, 1], [10, 1, -1], [1, 1, 0]], features: .continuum, residualCount: 10,
    map: Box3D(),
    row: { i, x in
      let t = Double(i) / 10
      return [-t * exp(-t * x[0]), t * exp(-t * x[1]), exp(-10 * t) - exp(-t)]
    })

  private struct Box3D: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...10).map { i in
        let t = Number(Double(i) / 10)
        return exp(-t * x[0]) - exp(-t * x[1]) - x[2] * (exp(-t) - exp(-10 * t))
      }
    }
  }

  /// Problem 13: r = (x₁ + 10x₂, √5(x₃ − x₄), (x₂ − 2x₃)², √10(x₁ − x₄)²), with f = 0 at the origin, where the hessian
  /// is singular.
  public static let powellSingular = extendedPowellSingular(4)

  /// Problem 14: r = (10(x₂ − x₁²), 1 − x₁, √90(x₄ − x₃²), 1 − x₃, √10(x₂ + x₄ − 2), (x₂ − x₄)/√10).
  ///
  /// f = 0 at (1, 1, 1, 1); near (−0.97, 0.95, −0.97, 0.95), with f ≈ 7.88, there is a stationary point that is no
  /// minimizer.
  public static let wood = TestProblem(
    "Wood", source: moreGarbowHillstromSource(14, "Colville 1968"), start: [-3, -1, -3, -1],
    minimizers: [[1, 1, 1, 1]], residualCount: 6,
    map: Wood(),
    jacobian: { x in
      let ten = 10.0.squareRoot()
      let rows: [[Double]] = [
        [-20 * x[0], 10, 0, 0], [-1, 0, 0, 0], [0, 0, -6 * ten * x[2], 3 * ten], [0, 0, -1, 0],
        [0, ten, 0, ten], [0, 1 / ten, 0, -1 / ten],
      ]
      return rows.flatMap { $0 }
    })

  private struct Wood: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let ten: Number = sqrt(10)
      return [
        10 * (x[1] - x[0] * x[0]), 1 - x[0], 3 * ten * (x[3] - x[2] * x[2]), 1 - x[2],
        ten * (x[1] + x[3] - 2), (x[1] - x[3]) / ten,
      ]
    }
  }
}
