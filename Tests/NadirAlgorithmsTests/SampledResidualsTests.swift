import NadirEvaluation
import NadirLinear
import Testing
import _TestSupport

@testable import NadirAlgorithms

@Suite struct SampledResidualsTests {
  private let matrix = Matrix(rowCount: 2, elements: [1, 2, -3, 4, 0.5, -1])

  private func sample(_ x: [Double]) -> SampledResiduals.Sample {
    let r = zip(matrix * x, [1, -2]).map { $0 + $1 }
    return SampledResiduals.Sample(point: x, value: dot(r, r), residuals: r)
  }

  private func samples(_ points: [[Double]], capacity: Int) -> SampledResiduals {
    var samples = SampledResiduals(start: sample(points[0]), capacity: capacity, units: [1, 10, 0.1])
    samples.add(points.dropFirst().map(sample), at: Array(points.dropFirst()), radius: 0.1)
    return samples
  }

  /// The model of linear residuals is exact, from n + 1 points and from more.
  @Test(arguments: 1...20 as ClosedRange<UInt64>) func linearResidualsAreModeledExactly(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for count in 4...8 {
      let points = (0..<count).map { _ in (0..<3).map { _ in Double.random(in: -1...1, using: &generator) } }
      let model = LocalModel(samples(points, capacity: 6), in: .unbounded(3), radius: 0.1)
      let difference = zip(model.unscaledJacobian.elements, matrix.elements).map { ($0 - $1).magnitude }
      #expect((difference.max() ?? .infinity) < 1e-9, "seed \(seed), \(count) points")
    }
  }

  /// With fewer points the model says what they say, and nothing of other directions.
  @Test func fewPointsMakeTheSmallestModel() {
    let known = samples([[0, 0, 0], [0, 1, 0]], capacity: 4).jacobian(radius: 0.1)
    #expect(known.column(0) == [0, 0] && known.column(2) == [0, 0])
    #expect(zip(known.column(1), [-30, 40]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    #expect(samples([[0, 0, 0]], capacity: 4).jacobian(radius: 0.1).elements.allSatisfy { $0 == 0 })
  }

  /// The best point and those that span the space stay; a far one and one beside another go.
  @Test func whatSaysLeastIsLeftOut() {
    let points: [[Double]] = [[0, 0, 0], [0.1, 0, 0], [0.1001, 0, 0], [0, 1, 0], [0, 50, 0], [0, 0, 0.01]]
    let kept = samples(points, capacity: 4)
    #expect(kept.samples.count == 4)
    #expect(kept.best.value == points.map { sample($0).value }.min())
    #expect(kept.directions(from: kept.best.point, radius: 0.1).independent(upTo: 1_000).count == 3)
  }

  /// Points for the model are where there is room, at the distance asked for, and across what is known.
  @Test func missingDirectionsAreFilled() {
    let known = samples([[0, 0, 0], [0.1, 0, 0]], capacity: 4)
    let box = Box(lower: [0, 0, -1], upper: [1, 1, 0])
    let model = LocalModel(known, in: box, radius: 0.1)
    let radii = TrustRadii(initial: 0.1, final: 1e-8)
    for attempt in 0...3 {
      let points = model.improvements(3, radii: radii, attempt: attempt)
      #expect(points.count == (attempt == 0 ? 3 : 2) && points.allSatisfy(box.contains))
    }
    let full = samples([[0, 0, 0], [0.1, 0, 0], [0, 1, 0], [0, 0, 0.01]], capacity: 4)
    #expect(LocalModel(full, in: .unbounded(3), radius: 0.1).improvements(3, radii: radii, attempt: 0).isEmpty)
  }
}
