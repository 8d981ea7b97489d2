import Testing

@testable import NadirCharts

@Suite struct TickSetTests {
  private static func domain(
    _ lower: Double, _ upper: Double, _ scale: Axis.Scale = .linear, isWhole: Bool = false
  ) -> Domain {
    Domain(of: Extent([lower, upper]), on: Axis("", scale: scale, isWhole: isWhole), padding: 0)
  }

  private static func labels(_ domain: Domain, target: Int = 5) -> [String] {
    TickSet(of: domain, target: target).ticks.map(\.label.plain)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func linearTicksAreRoundAndInRange(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    for _ in 0..<500 {
      let width = Double("1e\(Int.random(in: -12...12, using: &random))") ?? 1
      let lower = (random.unit() - 0.5) * width * (random.unit() < 0.3 ? 100 : 1)
      let upper = lower + width * (0.1 + random.unit())
      let domain = TickSetTests.domain(lower, upper)
      let ticks = TickSet(of: domain, target: Int.random(in: 2...7, using: &random)).ticks
      let comment: Comment = "seed \(seed), \(lower)…\(upper)"
      #expect((3...9).contains(ticks.count), comment)
      #expect(ticks.allSatisfy { domain.contains($0.value) }, comment)
      #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.value < $1.value }, comment)
      #expect(Set(ticks.map(\.label)).count == ticks.count, comment)
      if lower <= 0, upper >= 0 { #expect(ticks.contains { $0.value == 0 }, comment) }
      let first = try #require(ticks.first?.value)
      let step = ticks[1].value - first
      let digits = step / (Double("1e\(Int(decimalLogarithm(step * 1.001).rounded(.down)))") ?? .nan)
      #expect([1, 2, 5].contains { (digits - $0).magnitude < 1e-3 }, comment)
    }
  }

  @Test func labelsHaveNoRoundingError() {
    #expect(TickSetTests.labels(TickSetTests.domain(0, 0.5)) == ["0", "0.1", "0.2", "0.3", "0.4", "0.5"])
    #expect(TickSetTests.labels(TickSetTests.domain(-1, 1)) == ["−1.0", "−0.5", "0", "0.5", "1.0"])
    #expect(
      TickSetTests.labels(TickSetTests.domain(0, 40_000)) == [
        "0", "10\u{2009}000", "20\u{2009}000", "30\u{2009}000", "40\u{2009}000",
      ])
  }

  @Test func largeAndSmallNumbersHavePowersOfTen() {
    #expect(TickSetTests.labels(TickSetTests.domain(0, 2e8)) == ["0", "0.5×10⁸", "1.0×10⁸", "1.5×10⁸", "2.0×10⁸"])
    #expect(TickSetTests.labels(TickSetTests.domain(0, 2e-8)) == ["0", "0.5×10⁻⁸", "1.0×10⁻⁸", "1.5×10⁻⁸", "2.0×10⁻⁸"])
  }

  @Test func numbersThatDifferInTheLastPlacesAreCountedFromAnOrigin() {
    let ticks = TickSet(of: TickSetTests.domain(1.2345, 1.2345 + 1e-12), target: 5)
    #expect(ticks.origin == "1.2345")
    #expect(ticks.power?.plain == "10⁻¹³")
    #expect(ticks.ticks.map(\.label.plain) == ["0", "2", "4", "6", "8", "10"])
    #expect(AxisLayout.title(of: Axis("time", unit: "s"), ticks: ticks) == "time − 1.2345 (10⁻¹³ s)")
  }

  @Test func wholeNumbersHaveNoPartsBetween() {
    #expect(TickSetTests.labels(TickSetTests.domain(1, 3, isWhole: true)) == ["1", "2", "3"])
    #expect(TickSetTests.labels(TickSetTests.domain(1, 1, isWhole: true)) == ["0", "1", "2"])
  }

  @Test(arguments: [
    (0.0, 0.0), (3.7, 3.7), (-5, -5), (1e300, 1e300), (1e-300, 1e-300), (-1.7e308, 1.7e308),
    (.leastNonzeroMagnitude, .leastNonzeroMagnitude),
  ])
  func degenerateRangesHaveTicks(lower: Double, upper: Double) {
    for scale in [Axis.Scale.linear, .logarithmic] {
      let domain = TickSetTests.domain(lower, upper, scale)
      let ticks = TickSet(of: domain, target: 5).ticks
      #expect(domain.lower < domain.upper)
      #expect(ticks.count >= 2, "\(scale)")
      #expect(ticks.allSatisfy { $0.value.isFinite && domain.contains($0.value) })
      #expect(domain.fraction(of: lower).isFinite)
    }
  }

  @Test func logarithmicTicksArePowersOfTen() {
    #expect(TickSetTests.labels(TickSetTests.domain(0.01, 100, .logarithmic)) == ["0.01", "0.1", "1", "10", "100"])
    #expect(TickSetTests.labels(TickSetTests.domain(1e-9, 1, .logarithmic)) == ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"])
    #expect(TickSetTests.labels(TickSetTests.domain(1, 50, .logarithmic)) == ["1", "2", "5", "10", "20", "50"])
  }

  @Test(arguments: [UInt64(4), 5])
  func logarithmicTicksAreInRange(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<500 {
      let lower = decimalPower(-300 + 600 * random.unit())
      let upper = lower * decimalPower(4 * random.unit() * random.unit() + (random.unit() < 0.2 ? 100 : 0))
      guard upper < 1e307, upper > lower * 1.001 else { continue }
      let domain = TickSetTests.domain(lower, upper, .logarithmic)
      let ticks = TickSet(of: domain, target: 5)
      let comment: Comment = "seed \(seed), \(lower)…\(upper)"
      #expect((3...9).contains(ticks.ticks.count), comment)
      #expect((ticks.ticks.map(\.value) + ticks.minor).allSatisfy(domain.contains), comment)
      #expect(zip(ticks.ticks, ticks.ticks.dropFirst()).allSatisfy { $0.value < $1.value }, comment)
    }
  }

  @Test func axesOfBothSignsHaveZero() {
    let domain = TickSetTests.domain(-1000, 1000, .logarithmic)
    #expect(domain.transform == .symmetric(1000))
    let wide = Domain(of: Extent([-1000, 0.1, 1000]), on: Axis("", scale: .logarithmic), padding: 0)
    #expect(TickSetTests.labels(wide) == ["−1000", "−10", "0", "10", "1000"])
    let down = Domain(of: Extent([0, 1e-9, 1000]), on: Axis("", scale: .logarithmic), padding: 0)
    #expect(TickSetTests.labels(down).first == "0")
    #expect(TickSetTests.labels(down).count >= 3)
  }
}
