import NadirScalars
import NadirDerivatives
import NadirLinear
import RealModule
import Testing
import _TestSupport

@Suite struct OperationTests {
  private let seed: UInt64 = 5

  private func random(_ count: Int, _ generator: inout SeededGenerator) -> [Double] {
    (0..<count).map { _ in Double.random(in: -2...2, using: &generator) }
  }

  private func expectSame(_ x: [Double], _ f: ([Variable]) throws -> Variable, _ g: ([Variable]) throws -> Variable)
    rethrows
  {
    let (a, b) = (try valueAndGradient(at: x, of: f), try valueAndGradient(at: x, of: g))
    #expect(abs(a.value - b.value) < 1e-11 * (1 + abs(b.value)))
    for (p, q) in zip(a.gradient, b.gradient) { #expect(abs(p - q) < 1e-10 * (1 + abs(q))) }
    #expect(try f(x.map { Variable($0) }).isConstant)
    #expect(abs(try f(x.map { Variable($0) }).value - a.value) < 1e-12 * (1 + abs(a.value)))
  }

  @Test func sums() {
    var generator = SeededGenerator(seed: seed)
    let x = random(6, &generator)
    expectSame(
      x, { .sum($0 + [3, .exp($0[1]), $0[0] * $0[2]]) },
      { $0.reduce(0, +) + 3 + .exp($0[1]) + $0[0] * $0[2] })
    expectSame(
      x, { .dot(Array($0[..<3]) + [2, $0[0]], [.sin($0[3]), $0[4], 5, $0[5], $0[0]]) },
      { $0[0] * .sin($0[3]) + $0[1] * $0[4] + 5 * $0[2] + 2 * $0[5] + $0[0] * $0[0] })
    #expect(Variable.sum([]).value == 0)
    #expect(Double.sum([1, 2, 3]) == 6 && Double.dot([1, 2], [3, 4]) == 11)
  }

  @Test func products() throws {
    var generator = SeededGenerator(seed: seed)
    let a = try Matrix(rows: (0..<3).map { _ in random(4, &generator) })
    let weights = random(3, &generator)
    func weighted(_ y: [Variable]) -> Variable {
      y.indices.reduce(0) { $0 + Variable(weights[$1]) * .sin(y[$1]) }
    }
    let inputs: ([Variable]) -> [Variable] = { x in [x[0], 2 * x[1], 3, x[0] * x[1]] }
    func elementwise(_ a: [[Variable]], _ x: [Variable]) -> [Variable] {
      a.map { row in zip(row, x).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let constants = a.rows.map { $0.map { Variable($0) } }
    expectSame(random(2, &generator), { weighted(a * inputs($0)) }, { weighted(elementwise(constants, inputs($0))) })
    let rows: ([Variable]) -> [[Variable]] = { x in [[x[0], 1], [x[1], x[0] * x[1]], [.exp(x[0]), -x[1]]] }
    try expectSame(
      random(2, &generator), { weighted(try TapeMatrix(rows: rows($0)) * $0) },
      { weighted(elementwise(rows($0), $0)) })
    #expect(throws: RaggedRows.self) { try VariableMatrix(rows: [[1, 2], [3]]) }
    #expect(VariableMatrix(a)[2, 1].value == a[2, 1])
  }

  /// Solutions against Cramer's rule.
  @Test func solutions() throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let x = random(4, &generator)
      let rows: ([Variable]) -> [[Variable]] = { x in [[.sin(x[0]), x[1] * x[2]], [x[2] + 3, x[3]]] }
      func cramer(_ a: [[Variable]], _ b: [Variable]) -> Variable {
        let determinant = a[0][0] * a[1][1] - a[0][1] * a[1][0]
        let first = (b[0] * a[1][1] - a[0][1] * b[1]) / determinant
        let second = (a[0][0] * b[1] - b[0] * a[1][0]) / determinant
        return .sin(first) + 2 * .atan(second)
      }
      func combined(_ y: [Variable]) -> Variable { .sin(y[0]) + 2 * .atan(y[1]) }
      try expectSame(
        x, { combined(try Variable.solve(TapeMatrix(rows: rows($0)), [$0[0], $0[3]])) },
        { cramer(rows($0), [$0[0], $0[3]]) })
      let a = try Matrix(rows: [[0, 2], [3, 1]])
      try expectSame(
        x, { combined(try Variable.solve(a, [$0[0] * $0[1], $0[3]])) },
        { cramer([[0, 2], [3, 1]], [$0[0] * $0[1], $0[3]]) })
    }
  }

  /// A larger system: Ax − b is zero, and so are the derivatives of wᵀAx − wᵀb.
  @Test func largeSolutions() throws {
    var generator = SeededGenerator(seed: seed)
    let n = 12
    let x = random(n * n + n, &generator)
    let weights = random(n, &generator).map { Variable($0) }
    let result = try valueAndGradient(at: x) { x in
      let a = try TapeMatrix(rows: (0..<n).map { Array(x[$0 * n..<($0 + 1) * n]) })
      let b = Array(x[(n * n)...])
      let solution = try Variable.solve(a, b)
      return .dot(weights, a * solution) - .dot(weights, b)
    }
    #expect(abs(result.value) < 1e-11 && result.gradient.allSatisfy { abs($0) < 1e-10 })
  }

  @Test func systemsWithoutSolution() throws {
    let singular = try Matrix(rows: [[1, 2], [2, 4]])
    #expect(throws: LinearSolveError.singular(column: 1)) { try Variable.solve(singular, [1, 2]) }
    #expect(throws: LinearSolveError.wrongLength(1, expected: 2)) { try Variable.solve(singular, [1]) }
    #expect(throws: LinearSolveError.notSquare(rowCount: 1, columnCount: 2)) {
      try Variable.solve(Matrix(rows: [[1, 2]]), [1])
    }
    #expect(try Variable.solve(Matrix(rows: []), []).isEmpty)
  }

