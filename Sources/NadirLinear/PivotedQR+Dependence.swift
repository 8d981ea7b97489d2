/// A column of a matrix that is, up to the tolerance, a combination of other columns: aⱼ ≈ Σ cᵢaᵢ.
public struct DependentColumn: Sendable, Equatable {
  /// j.
  public var column: Int
  /// The columns that the combination takes, in increasing order; none when aⱼ itself is negligible.
  public var others: [Int]
  /// The cᵢ, one for each of the others.
  public var coefficients: [Double]
}

extension PivotedQR {
  /// The n − rank columns that depend on the others, in increasing order, each with the columns of which it is a
  /// combination.
  ///
  /// With A = QRPᵀ and R = (R₁₁ R₁₂; 0 ≈0), the coefficients are the columns of R₁₁⁻¹R₁₂. Those that contribute less than
  /// √ε of the column's length are left out.
  public var dependentColumns: [DependentColumn] {
    (rank..<columnCount).map(dependence).sorted { $0.column < $1.column }
  }

  /// Column k of R as a combination of the first rank columns.
  private func dependence(of k: Int) -> DependentColumn {
    let length = lengthInTriangle(k)
    var coefficients = (0..<rank).map { factors[$0, k] }
    solveTriangle(&coefficients)
    let share = length * Double.ulpOfOne.squareRoot()
    let parts = (0..<rank).filter { length > negligible && coefficients[$0].magnitude * lengthInTriangle($0) > share }
      .sorted { permutation[$0] < permutation[$1] }
    return DependentColumn(
      column: permutation[k], others: parts.map { permutation[$0] }, coefficients: parts.map { coefficients[$0] })
  }

  /// ‖Reₖ‖, the length of column k of AP.
  func lengthInTriangle(_ k: Int) -> Double {
    euclideanNorm((0..<min(k + 1, rowCount)).map { factors[$0, k] })
  }
}
