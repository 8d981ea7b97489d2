import NadirScalars
import Testing

@Suite struct StudentTTests {
  /// Made with mpmath 1.4.1 from the incomplete beta function, with 50 digits.
  static let quantiles: [(degrees: Double, probability: Double, t: Double)] = [
    (0.5, 0.6, 0.39797542678479059), (0.5, 0.975, 164.55767348048824), (0.5, 0.9995, 411396.46252626201),
    (3, 0.6, 0.27667066233268985), (3, 0.975, 3.1824463052837084), (3, 0.9995, 12.923978636687964),
    (7, 0.6, 0.26316686135202275), (7, 0.975, 2.3646242515927847), (7, 0.9995, 5.4078825208618281),
    (12, 0.6, 0.259032745676887), (12, 0.975, 2.1788128296672284), (12, 0.9995, 4.3177912836062473),
    (60, 0.6, 0.25447339498953112), (60, 0.975, 2.0002978220142601), (60, 0.9995, 3.4602004691963916),
    (250.5, 0.6, 0.25361634276388628), (250.5, 0.975, 1.969479272051676), (250.5, 0.9995, 3.3297878351857121),
    (20000, 0.6, 0.25335047326406262), (20000, 0.975, 1.9600826051581348), (20000, 0.9995, 3.2910132833642873),
    (.infinity, 0.975, 1.9599639845400542), (.infinity, 0.9995, 3.2905267314918946),
  ]

  @Test(arguments: quantiles) func quantilesAreThePublishedOnes(degrees: Double, probability: Double, t: Double) {
    let distribution = StudentT(degreesOfFreedom: degrees)
    #expect(abs(distribution.quantile(probability) / t - 1) < 2e-12)
    #expect(abs(distribution.quantile(1 - probability) / t + 1) < 2e-12)
    #expect(abs(distribution.quantile(within: 2 * probability - 1) / t - 1) < 2e-12)
    #expect(abs(distribution.probability(beyond: t) / (2 * (1 - probability)) - 1) < 2e-12)
  }

  /// The table of critical values in the NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2
  /// (https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm), to its three places.
  @Test(arguments: [
    1: [3.078, 6.314, 12.706, 31.821, 63.657], 2: [1.886, 2.920, 4.303, 6.965, 9.925],
    5: [1.476, 2.015, 2.571, 3.365, 4.032], 10: [1.372, 1.812, 2.228, 2.764, 3.169],
    30: [1.310, 1.697, 2.042, 2.457, 2.750], 100: [1.290, 1.660, 1.984, 2.364, 2.626],
  ])
  func criticalValuesAreThoseOfTheTable(degrees: Double, values: [Double]) {
    let distribution = StudentT(degreesOfFreedom: degrees)
    for (probability, value) in zip([0.9, 0.95, 0.975, 0.99, 0.995], values) {
      #expect(abs(distribution.quantile(probability) - value) <= 0.0005)
    }
  }

  /// One and two degrees of freedom have closed forms: tan(π(p − ½)), and (2p − 1)/√(2p(1 − p)).
  @Test func closedForms() {
    for p in [1e-300, 1e-12, 0.001, 0.1, 0.25, 0.4, 0.499999, 0.8, 0.999] {
      let cauchy = StudentT(degreesOfFreedom: 1).quantile(p)
      let tangent = p < 1e-9 ? -1 / (Double.pi * p) : -1 / tan(Double.pi * p)
      #expect(abs(cauchy / tangent - 1) < 2e-10, "\(p)")
      let second = StudentT(degreesOfFreedom: 2).quantile(p)
      let form = (2 * p - 1) / (2 * p * (1 - p)).squareRoot()
      #expect(abs(second / form - 1) < 2e-10, "\(p)")
    }
  }

  /// The two ways to a tail meet at ten thousand degrees of freedom.
  @Test func theExpansionContinuesTheFraction() {
    for t in [0.01, 0.5, 1, 3, 8, 30] {
      let below = StudentT(degreesOfFreedom: Double(10_000).nextDown).probability(beyond: t)
      let above = StudentT(degreesOfFreedom: 10_000).probability(beyond: t)
      #expect(abs(below / above - 1) < 1e-11, "\(t)")
    }
  }

  @Test func theDensityIsTheSlope() {
    for degrees in [0.7, 4, 33, 1e5, .infinity] {
      let distribution = StudentT(degreesOfFreedom: degrees)
      for t in [0.2, 1, 2.5] {
        let h = 1e-4
        let slope = (distribution.probability(within: t + h) - distribution.probability(within: t - h)) / (4 * h)
        #expect(abs(slope / distribution.density(at: t) - 1) < 1e-7)
      }
    }
  }

  @Test func edgesAndWrongArguments() {
    let distribution = StudentT(degreesOfFreedom: 4)
    #expect(distribution.quantile(0.5) == 0 && distribution.quantile(within: 0) == 0)
    #expect(distribution.quantile(0) == -.infinity && distribution.quantile(1) == .infinity)
    #expect(distribution.quantile(within: 1) == .infinity)
    #expect(distribution.probability(beyond: 0) == 1 && distribution.probability(beyond: .infinity) == 0)
    #expect(distribution.quantile(-0.1).isNaN && distribution.quantile(1.1).isNaN && distribution.quantile(.nan).isNaN)
    for degrees in [0, -1, Double.nan] {
      #expect(StudentT(degreesOfFreedom: degrees).quantile(0.9).isNaN)
      #expect(StudentT(degreesOfFreedom: degrees).quantile(within: 0.9).isNaN)
    }
  }
}