  /// A pullback may record on the tape that is being swept, and ask for gradients.
  @Test func pullbacksThatRecord() throws {
    let tape = Tape()
    let x = tape.variables([2, 3])
    let y = Variable.custom(inputs: x, value: 6) { adjoint, inputs in
      var product = x[0] * x[1]
      for _ in 0..<10_000 { product *= x[1] / 3 }
      inputs[0] = adjoint * product.value / 2
      inputs[1] = adjoint * valueAndGradient(at: [2, 3]) { $0[0] * $0[1] }.gradient[1]
    }
    #expect(try tape.gradient(of: y * x[0], withRespectTo: x).map { $0.rounded() } == [12, 4])
    #expect(try tape.gradient(of: x[0] * x[1], withRespectTo: x) == [3, 2])
  }

  @Test func customFunctions() {
    let x = [0.7, -1.1]
    expectSame(
      x,
      {
        let (a, b) = (2 * $0[0], $0[1])
        return .custom(
          value: .sin(a.primal) * b.primal, derivatives: [(a, .cos(a.primal) * b.primal), (b, .sin(a.primal)), (3, 9)])
      }, { .sin(2 * $0[0]) * $0[1] })
    let pair: ([Variable]) -> [Variable] = { x in
      let (a, b) = (x[0].primal, x[1].primal)
      return .custom(inputs: x, values: [a * b, a / b]) { adjoints, inputs in
        inputs[0] = adjoints[0] * b + adjoints[1] / b
        inputs[1] = adjoints[0] * a - adjoints[1] * a / (b * b)
      }
    }
    expectSame(x, { Variable.sum(pair([.exp($0[0]), $0[1]])) }, { .exp($0[0]) * $0[1] + .exp($0[0]) / $0[1] })
    expectSame(x, { pair($0)[1] }, { $0[0] / $0[1] })
    expectSame(
      x,
      { x in
        let value = x[0].primal * x[0].primal
        return .custom(inputs: [x[0]], value: value) { $1[0] = 2 * $0 * x[0].primal }
      }, { $0[0] * $0[0] })
  }
}

extension [Variable] {
  fileprivate static func custom(
    inputs: [Variable], values: [Double], pullback: @escaping Variable.Pullback
  ) -> [Variable] {
    Variable.custom(inputs: inputs, values: values, pullback: pullback)
  }
}
