import Foundation
@testable import NadirLinear
import Testing

@Suite struct MatrixTests {
  private let a: Matrix

  init() throws { a = try Matrix(rows: [[1, 2, 3], [4, 5, 6]]) }

  @Test func elementsLieColumnByColumn() {
    #expect(a.rowCount == 2 && a.columnCount == 3)
    #expect(a.elements == [1, 4, 2, 5, 3, 6])
    #expect(a[1, 0] == 4)
    #expect(a.row(1) == [4, 5, 6])
    #expect(a.column(1) == [2, 5])
    #expect(a.rows == [[1, 2, 3], [4, 5, 6]])
    var b = a
    b[0, 2] = 7
    b[1, 1] += 10
    #expect(b.rows == [[1, 2, 7], [4, 15, 6]])
    #expect(a.rows == [[1, 2, 3], [4, 5, 6]])
  }

  @Test func productsAndTransposes() throws {
    #expect(a * [1, 0, -1] == [-2, -2])
    #expect(a.transposed == (try Matrix(rows: [[1, 4], [2, 5], [3, 6]])))
    #expect(a * a.transposed == (try Matrix(rows: [[14, 32], [32, 77]])))
    #expect(a * Matrix.identity(3) == a)
    #expect(Matrix(rowCount: 2, columnCount: 2, repeating: 3) == (try Matrix(rows: [[3, 3], [3, 3]])))
  }

  @Test func emptyMatrices() throws {
    #expect(try Matrix(rows: []) == Matrix(rowCount: 0, columnCount: 0))
    #expect(Matrix(rowCount: 2, columnCount: 0) * [] == [0, 0])
    #expect(Matrix(rowCount: 0, columnCount: 2) * [1, 2] == [])
  }

  @Test func isEncodedAsItsRows() throws {
    let data = try JSONEncoder().encode(a)
    #expect(String(decoding: data, as: UTF8.self) == "[[1,2,3],[4,5,6]]")
    #expect(try JSONDecoder().decode(Matrix.self, from: data) == a)
  }

  @Test func raggedRowsAreRefused() {
    #expect(throws: RaggedRows(row: 1, count: 3, expected: 2)) { try Matrix(rows: [[1, 2], [3, 4, 5]]) }
    do {
      _ = try JSONDecoder().decode(Matrix.self, from: Data("[[1,2],[3]]".utf8))
      Issue.record("ragged rows were decoded")
    } catch {
      #expect("\(error)".contains("row 1 has 1 elements, but row 0 has 2"))
    }
  }
}
