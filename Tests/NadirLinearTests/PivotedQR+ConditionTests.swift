import Foundation
import Testing
import _TestSupport

@testable import NadirLinear

@Suite struct PivotedQRConditionTests {
  @Test(arguments: 0..<60) func theEstimateIsNearKnownConditionNumbers(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let n = Int.random(in: 1...25, using: &generator)
    let exponent = Double(Int.random(in: 0...10, using: &generator))
    let sigma = (0..<n).map { k -> Double in
      pow(10, -exponent * (n > 1 ? Double(k) / Double(n - 1) : 0))
    }
    for scale in [1, 1e-150, 1e150] {
      let a = Matrix.random(n + 5, singularValues: sigma, using: &generator).scaled(by: scale)
      let estimate = PivotedQR(a).conditionEstimate
      let exact = sigma[0] / sigma[n - 1]
      #expect(estimate <= exact * 1.001 && estimate > 0.8 * exact, "seed \(seed): \(estimate) for \(exact)")
    }
  }

  @Test func singularAndEmptyMatrices() throws {
    #expect(PivotedQR(Matrix(rowCount: 3, columnCount: 2)).conditionEstimate == .infinity)
    #expect(PivotedQR(Matrix(rowCount: 2, columnCount: 3, repeating: 1)).conditionEstimate == .infinity)
    #expect(PivotedQR(Matrix(rowCount: 2, columnCount: 0)).conditionEstimate == 1)
    #expect(PivotedQR(try Matrix(rows: [[.nan, 1], [1, 1]])).conditionEstimate.isNaN)
    #expect(PivotedQR(try Matrix(rows: [[1, 0], [0, 1e-300]])).conditionEstimate > 1e299)
  }
}
