import NadirScalars

// Moré, Garbow & Hillstrom 1981, doi:10.1145/355934.355936: the fits of exponentials and of their sums.

extension TestProblems {
  /// Problem 11 with m = 99: rᵢ = exp(−|yᵢ − x₂|^x₃ / x₁) − tᵢ with tᵢ = i/100 and yᵢ = 25 + (−50 ln tᵢ)^(2/3).
  ///
  /// f = 0 at (50, 25, 1.5); ``hs25`` is the same fit in a box. The paper prints |yᵢmix₂| where its own minimizer asks
  /// for |yᵢ − x₂|.
  public static let gulf = TestProblem(
    "Gulf research and development", source: moreGarbowHillstromSource(11, "Cox 1969"), start: [5, 2.5, 0.15],
    minimizers: [[50, 25, 1.5]], features: .multimodal, residualCount: 99,
    map: Gulf(),
    row: { i, x in
      let difference = Gulf.y(i) - x[1]
      let power = pow(difference.magnitude, x[2])
      let decay = exp(-power / x[0])
      return [
        decay * power / (x[0] * x[0]), decay * x[2] * power / difference / x[0],
        -decay * power * log(difference.magnitude) / x[0],
      ]
    })

  private struct Gulf: TestMap {
    static func y(_ i: Int) -> Double { 25 + pow(-50 * log(Double(i) / 100), 2.0 / 3) }

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...99).map { i in
        let difference = Number(Self.y(i)) - x[1]
        let power = pow(difference < 0 ? -difference : difference, x[2])
        return exp(-power / x[0]) - Number(Double(i) / 100)
      }
    }
  }

  /// Problem 17: rᵢ = yᵢ − (x₁ + x₂exp(−tᵢx₄) + x₃exp(−tᵢx₅)) with tᵢ = 10(i − 1), for i = 1, …, 33.
  ///
  /// f = 5.46489…·10⁻⁵. Exchanging the two exponentials gives a second minimizer.
  public static let osborne1 = TestProblem(
    "Osborne 1", source: moreGarbowHillstromSource(17, "Osborne 1972"), start: [0.5, 1.5, -1, 0.01, 0.02],
    minimum: 5.464894697482907e-05,
    minimizers: [
      [0.37541005210695205, 1.9358469127123674, -1.464687136613423, 0.012867534640057288, 0.02212269966167261],
      [0.37541005210695205, -1.464687136613423, 1.9358469127123674, 0.02212269966167261, 0.012867534640057288],
    ],
    features: [.badlyScaled, .multimodal], residualCount: 33,
    map: Osborne1(),
    row: { i, x in
      let t = Double(10 * (i - 1))
      let first = exp(-t * x[3])
      let second = exp(-t * x[4])
      return [-1, -first, -second, t * x[1] * first, t * x[2] * second]
    })

  private struct Osborne1: TestMap {
    static let y = [
      0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628, 0.603,
      0.580, 0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411,
      0.406,
    ]

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...33).map { i in
        let t = Number(Double(10 * (i - 1)))
        let model = x[0] + x[1] * exp(-t * x[3]) + x[2] * exp(-t * x[4])
        return Number(Self.y[i - 1]) - model
      }
    }
  }

  /// Problem 18 with m = 13: rᵢ = x₃exp(−tᵢx₁) − x₄exp(−tᵢx₂) + x₆exp(−tᵢx₅) − yᵢ, where tᵢ = 0.1i and
  /// yᵢ = exp(−tᵢ) − 5exp(−10tᵢ) + 3exp(−4tᵢ).
  ///
  /// f = 0 at (1, 10, 1, 5, 4, 3) and at the points that exchange its exponentials; a local minimum is 5.65565…·10⁻³.
  public static let biggsEXP6 = TestProblem(
    "Biggs EXP6", source: moreGarbowHillstromSource(18, "Biggs 1971"), start: [1, 2, 1, 1, 1, 1],
    minimizers: [[1, 10, 1, 5, 4, 3], [4, 10, 3, 5, 1, 1]], features: .multimodal, residualCount: 13,
    map: BiggsEXP6(),
    row: { i, x in
      let t = Double(i) / 10
      let (a, b, c) = (exp(-t * x[0]), exp(-t * x[1]), exp(-t * x[4]))
      return [-t * x[2] * a, t * x[3] * b, a, -b, -t * x[5] * c, c]
    })

  private struct BiggsEXP6: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...13).map { i in
        let t = Number(Double(i) / 10)
        let (slow, fast, middle) = (exp(-t), exp(-10 * t), exp(-4 * t))
        let y = slow - 5 * fast + 3 * middle
        let model = x[2] * exp(-t * x[0]) - x[3] * exp(-t * x[1]) + x[5] * exp(-t * x[4])
        return model - y
      }
    }
  }

  /// Problem 19: rᵢ = yᵢ − (x₁e^(−tᵢx₅) + x₂e^(−(tᵢ − x₉)²x₆) + x₃e^(−(tᵢ − x₁₀)²x₇) + x₄e^(−(tᵢ − x₁₁)²x₈)) with
  /// tᵢ = (i − 1)/10, for i = 1, …, 65; f = 4.01377…·10⁻².
  public static let osborne2 = TestProblem(
    "Osborne 2", source: moreGarbowHillstromSource(19, "Osborne 1972"),
    start: [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5], minimum: 0.040137736293547735,
    minimizers: [
      [
        1.3099771546273005, 0.4315537946029889, 0.633661698960724, 0.5994305347859163, 0.7541832263280113,
        0.9042885798596336, 1.3658118352370285, 4.8236988172271555, 2.3986848661317546, 4.568874597667672,
        5.6753414705806415,
      ]
    ],
    features: .multimodal, residualCount: 65,
    map: Osborne2(),
    row: { i, x in
      let t = Double(i - 1) / 10
      var row = [Double](repeating: 0, count: 11)
      let decay = exp(-t * x[4])
      row[0] = -decay
      row[4] = t * x[0] * decay
      for k in 1...3 {
        let d = t - x[k + 7]
        let bell = exp(-d * d * x[k + 4])
        row[k] = -bell
        row[k + 4] = d * d * x[k] * bell
        row[k + 7] = -2 * d * x[k + 4] * x[k] * bell
      }
      return row
    })

  private struct Osborne2: TestMap {
    static let y = [
      1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608, 0.655, 0.616, 0.606,
      0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.500, 0.423,
      0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668,
      0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739, 0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098,
      0.054,
    ]

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...65).map { i in
        let t = Number(Double(i - 1) / 10)
        var model = x[0] * exp(-t * x[4])
        for k in 1...3 {
          let d = t - x[k + 7]
          model += x[k] * exp(-d * d * x[k + 4])
        }
        return Number(Self.y[i - 1]) - model
      }
    }
  }
}
