/// A dense matrix A with m rows and n columns.
///
/// The elements are stored column by column, aᵢⱼ at i + j·m, which is the order that LAPACK expects. It is encoded as the
/// array of its rows.
public struct Matrix: Sendable, Hashable {
  /// m.
  public let rowCount: Int
  /// n.
  public let columnCount: Int
  @usableFromInline var storage: [Double]

  /// The m·n elements, column by column.
  @inlinable
  public var elements: [Double] { storage }

  /// A matrix of m rows from its elements, column by column. Elements beyond the last whole column are left out.
  public init(rowCount: Int, elements: [Double]) {
    self.rowCount = max(0, rowCount)
    columnCount = rowCount > 0 ? elements.count / rowCount : 0
    storage =
      columnCount * self.rowCount == elements.count ? elements : Array(elements.prefix(columnCount * self.rowCount))
  }

  /// A matrix with the same number everywhere.
  public init(rowCount: Int, columnCount: Int, repeating value: Double = 0) {
    precondition(rowCount >= 0 && columnCount >= 0, "a matrix has no negative number of rows or columns")
    self.rowCount = rowCount
    self.columnCount = columnCount
    storage = [Double](repeating: value, count: rowCount * columnCount)
  }

  /// A matrix from its rows; no rows make a matrix without columns.
  ///
  /// - Throws: ``RaggedRows`` when a row is not as long as the first.
  public init(rows: [[Double]]) throws(RaggedRows) {
    self.init(rowCount: rows.count, columnCount: rows.first?.count ?? 0)
    for (i, row) in rows.enumerated() {
      guard row.count == columnCount else { throw RaggedRows(row: i, count: row.count, expected: columnCount) }
      for (j, value) in row.enumerated() { self[i, j] = value }
    }
  }

  /// The identity matrix of order n.
  public static func identity(_ n: Int) -> Matrix {
    var identity = Matrix(rowCount: n, columnCount: n)
    for i in 0..<n { identity[i, i] = 1 }
    return identity
  }

  /// The element aᵢⱼ, rows and columns counted from 0.
  // Inlinable, as whoever fills a Jacobian calls it m·n times.
  @inlinable
  public subscript(i: Int, j: Int) -> Double {
    get { storage[position(i, j)] }
    _modify { yield &storage[position(i, j)] }
  }

  @inlinable
  func position(_ i: Int, _ j: Int) -> Int {
    precondition(i >= 0 && i < rowCount && j >= 0 && j < columnCount, "an element inside the matrix")
    return i + j * rowCount
  }

  /// The row with index i, of length n.
  public func row(_ i: Int) -> [Double] { (0..<columnCount).map { self[i, $0] } }

  /// The column with index j, of length m.
  public func column(_ j: Int) -> [Double] { Array(elements[j * rowCount..<(j + 1) * rowCount]) }

  /// The rows, from the first to the last.
  public var rows: [[Double]] { (0..<rowCount).map(row) }

  /// Changes the m·n elements, column by column, where they lie.
  mutating func withUnsafeMutableElements<Result>(
    _ body: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    storage.withUnsafeMutableBufferPointer { body($0) }
  }

  /// Aᵀ.
  public var transposed: Matrix {
    var transposed = Matrix(rowCount: columnCount, columnCount: rowCount)
    for j in 0..<columnCount {
      for i in 0..<rowCount { transposed[j, i] = self[i, j] }
    }
    return transposed
  }

  /// The same matrix with each row times a number of its own, of which there are m.
  public consuming func scalingRows(by factors: [Double]) -> Matrix {
    precondition(factors.count == rowCount, "one factor for each row")
    let (m, n) = (rowCount, columnCount)
    withUnsafeMutableElements { elements in
      factors.withUnsafeBufferPointer { factors in
        for j in 0..<n {
          for i in 0..<m { elements[j * m + i] *= factors[i] }
        }
      }
    }
    return self
  }

  /// The same matrix with each column times a number of its own, of which there are n.
  public consuming func scalingColumns(by factors: [Double]) -> Matrix {
    precondition(factors.count == columnCount, "one factor for each column")
    let m = rowCount
    withUnsafeMutableElements { elements in
      for (j, factor) in factors.enumerated() {
        for i in j * m..<(j + 1) * m { elements[i] *= factor }
      }
    }
    return self
  }

  /// The product Aᵀy with a vector of length m.
  public func transposedTimes(_ y: [Double]) -> [Double] {
    precondition(y.count == rowCount, "a vector with as many elements as the matrix has rows")
    return elements.withUnsafeBufferPointer { elements in
      y.withUnsafeBufferPointer { y in
        (0..<columnCount).map { j in
          dot(UnsafeBufferPointer(rebasing: elements[j * rowCount..<(j + 1) * rowCount]), y)
        }
      }
    }
  }

  /// The product Ax with a vector of length n: the columns, each times its xⱼ, added up from the first to the last.
  public static func * (a: Matrix, x: [Double]) -> [Double] {
    precondition(x.count == a.columnCount, "a vector with as many elements as the matrix has columns")
    var product = [Double](repeating: 0, count: a.rowCount)
    a.elements.withUnsafeBufferPointer { elements in
      product.withUnsafeMutableBufferPointer { product in
        for j in 0..<a.columnCount {
          add(x[j], times: UnsafeBufferPointer(rebasing: elements[j * a.rowCount..<(j + 1) * a.rowCount]), to: product)
        }
      }
    }
    return product
  }

  /// The product AB with a matrix that has n rows.
  public static func * (a: Matrix, b: Matrix) -> Matrix {
    precondition(b.rowCount == a.columnCount, "a factor with as many rows as the other has columns")
    var product = Matrix(rowCount: a.rowCount, columnCount: b.columnCount)
    product.storage = (0..<b.columnCount).flatMap { a * b.column($0) }
    return product
  }
}

/// Rows of different lengths, which make no matrix.
public struct RaggedRows: Error, Sendable, Equatable, CustomStringConvertible {
  /// The index of the first row that is not as long as row 0.
  public var row: Int
  /// Its length.
  public var count: Int
  /// The length of row 0.
  public var expected: Int

  public init(row: Int, count: Int, expected: Int) {
    self.row = row
    self.count = count
    self.expected = expected
  }

  public var description: String { "row \(row) has \(count) elements, but row 0 has \(expected)" }
}

extension Matrix: Codable {
  public init(from decoder: any Decoder) throws {
    do {
      try self.init(rows: [[Double]](from: decoder))
    } catch let ragged as RaggedRows {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "the rows of a matrix are equally long: \(ragged)"))
    }
  }

  public func encode(to encoder: any Encoder) throws { try rows.encode(to: encoder) }
}
