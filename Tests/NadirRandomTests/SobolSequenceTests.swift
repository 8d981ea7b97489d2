import Testing

@testable import NadirRandom

@Suite struct SobolSequenceTests {
  /// The first points in ten dimensions, as published with the direction numbers
  /// (https://web.maths.unsw.edu.au/~fkuo/sobol/, new-joe-kuo-6), in eighths.
  @Test func publishedPoints() {
    let published: [[UInt32]] = [
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [4, 4, 4, 4, 4, 4, 4, 4, 4, 4], [6, 2, 2, 2, 6, 6, 2, 6, 6, 6],
      [2, 6, 6, 6, 2, 2, 6, 2, 2, 2], [3, 3, 5, 7, 3, 1, 3, 7, 7, 5], [7, 7, 1, 3, 7, 5, 7, 3, 3, 1],
      [5, 1, 7, 5, 5, 7, 1, 1, 1, 3], [1, 5, 3, 1, 1, 3, 5, 5, 5, 7],
    ]
    var sequence = SobolSequence(dimension: 10)
    for point in published { #expect(sequence.nextBits() == point.map { $0 << 29 }) }
  }

  /// Point 63 in all dimensions that there are, at some coordinates, by SciPy 1.17's `qmc.Sobol(128, scramble=False)`.
  @Test func lastDimensions() {
    var sequence = SobolSequence(dimension: 128)
    for _ in 0..<63 { _ = sequence.nextBits() }
    let point = sequence.nextBits()
    #expect(
      [0, 1, 2, 9, 40, 63, 99, 126, 127].map { point[$0] } == [
        67_108_864, 3_422_552_064, 1_543_503_872, 2_483_027_968, 2_885_681_152, 3_154_116_608, 335_544_320,
        3_288_334_336, 2_751_463_424,
      ])
  }

  /// Of 2ᵏ points each of 2ᵏ equal parts of every coordinate holds one, and each of the 2ᵏ parts of the plane of the first
  /// two that are cut once less in one direction than in the other; with and without a shift.
  @Test(arguments: [nil, 0, 1, 77] as [UInt64?]) func everyPartHoldsOnePoint(seed: UInt64?) {
    var sequence = SobolSequence(dimension: 128, shiftedBy: seed)
    let points = (0..<256).map { _ in sequence.next() }
    #expect(points.joined().allSatisfy { 0 < $0 && $0 < 1 })
    for j in 0..<128 { #expect(Set(points.map { Int($0[j] * 256) }).count == 256, "coordinate \(j)") }
    for (a, b) in [(256, 1), (64, 4), (16, 16), (2, 128)] {
      #expect(Set(points.map { Int($0[0] * Double(a)) * b + Int($0[1] * Double(b)) }).count == 256, "\(a) × \(b)")
    }
  }

  @Test func seedsDiffer() {
    #expect(evenSample(count: 5, dimension: 3, seed: 0) != evenSample(count: 5, dimension: 3, seed: 1))
    #expect(evenSample(count: 5, dimension: 3, seed: 4) == evenSample(count: 5, dimension: 3, seed: 4))
    #expect(evenSample(count: 2, dimension: 0, seed: 4) == [[], []])
  }
}
