public import NadirScalars
public import NadirLinear

/// Why a system of linear equations has no solution.
public enum LinearSolveError: Error, Sendable, Equatable, CustomStringConvertible {
  case notSquare(rowCount: Int, columnCount: Int)
  case wrongLength(Int, expected: Int)
  /// No pivot was found in this column, counted from 0.
  case singular(column: Int)

  public var description: String {
    switch self {
    case .notSquare(let rowCount, let columnCount):
      "a system of equations has a square matrix, but this one is \(rowCount) × \(columnCount)"
    case .wrongLength(let count, let expected):
      "the right-hand side has \(count) elements, but the matrix has \(expected) rows"
    case .singular(let column):
      "the matrix is singular: elimination finds no pivot in column \(column)"
    }
  }
}

extension TapeNumber {
  /// The solution x of Ax = b for a matrix of recorded numbers of order n, as one operation on the tape.
  ///
  /// The adjoints are b̄ = A⁻ᵀx̄ and Ā = −b̄xᵀ, with the factors of A that the solution needed (Giles 2008, Collected
  /// matrix derivative results for forward and reverse mode algorithmic differentiation, section 2.3.1,
  /// doi:10.1007/978-3-540-68942-3_4): 2n³/3 operations for the value, 3n² for a sweep.
  ///
  /// - Throws: ``LinearSolveError`` when A is not square or singular, or b is not of length n.
  @inlinable
  public static func solve(_ a: TapeMatrix<Base>, _ b: [Self]) throws(LinearSolveError) -> [Self] {
    try check(a.rowCount, a.columnCount, b.count)
    let n = b.count
    let factorization = try LUFactorization(a.elements.map(\.primal), order: n)
    let solution = factorization.solve(b.map(\.primal))
    return custom(inputs: a.elements + b, values: solution) { adjoints, inputAdjoints in
      let lambda = factorization.solveTransposed((0..<n).map { adjoints[$0] })
      for j in 0..<n {
        for i in 0..<n { inputAdjoints[i + j * n] = -chain(lambda[i], solution[j]) }
        inputAdjoints[n * n + j] = lambda[j]
      }
    }
  }

  /// The solution x of Ax = b for a constant matrix of order n, as one operation on the tape.
  ///
  /// - Throws: ``LinearSolveError`` when A is not square or singular, or b is not of length n.
  @inlinable
  public static func solve(_ a: Matrix, _ b: [Self]) throws(LinearSolveError) -> [Self] {
    try check(a.rowCount, a.columnCount, b.count)
    let n = b.count
    let factorization = try LUFactorization(a.elements.map { Base($0) }, order: n)
    return custom(inputs: b, values: factorization.solve(b.map(\.primal))) { adjoints, inputAdjoints in
      let lambda = factorization.solveTransposed((0..<n).map { adjoints[$0] })
      for j in 0..<n { inputAdjoints[j] = lambda[j] }
    }
  }

  @inlinable
  static func check(_ rowCount: Int, _ columnCount: Int, _ length: Int) throws(LinearSolveError) {
    guard rowCount == columnCount else { throw .notSquare(rowCount: rowCount, columnCount: columnCount) }
    guard length == rowCount else { throw .wrongLength(length, expected: rowCount) }
  }
}
