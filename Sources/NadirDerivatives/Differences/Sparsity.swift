public import NadirEvaluation
public import NadirLinear

/// Which elements of an m × n matrix can be other than zero.
public struct Sparsity: Sendable, Hashable {
  /// m.
  public let rowCount: Int
  /// n.
  public let columnCount: Int
  /// The columns of each row, ascending.
  private let columnLists: [[Int]]
  /// The rows of each column, ascending.
  private let rowLists: [[Int]]

  /// A pattern from its rows: for each row, the columns of its elements, counted from 0, in any order.
  ///
  /// - Throws: ``InvalidArgument`` when a column is not in 0..<columnCount.
  public init(rows: [[Int]], columnCount: Int) throws(InvalidArgument) {
    guard columnCount >= 0 else {
      throw InvalidArgument("columnCount", is: "\(columnCount)", expected: "at least 0")
    }
    for (i, row) in rows.enumerated() {
      for column in row where column < 0 || column >= columnCount {
        throw InvalidArgument("rows[\(i)]", is: "with column \(column)", expected: "columns in 0..<\(columnCount)")
      }
    }
    self.init(checked: rows, columnCount)
  }

  private init(checked rows: [[Int]], _ columnCount: Int) {
    rowCount = rows.count
    self.columnCount = columnCount
    columnLists = rows.map { Set($0).sorted() }
    var rowLists = [[Int]](repeating: [], count: columnCount)
    for (i, row) in columnLists.enumerated() {
      for j in row { rowLists[j].append(i) }
    }
    self.rowLists = rowLists
  }

  /// The elements of a matrix that are not zero.
  public init(_ matrix: Matrix) {
    self.init(
      checked: (0..<matrix.rowCount).map { i in (0..<matrix.columnCount).filter { matrix[i, $0] != 0 } },
      matrix.columnCount)
  }

  /// Every element of an m × n matrix.
  public static func dense(rowCount m: Int, columnCount n: Int) throws(InvalidArgument) -> Sparsity {
    try banded(rowCount: m, columnCount: n, below: max(m, 0), above: max(n, 0))
  }

  /// The elements aᵢⱼ with −below ≤ j − i ≤ above; 0 and 0 are the diagonal, 1 and 1 a tridiagonal matrix. The
  /// bandwidth is below + above + 1.
  public static func banded(
    rowCount m: Int, columnCount n: Int, below: Int, above: Int
  ) throws(InvalidArgument) -> Sparsity {
    for (name, number) in [("rowCount", m), ("columnCount", n), ("below", below), ("above", above)] where number < 0 {
      throw InvalidArgument(name, is: "\(number)", expected: "at least 0")
    }
    return Sparsity(
      checked: (0..<m).map { i in
        Array(max(0, i - min(below, m))..<max(max(0, i - min(below, m)), min(n, i + min(above, n) + 1)))
      },
      n)
  }

  /// Blocks along the diagonal, each with its numbers of rows and columns.
  public static func blocks(_ sizes: [(rowCount: Int, columnCount: Int)]) throws(InvalidArgument) -> Sparsity {
    var rows: [[Int]] = []
    var first = 0
    for (k, size) in sizes.enumerated() {
      guard size.rowCount >= 0, size.columnCount >= 0 else {
        throw InvalidArgument("sizes[\(k)]", is: "\(size)", expected: "at least 0 rows and columns")
      }
      rows += [[Int]](repeating: Array(first..<first + size.columnCount), count: size.rowCount)
      first += size.columnCount
    }
    return Sparsity(checked: rows, first)
  }

  /// The columns of row i, ascending.
  public func columns(ofRow i: Int) -> [Int] { columnLists.indices.contains(i) ? columnLists[i] : [] }

  /// The rows of column j, ascending.
  public func rows(ofColumn j: Int) -> [Int] { rowLists.indices.contains(j) ? rowLists[j] : [] }

  /// The number of elements.
  public var count: Int { columnLists.reduce(0) { $0 + $1.count } }

  /// Whether aᵢⱼ can be other than zero.
  public func contains(_ i: Int, _ j: Int) -> Bool { columns(ofRow: i).contains(j) }

  /// Whether the matrix is square and aᵢⱼ is in the pattern whenever aⱼᵢ is.
  public var isSymmetric: Bool { columnLists == rowLists }

  /// The same pattern with the diagonal of its columns and rows.
  var withDiagonal: Sparsity {
    Sparsity(checked: columnLists.enumerated().map { i, row in i < columnCount ? row + [i] : row }, columnCount)
  }

  /// The most elements that a row has: no grouping of columns has fewer groups.
  public var longestRow: Int { columnLists.reduce(0) { max($0, $1.count) } }

  /// The pattern of a symmetric matrix of n columns, or an error that says what is wrong with it.
  func checkSymmetric(_ n: Int) throws(InvalidArgument) {
    guard rowCount == n, columnCount == n else {
      throw InvalidArgument("sparsity", is: "\(rowCount) × \(columnCount)", expected: "\(n) × \(n)")
    }
    guard isSymmetric else { throw InvalidArgument("sparsity", is: "not symmetric", expected: "symmetric") }
  }
}
