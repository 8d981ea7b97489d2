import Testing

@testable import NadirCharts

@Suite struct ContourTracingTests {
  private static func field(_ function: (Double, Double) -> Double) -> Field {
    let (xs, ys) = ((0...60).map { -2 + Double($0) / 15 }, (0...40).map { -1.5 + Double($0) * 3 / 40 })
    return Field("f", xs: xs, ys: ys, values: ys.flatMap { y in xs.map { function($0, y) } })
  }

  @Test func circlesAreClosedAndOnTheirLevel() throws {
    let lines = contourLines(of: ContourTracingTests.field { $0 * $0 + $1 * $1 }, at: 1) { $0 }
    #expect(lines.count == 1)
    let circle = try #require(lines.first?.points)
    #expect(circle.first == circle.last)
    #expect(circle.count > 60)
    // Linear interpolation of a function with f″ = 2 is off by at most h²/4.
    #expect(circle.allSatisfy { ($0.x * $0.x + $0.y * $0.y - 1).magnitude <= 0.075 * 0.075 / 4 + 1e-12 })
  }

  @Test func straightLinesAreOpenAndExact() throws {
    let lines = contourLines(of: ContourTracingTests.field { 2 * $0 + $1 }, at: 0.3) { $0 }
    #expect(lines.count == 1)
    let line = try #require(lines.first?.points)
    #expect(line.first != line.last)
    #expect(line.allSatisfy { (2 * $0.x + $0.y - 0.3).magnitude < 1e-12 })
    #expect(Set([line.first?.y, line.last?.y].map { ($0 ?? 0).rounded() }).count == 2)
  }

  @Test func saddlesHaveTwoBranches() {
    let lines = contourLines(of: ContourTracingTests.field { $0 * $1 }, at: 0.01) { $0 }
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { line in line.points.allSatisfy { $0.x > 0 } || line.points.allSatisfy { $0.x < 0 } })
  }

  @Test func squaresWithoutAValueAreLeftOut() {
    let lines = contourLines(of: ContourTracingTests.field { x, y in x > 0 ? .nan : x * x + y * y }, at: 1) { $0 }
    #expect(lines.count == 1)
    #expect(lines.allSatisfy { line in line.points.allSatisfy { $0.x <= 0 } })
  }

  @Test func levelsOutsideHaveNoLines() {
    #expect(contourLines(of: ContourTracingTests.field { $0 + $1 }, at: 99) { $0 }.isEmpty)
    #expect(contourLines(of: Field("", xs: [1], ys: [1], values: [1]), at: 1) { $0 }.isEmpty)
  }
}
