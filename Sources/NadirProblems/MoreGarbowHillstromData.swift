import NadirScalars

// Moré, Garbow & Hillstrom 1981, doi:10.1145/355934.355936: the problems that fit a model to data. Minimizers and minima
// are computed from the published data by Newton's method in sixty digits; they agree with the digits published.

extension TestProblems {
  /// Problem 8: rᵢ = yᵢ − (x₁ + uᵢ/(vᵢx₂ + wᵢx₃)) with uᵢ = i, vᵢ = 16 − i, wᵢ = min(uᵢ, vᵢ), for i = 1, …, 15.
  ///
  /// f = 8.21487…·10⁻³; and 17.4286… as x₂, x₃ → −∞ with x₁ = 0.8406….
  public static let bard = TestProblem(
    "Bard", source: moreGarbowHillstromSource(8, "Bard 1970"), start: [1, 1, 1], minimum: 0.008214877306578975,
    minimizers: [[0.08241055974978893, 1.1330360920297216, 2.343695178642537]], features: .multimodal,
    residualCount: 15,
    map: Bard(),
    row: { i, x in
      let u = Double(i)
      let v = 16 - u
      let denominator = v * x[1] + min(u, v) * x[2]
      let slope = u / (denominator * denominator)
      return [-1, v * slope, min(u, v) * slope]
    })

  private struct Bard: TestMap {
    static let y = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39]

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...15).map { i in
        let u = Number(Double(i))
        let denominator = (16 - u) * x[1] + min(u, 16 - u) * x[2]
        return Number(Self.y[i - 1]) - (x[0] + u / denominator)
      }
    }
  }

  /// Problem 9: rᵢ = x₁exp(−x₂(tᵢ − x₃)²/2) − yᵢ with tᵢ = (8 − i)/2, for i = 1, …, 15; f = 1.12793…·10⁻⁸.
  public static let gaussian = TestProblem(
    "Gaussian", source: moreGarbowHillstromSource(9, "J. Nocedal"), start: [0.4, 1, 0],
    minimum: 1.127932769618648e-08, minimizers: [[0.39895613783875666, 1.0000190844878056, 0]],
    residualCount: 15,
    map: Gaussian(),
    row: { i, x in
      let d = Double(8 - i) / 2 - x[2]
      let bell = exp(-x[1] * d * d / 2)
      return [bell, -x[0] * bell * d * d / 2, x[0] * bell * x[1] * d]
    })

  private struct Gaussian: TestMap {
    static let y = [
      0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989, 0.3521, 0.2420, 0.1295, 0.0540, 0.0175, 0.0044,
      0.0009,
    ]

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...15).map { i in
        let d = Number(Double(8 - i) / 2) - x[2]
        return x[0] * exp(-x[1] * d * d / 2) - Number(Self.y[i - 1])
      }
    }
  }

  /// Problem 10: rᵢ = x₁exp(x₂/(tᵢ + x₃)) − yᵢ with tᵢ = 45 + 5i, for i = 1, …, 16; f = 87.9458….
  public static let meyer = TestProblem(
    "Meyer", source: moreGarbowHillstromSource(10, "Meyer 1970"), start: [0.02, 4_000, 250],
    minimum: 87.94585517085112, minimizers: [[0.005609636471028053, 6181.346346286372, 345.2236346241365]],
    features: .badlyScaled, residualCount: 16,
    map: Meyer(),
    row: { i, x in
      let shifted = Double(45 + 5 * i) + x[2]
      let growth = exp(x[1] / shifted)
      return [growth, x[0] * growth / shifted, -x[0] * growth * x[1] / (shifted * shifted)]
    })

  private struct Meyer: TestMap {
    static let y: [Double] = [
      34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872,
    ]

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...16).map { i in
        let shifted = Number(Double(45 + 5 * i)) + x[2]
        return x[0] * exp(x[1] / shifted) - Number(Self.y[i - 1])
      }
    }
  }

  /// Problem 15: rᵢ = yᵢ − x₁(uᵢ² + uᵢx₂)/(uᵢ² + uᵢx₃ + x₄), for i = 1, …, 11.
  ///
  /// f = 3.07505…·10⁻⁴; and 1.02734…·10⁻³ far away, at (∞, −14.07…, −∞, −∞).
  public static let kowalikOsborne = TestProblem(
    "Kowalik–Osborne", source: moreGarbowHillstromSource(15, "Kowalik & Osborne 1968"),
    start: [0.25, 0.39, 0.415, 0.39],
    minimum: 0.00030750560384923745,
    minimizers: [[0.19280693457903786, 0.19128232873436696, 0.12305650692632066, 0.13606233068379484]],
    features: .multimodal, residualCount: 11,
    map: KowalikOsborne(),
    row: { i, x in
      let u = KowalikOsborne.data[i - 1].u
      let numerator = u * u + u * x[1]
      let denominator = u * u + u * x[2] + x[3]
      let fall = x[0] * numerator / (denominator * denominator)
      return [-numerator / denominator, -x[0] * u / denominator, u * fall, fall]
    })

  private struct KowalikOsborne: TestMap {
    static let data: [(y: Double, u: Double)] = [
      (0.1957, 4), (0.1947, 2), (0.1735, 1), (0.1600, 0.5), (0.0844, 0.25), (0.0627, 0.167), (0.0456, 0.125),
      (0.0342, 0.1), (0.0323, 0.0833), (0.0235, 0.0714), (0.0246, 0.0625),
    ]

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      Self.data.map { y, u in
        let u = Number(u)
        let numerator = u * u + u * x[1]
        let denominator = u * u + u * x[2] + x[3]
        return Number(y) - x[0] * numerator / denominator
      }
    }
  }

  /// Problem 16 with m = 20: rᵢ = (x₁ + tᵢx₂ − exp(tᵢ))² + (x₃ + x₄sin(tᵢ) − cos(tᵢ))² and tᵢ = i/5; f = 85822.2….
  public static let brownDennis = TestProblem(
    "Brown–Dennis", source: moreGarbowHillstromSource(16, "Brown & Dennis 1971"), start: [25, 5, -5, -1],
    minimum: 85822.20162635634,
    minimizers: [[-11.594439904762165, 13.203630051207204, -0.40343948817685954, 0.2367787744557363]],
    residualCount: 20,
    map: BrownDennis(),
    row: { i, x in
      let t = Double(i) / 5
      let a = x[0] + t * x[1] - exp(t)
      let b = x[2] + x[3] * sin(t) - cos(t)
      return [2 * a, 2 * a * t, 2 * b, 2 * b * sin(t)]
    })

  private struct BrownDennis: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...20).map { i in
        let t = Number(Double(i) / 5)
        let a = x[0] + t * x[1] - exp(t)
        let b = x[2] + x[3] * sin(t) - cos(t)
        return a * a + b * b
      }
    }
  }
}
