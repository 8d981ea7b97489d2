public import NadirScalars
public import NadirLinear

/// A dense matrix of recorded numbers, with m rows and n columns, stored column by column.
public struct TapeMatrix<Base: RealScalar>: Sendable {
  /// m.
  public let rowCount: Int
  /// n.
  public let columnCount: Int
  /// The m·n elements, column by column.
  public let elements: [TapeNumber<Base>]

  /// A matrix from its rows; no rows make a matrix without columns.
  ///
  /// - Throws: `RaggedRows` when a row is not as long as the first.
  @inlinable
  public init(rows: [[TapeNumber<Base>]]) throws(RaggedRows) {
    let columnCount = rows.first?.count ?? 0
    for (i, row) in rows.enumerated() where row.count != columnCount {
      throw RaggedRows(row: i, count: row.count, expected: columnCount)
    }
    self.rowCount = rows.count
    self.columnCount = columnCount
    elements = (0..<columnCount).flatMap { j in rows.map { $0[j] } }
  }

  /// A matrix of constants.
  @inlinable
  public init(_ matrix: Matrix) {
    rowCount = matrix.rowCount
    columnCount = matrix.columnCount
    elements = matrix.elements.map { TapeNumber($0) }
  }

  /// The element aᵢⱼ, rows and columns counted from 0.
  @inlinable
  public subscript(i: Int, j: Int) -> TapeNumber<Base> {
    precondition(i >= 0 && i < rowCount && j >= 0 && j < columnCount, "an element inside the matrix")
    return elements[i + j * rowCount]
  }

  /// The product Ax with a vector of length n, as one operation on the tape.
  @inlinable
  public static func * (a: TapeMatrix, x: [TapeNumber<Base>]) -> [TapeNumber<Base>] {
    precondition(x.count == a.columnCount, "a vector with as many elements as the matrix has columns")
    let (m, n) = (a.rowCount, a.columnCount)
    let elements = a.elements.map(\.primal)
    let vector = x.map(\.primal)
    let product = multiply(elements, rowCount: m, vector)
    return TapeNumber.custom(inputs: a.elements + x, values: product) { adjoints, inputAdjoints in
      for j in 0..<n {
        var sum: Base = 0
        for i in 0..<m {
          inputAdjoints[i + j * m] = chain(adjoints[i], vector[j])
          sum += chain(adjoints[i], elements[i + j * m])
        }
        inputAdjoints[m * n + j] = sum
      }
    }
  }
}

/// A dense matrix of variables.
public typealias VariableMatrix = TapeMatrix<Double>

extension Matrix {
  /// The product Ax of a constant matrix with n recorded numbers, as one operation on the tape.
  @inlinable
  public static func * <Base: RealScalar>(a: Matrix, x: [TapeNumber<Base>]) -> [TapeNumber<Base>] {
    precondition(x.count == a.columnCount, "a vector with as many elements as the matrix has columns")
    let (m, n) = (a.rowCount, a.columnCount)
    let elements = a.elements.map { Base($0) }
    return TapeNumber.custom(inputs: x, values: multiply(elements, rowCount: m, x.map(\.primal))) {
      adjoints, inputAdjoints in
      for j in 0..<n {
        var sum: Base = 0
        for i in 0..<m { sum += chain(adjoints[i], elements[i + j * m]) }
        inputAdjoints[j] = sum
      }
    }
  }
}

/// Ax, for A with m rows, stored column by column.
@inlinable
func multiply<Base: RealScalar>(_ a: [Base], rowCount m: Int, _ x: [Base]) -> [Base] {
  var product = [Base](repeating: 0, count: m)
  for j in x.indices {
    for i in 0..<m { product[i] += a[i + j * m] * x[j] }
  }
  return product
}
