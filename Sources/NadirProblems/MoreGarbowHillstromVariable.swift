import NadirScalars

// Moré, Garbow & Hillstrom 1981, doi:10.1145/355934.355936: the problems whose number of coordinates can be chosen.

extension TestProblems {
  /// Problem 20 with m = 31: rᵢ = Σⱼ (j − 1)xⱼtᵢ^(j−2) − (Σⱼ xⱼtᵢ^(j−1))² − 1 with tᵢ = i/29 for i = 1, …, 29, then
  /// r₃₀ = x₁ and r₃₁ = x₂ − x₁² − 1. The published minima are for n = 6, 9 and 12.
  public static func watson(_ n: Int) -> TestProblem {
    precondition(
      n == 6 || n == 9 || n == 12, "the minimum of Watson's function is published for n = 6, 9 and 12, not \(n)")
    let minima = [6: 0.0022876700535524363, 9: 1.39976013809902e-06, 12: 4.722381105891757e-10]
    let minimizers: [Int: [Double]] = [
      6: [
        -0.015725086401458456, 1.0124348693691099, -0.2329916259567377, 1.2604300877996084, -1.5137289227222797,
        0.9929964324311346,
      ],
      9: [
        -1.5307036521394342e-05, 0.9997897039319483, 0.014763963693556958, 0.14634232829936222, 1.0008211030047092,
        -2.617731140519015, 4.104403164478857, -3.1436122785564424, 1.0526264080101668,
      ],
      12: [
        -6.638060464520687e-09, 1.000001644117862, -0.0005639322103423058, 0.34782054050404243, -0.15673150409616513,
        1.0528151772071777, -3.2472711534596677, 7.288434897938061, -10.271848241321724, 9.074113647075317,
        -4.541375466692512, 1.0120118885528104,
      ],
    ]
    return TestProblem(
      "Watson \(n)", source: moreGarbowHillstromSource(20, "Kowalik & Osborne 1968"),
      start: [Double](repeating: 0, count: n), minimum: minima[n] ?? .nan,
      minimizers: minimizers[n].map { [$0] } ?? [], features: n == 6 ? [] : .singular, residualCount: 31,
      map: Watson(),
      row: { i, x in
        var row = [Double](repeating: 0, count: x.count)
        if i >= 30 {
          row[0] = i == 30 ? 1 : -2 * x[0]
          row[1] = i == 30 ? 0 : 1
          return row
        }
        let t = Double(i) / 29
        let value = Watson().polynomial(x, at: t).value
        var power = 1.0
        for j in x.indices {
          row[j] = (j == 0 ? 0 : Double(j) * power / t) - 2 * value * power
          power *= t
        }
        return row
      })
  }

  private struct Watson: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let fit = (1...29).map { i in
        let (value, slope) = polynomial(x, at: Number(Double(i) / 29))
        return slope - value * value - 1
      }
      return fit + [x[0], x[1] - x[0] * x[0] - 1]
    }

    /// p(t) = Σⱼ xⱼt^(j−1) and p′(t), by Horner's rule.
    func polynomial<Number: RealScalar>(_ x: [Number], at t: Number) -> (value: Number, slope: Number) {
      var (value, slope): (Number, Number) = (0, 0)
      for coefficient in x.reversed() {
        slope = slope * t + value
        value = value * t + coefficient
      }
      return (value, slope)
    }
  }

  /// Problem 21: n/2 Rosenbrock functions in coordinates of their own, r₂ᵢ₋₁ = 10(x₂ᵢ − x₂ᵢ₋₁²) and r₂ᵢ = 1 − x₂ᵢ₋₁.
  ///
  /// Start (−1.2, 1, …), f = 0 at (1, …, 1); n is even.
  public static func extendedRosenbrock(_ n: Int) -> TestProblem {
    precondition(n >= 2 && n.isMultiple(of: 2), "an even number of coordinates, not \(n)")
    return TestProblem(
      "Extended Rosenbrock \(n)", source: moreGarbowHillstromSource(21, "Spedicato 1975"),
      start: (0..<n).map { $0.isMultiple(of: 2) ? -1.2 : 1 },
      minimizers: [[Double](repeating: 1, count: n)], residualCount: n,
      map: ExtendedRosenbrock(),
      row: { i, x in
        var row = [Double](repeating: 0, count: x.count)
        if i.isMultiple(of: 2) {
          row[i - 2] = -1
        } else {
          row[i - 1] = -20 * x[i - 1]
          row[i] = 10
        }
        return row
      })
  }

  private struct ExtendedRosenbrock: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...x.count).map { i in
        if i.isMultiple(of: 2) { return 1 - x[i - 2] }
        return 10 * (x[i] - x[i - 1] * x[i - 1])
      }
    }
  }

  /// Problem 22: n/4 Powell singular functions in coordinates of their own, each with r = (x₁ + 10x₂, √5(x₃ − x₄),
  /// (x₂ − 2x₃)², √10(x₁ − x₄)²). Start (3, −1, 0, 1, …), f = 0 at the origin; n is a multiple of 4.
  ///
  /// With n = 4 it is problem 13, ``powellSingular``.
  public static func extendedPowellSingular(_ n: Int) -> TestProblem {
    precondition(n >= 4 && n.isMultiple(of: 4), "a multiple of four coordinates, not \(n)")
    return TestProblem(
      n == 4 ? "Powell singular" : "Extended Powell singular \(n)",
      source: n == 4 ? moreGarbowHillstromSource(13, "Powell 1962") : moreGarbowHillstromSource(22, "Spedicato 1975"),
      start: (0..<n).map { [3, -1, 0, 1][$0 % 4] },
      minimizers: [[Double](repeating: 0, count: n)], features: [.convex, .singular], residualCount: n,
      map: ExtendedPowellSingular(),
      row: { i, x in
        let k = (i - 1) / 4 * 4
        var row = [Double](repeating: 0, count: x.count)
        switch i - k {
        case 1: (row[k], row[k + 1]) = (1, 10)
        case 2: (row[k + 2], row[k + 3]) = (5.0.squareRoot(), -5.0.squareRoot())
        case 3: (row[k + 1], row[k + 2]) = (2 * (x[k + 1] - 2 * x[k + 2]), -4 * (x[k + 1] - 2 * x[k + 2]))
        default:
          row[k] = 2 * 10.0.squareRoot() * (x[k] - x[k + 3])
          row[k + 3] = -row[k]
        }
        return row
      })
  }

  private struct ExtendedPowellSingular: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...x.count).map { i in
        let k = (i - 1) / 4 * 4
        switch i - k {
        case 1: return x[k] + 10 * x[k + 1]
        case 2: return sqrt(5) * (x[k + 2] - x[k + 3])
        case 3: return (x[k + 1] - 2 * x[k + 2]) * (x[k + 1] - 2 * x[k + 2])
        default: return sqrt(10) * (x[k] - x[k + 3]) * (x[k] - x[k + 3])
        }
      }
    }
  }
}
