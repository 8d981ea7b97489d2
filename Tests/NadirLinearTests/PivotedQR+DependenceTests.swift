import Testing
import _TestSupport

@testable import NadirLinear

@Suite struct PivotedQRDependenceTests {
  /// Column 1 is twice column 3, column 4 is zero, column 5 is column 0 minus column 2, which are the longer ones.
  @Test func combinationsAreFound() throws {
    let rows: [[Double]] = [
      [5, 2, 1, 1, 0, 4], [1, 0, 4, 0, 0, -3], [0, 6, 1, 3, 0, -1], [1, 2, -6, 1, 0, 7], [2, 0, 1, 0, 0, 1],
    ]
    let qr = PivotedQR(try Matrix(rows: rows))
    #expect(qr.rank == 3)
    let dependent = qr.dependentColumns
    #expect(dependent.map(\.column).count == 3 && dependent.map(\.column) == dependent.map(\.column).sorted())
    let a = try Matrix(rows: rows)
    for column in dependent {
      var combination = [Double](repeating: 0, count: 5)
      for (i, coefficient) in zip(column.others, column.coefficients) {
        add(coefficient, times: a.column(i), to: &combination)
      }
      #expect(maximumNorm(difference(combination, a.column(column.column))) < 1e-14)
    }
    #expect(dependent.first { $0.column == 4 }?.others == [])
    #expect(dependent.first { $0.column == 3 }?.others == [1])
    #expect(dependent.first { ![3, 4].contains($0.column) }?.others.count == 2)
  }

  @Test func independentColumnsAreNone() {
    #expect(PivotedQR(.identity(4)).dependentColumns == [])
  }

  @Test(arguments: 0..<20) func moreColumnsThanRows(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let a = Matrix.random(3, 5, using: &generator)
    let dependent = PivotedQR(a).dependentColumns
    #expect(dependent.count == 2, "seed \(seed)")
    for column in dependent { #expect(column.others.count == 3, "seed \(seed)") }
  }
}
