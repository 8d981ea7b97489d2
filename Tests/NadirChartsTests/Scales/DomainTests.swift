import Testing

@testable import NadirCharts

@Suite struct DomainTests {
  @Test(arguments: [UInt64(1), 2, 3])
  func symmetricLogarithmsAreMonotoneAndInvertible(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let transform = Transform.symmetric(decimalPower(-20 + 40 * random.unit()))
    let values =
      (0..<400).map { _ in
        (random.unit() < 0.5 ? -1 : 1) * decimalPower(-30 + 60 * random.unit())
      }.sorted() + []
    let lengths = values.map { transform($0) }
    #expect(zip(lengths, lengths.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed)")
    #expect(transform(0) == 0)
    for value in values {
      #expect(transform(-value) == -transform(value), "seed \(seed)")
      #expect((transform.inverse(transform(value)) - value).magnitude <= 1e-12 * value.magnitude, "seed \(seed)")
    }
  }

  @Test func theTransformSuitsTheData() {
    let axis = Axis("", scale: .logarithmic)
    #expect(Domain(of: Extent([1, 10]), on: axis, padding: 0).transform == .logarithmic)
    #expect(Domain(of: Extent([0, 0.5, 10]), on: axis, padding: 0).transform == .symmetric(0.5))
    #expect(Domain(of: Extent([-3, 0.5, 10]), on: axis, padding: 0).transform == .symmetric(0.5))
    #expect(Domain(of: Extent([0, 0]), on: axis, padding: 0).transform == .linear)
    #expect(Domain(of: Extent([.nan, .infinity]), on: axis, padding: 0).transform == .linear)
  }

  @Test func theRangeOfAnAxisIsTheLeastThatIsShown() {
    let domain = Domain(of: Extent([2, 30]), on: Axis("", range: 0...10), padding: 0)
    #expect(domain.lower == 0)
    #expect(domain.upper == 30)
    let logarithmic = Domain(of: Extent([2, 30]), on: Axis("", scale: .logarithmic, range: 0...100), padding: 0)
    #expect(logarithmic.transform == .logarithmic)
    #expect(logarithmic.upper == 100)
  }

  @Test(arguments: [UInt64(6), 7])
  func dataAreInsideWithRoomAround(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for scale in [Axis.Scale.linear, .logarithmic] {
      for _ in 0..<200 {
        let values = (0..<5).map { _ in (random.unit() - 0.2) * decimalPower(300 * random.unit() - 150) }
        let domain = Domain(of: Extent(values), on: Axis("", scale: scale), padding: 0.05)
        for value in values {
          let place = domain.fraction(of: value)
          #expect(place > 0.03 && place < 0.97, "seed \(seed), \(scale), \(values)")
        }
      }
    }
  }
}
