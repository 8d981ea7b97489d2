import Nadir
import Testing

@Suite struct SecondDerivativeTests {
  private static func value(_ x: [Double]) -> Double { exp(x[0]) * sin(x[1]) + x[0] * x[1] * x[1] }
  private static func gradient(_ x: [Double]) -> [Double] {
    [exp(x[0]) * sin(x[1]) + x[1] * x[1], exp(x[0]) * cos(x[1]) + 2 * x[0] * x[1]]
  }
  @Sendable private static func hessian(_ x: [Double]) throws -> Matrix {
    let mixed = exp(x[0]) * cos(x[1]) + 2 * x[1]
    return try Matrix(rows: [[exp(x[0]) * sin(x[1]), mixed], [mixed, -exp(x[0]) * sin(x[1]) + 2 * x[0]]])
  }
  @Sendable private static func product(_ x: [Double], _ v: [Double]) throws -> [Double] {
    try hessian(x).rows.map { row in row[0] * v[0] + row[1] * v[1] }
  }
  private let x = [0.3, 0.7]
  private let values = Objective<[Double]>(value)
  private let gradients = Objective<[Double]>(value: value, gradient: gradient)

  private func largestError(_ estimate: EstimatedHessian) throws -> Double {
    let exact = try Self.hessian(x)
    return zip(estimate.hessian.elements, exact.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  /// What the objective gives decides what the Hessian is made of, and the counts are those of the plans.
  @Test func isMadeOfTheBestThereIs() async throws {
    let whole = try await Nadir.hessian(of: gradients.with(hessian: Self.hessian), at: x)
    #expect(try largestError(whole) == 0 && whole.source == .objective && whole.counts.evaluations == 1)

    let products = gradients.with(hessianVectorProduct: Self.product)
    let columns = try await Nadir.hessian(of: products, at: x, on: .threads(2))
    #expect(try largestError(columns) == 0 && columns.source == .products)
    #expect(columns.counts.evaluations == 2 && columns.counts.rounds == 1)

    let fromGradients = try await Nadir.hessian(of: gradients, at: x, on: .threads(3))
    #expect(try largestError(fromGradients) < 1e-7 && fromGradients.source == .gradients)
    #expect(fromGradients.counts.evaluations == 3 && fromGradients.counts.rounds == 1)

    let fromValues = try await Nadir.hessian(of: values, at: x, by: .central, on: .threads(4))
    #expect(try largestError(fromValues) < 1e-6 && fromValues.source == .values)
    #expect(fromValues.counts.evaluations == 9 && fromValues.counts.rounds == 1)
    for estimate in [fromGradients, fromValues] {
      #expect(try largestError(estimate) <= estimate.errors.elements.reduce(0, max))
    }
    let asked = try await Nadir.hessian(of: gradients.with(hessian: Self.hessian), at: x, by: .forward)
    #expect(asked.source == .gradients)
  }

  @Test func automaticHessians() async throws {
    struct Function: DifferentiableFunction {
      func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number { exp(x[0]) * sin(x[1]) + x[0] * x[1] * x[1] }
    }
    let tape = try await Nadir.hessian(of: Objective(differentiating: Function()), at: x)
    #expect(try largestError(tape) < 1e-14 && tape.source == .products)
    let dual = try await Nadir.hessian(of: Objective(differentiatingForward: Function()), at: x)
    #expect(try largestError(dual) < 1e-14 && dual.source == .objective)
  }

  @Test func staysInTheBoxAndSaysSo() async throws {
    let bounds = Bounds<[Double]>(lower: [0.3, 0], upper: [1, 0.7])
    let estimate = try await Nadir.hessian(
      of: { (x: [Double]) in
        guard (0.3...1).contains(x[0]), (0...0.7).contains(x[1]) else { return .nan }
        return Self.value(x)
      }, at: x, bounds: bounds, by: .central)
    #expect(estimate.counts.failures == 0 && estimate.oneSided == ["[0]", "[1]"], "\(estimate.oneSided)")
    #expect(try largestError(estimate) < 1e-5)
  }

  @Test func parametersOfAnyShape() async throws {
    let start = Growth(rate: 2, layers: [[1, 2], [3]])
    let typed = Objective<Growth> { model in model.rate * model.rate * model.layers[1][0] }
    let estimate = try await Nadir.hessian(of: typed, at: start, by: .central)
    #expect(estimate.paths == ["rate", "layers[0][0]", "layers[0][1]", "layers[1][0]"])
    #expect(abs(estimate.hessian[0, 0] - 6) < 1e-5 && abs(estimate.hessian[0, 3] - 4) < 1e-5)

    // What bounds hold fixed is no row of the Hessian.
    let product = Objective<[String: Double]>(
      value: { $0["a", default: 0] * $0["b", default: 0] },
      gradient: { ["a": $0["b", default: 0], "b": $0["a", default: 0]] }
    ).with(hessian: { _ in try Matrix(rows: [[0, 1], [1, 0]]) })
    let fixed = try await Nadir.hessian(of: product, at: ["a": 1, "b": 2], bounds: ["b": 2...2])
    #expect(fixed.paths == ["a"] && fixed.hessian.elements == [0])
    let vector = try await hessianVectorProduct(of: product, at: ["a": 1, "b": 2], along: ["a": 3, "b": 5])
    #expect(vector.product == ["a": 5, "b": 3] && vector.errors == ["a": 0, "b": 0])
  }

  @Test func productsWithVectors() async throws {
    let v = [1.5, -2]
    let exact = try Self.product(x, v)
    for (objective, evaluations) in [
      (gradients.with(hessian: Self.hessian), 1),
      (gradients.with(hessianVectorProduct: Self.product), 1),
      (gradients, 2),
    ] {
      let estimate = try await hessianVectorProduct(of: objective, at: x, along: v)
      #expect(zip(estimate.product, exact).allSatisfy { abs($0 - $1) < 1e-6 })
      #expect(estimate.counts.evaluations == evaluations)
    }
    let given = try await hessianVectorProduct(of: gradients.with(hessian: Self.hessian), at: x, along: v)
    #expect(given.source == .objective && given.oneSided.isEmpty && given.paths == ["[0]", "[1]"])
    let products = try await hessianVectorProduct(
      of: gradients.with(hessianVectorProduct: Self.product), at: x, along: v)
    #expect(products.source == .products && products.components == products.product)
    // Up along the first coordinate and down along the second there is no room.
    let corner = Bounds<[Double]>(lower: [-1, 0.7], upper: [0.3, 1])
    let turned = try await hessianVectorProduct(of: gradients, at: x, along: v, bounds: corner)
    #expect(turned.source == .gradients && turned.oneSided == ["[0]", "[1]"])
    #expect(zip(turned.product, exact).allSatisfy { abs($0 - $1) < 1e-6 })
    let free = try await hessianVectorProduct(of: gradients, at: x, along: [-1, 0], bounds: corner)
    #expect(free.oneSided.isEmpty && "\(free)".contains("from differences of gradients, by 2 evaluations in 1 round"))
    let precise = try await hessianVectorProduct(of: gradients, at: x, along: v, by: .ridders)
    #expect(zip(precise.product, exact).allSatisfy { abs($0 - $1) < 1e-11 })
    await #expect(throws: DerivativeError.self) { try await hessianVectorProduct(of: values, at: x, along: v) }
    await #expect(throws: DerivativeError.self) { try await hessianVectorProduct(of: gradients, at: x, along: [1]) }
  }

  /// What a person gives need not be symmetric to the last bit; what comes back is.
  @Test func hessiansAreSymmetric() async throws {
    let skew = values.with(hessian: { _ in try Matrix(rows: [[2, 1], [0, 2]]) })
    #expect(try await Nadir.hessian(of: skew, at: x).hessian.rows == [[2, 0.5], [0.5, 2]])
  }

  @Test func descriptions() async throws {
    struct Pair: Codable {
      var rate = 1.0
      var size = 2.0
    }
    let bounds = Bounds(upper: Pair(rate: 1, size: 9))
    let given = try await Nadir.hessian(
      of: Objective<Pair>(value: { $0.rate * $0.size }, gradient: { Pair(rate: $0.size, size: $0.rate) })
        .with(hessian: { _ in try Matrix(rows: [[1.0 / 3, -2e-7], [-2e-7, 123_456.789]]) }), at: Pair())
    #expect(
      "\(given)" == """
        Hessian, given by the objective, by 1 evaluation in 1 round
                rate      size
          rate  0.333333  -2e-07
          size  -2e-07    123457.0
        """)
    let values = try await Nadir.hessian(of: { $0.rate * $0.rate * $0.size }, at: Pair(), bounds: bounds)
    #expect("\(values)".contains("largest error ± ") && "\(values)".hasSuffix("one-sided along rate"), "\(values)")

    let wide = try await jacobian(of: { x in x + [x[0]] }, at: [Double](repeating: 1, count: 30))
    let lines = "\(wide)".split(separator: "\n")
    #expect(lines[0] == "Jacobian, 31 × 30, from differences of values, by 31 evaluations in 1 round")
    #expect(lines[1].hasSuffix("[5]  … and 24 more") && lines[2].hasPrefix("  f[0]   1.0  0.0"), "\(wide)")
    #expect(lines.count == 24 && lines[22] == "  … and 11 more" && lines[23].contains("of f["), "\(wide)")
  }

  @Test func wrongSizesAreTold() async throws {
    let wrong = gradients.with(hessian: { _ in .identity(3) })
    await #expect(throws: DerivativeError.self) { try await Nadir.hessian(of: wrong, at: x) }
    await #expect(throws: DerivativeError.self) { try await Nadir.hessian(of: values, at: x, by: .ridders) }
  }

  @Test func jacobians() async throws {
    let f: @Sendable ([Double]) -> [Double] = { x in [x[0] * x[1], exp(x[0]), x[1]] }
    let estimate = try await jacobian(of: f, at: x, by: .central, on: .threads(2))
    let exact = try Matrix(rows: [[0.7, 0.3], [exp(0.3), 0], [0, 1]])
    #expect(zip(estimate.jacobian.elements, exact.elements).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(estimate.value == f(x) && estimate.counts.evaluations == 5 && estimate.counts.rounds == 1)
    #expect(estimate.jacobian.rowCount == 3 && estimate.errors.columnCount == 2)

    let banded = try await jacobian(
      of: { (x: [Double]) in x.indices.map { x[$0] * x[$0] + ($0 > 0 ? x[$0 - 1] : 0) } },
      at: [Double](repeating: 2, count: 100), sparsity: .banded(rowCount: 100, columnCount: 100, below: 1, above: 0))
    #expect(banded.counts.evaluations == 3 && abs(banded.jacobian[50, 49] - 1) < 1e-6)

    let typed = try await jacobian(
      of: { (model: Growth) in [model.rate, model.layers[0][1]] }, at: Growth(rate: 1, layers: [[1, 2]]))
    #expect(typed.paths == ["rate", "layers[0][0]", "layers[0][1]"] && abs(typed.jacobian[1, 2] - 1) < 1e-7)
    await #expect(throws: DerivativeError.self) {
      try await jacobian(of: { (x: [Double]) in x[0] > 0.3 ? [1] : [1, 2] }, at: x)
    }
  }
}
