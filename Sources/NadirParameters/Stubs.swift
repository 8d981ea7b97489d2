import NadirEvaluation
struct ListedLayout<Shape: Parameters>: ShapeLayout {
  let start: Shape; init(_ s: Shape) { start = s }
  var tree: ParameterTree { ParameterTree(paths: paths) }
  var paths: [String] { start.paths }
  var unitRoundoffs: [Double] { [] }
  func coordinates(of parameters: Shape) throws(ShapeMismatch) -> [Double] {
    if Shape.self != [Double].self, parameters.paths != paths {
      throw ShapeMismatch(path: "?", found: "\(parameters.paths)", expected: "\(paths)")
    }
    return parameters.coordinates
  }
  func parameters(_ coordinates: [Double]) throws(EvaluationFailure) -> Shape { start.with(coordinates: coordinates) }
}
struct CodableLayout<Shape: Codable & Sendable>: ShapeLayout {
  let start: Shape; init(_ s: Shape) throws(InvalidArgument) { start = s }
  var tree: ParameterTree { .numbers(0..<0) }
  var paths: [String] { [] }
  var unitRoundoffs: [Double] { [] }
  func coordinates(of parameters: Shape) throws(ShapeMismatch) -> [Double] { [] }
  func parameters(_ coordinates: [Double]) throws(EvaluationFailure) -> Shape { start }
}
struct StubTransform {
  let valueCount = 0, coordinateCount = 0
  init(count: Int) {}; init(order: Int) {}; init(order: Int, storage: Storage) {}; init(count: Int, total: Double) {};
  init(range: ClosedRange<Double>, count: Int) {}
  init(pole: [Double], radius: Double) {}
  init(coefficients: Matrix, rightSides: [Double], at: [Double], scales: [Double]) {}
  enum Storage { case square, lowerTriangle }
}
extension StubTransform: ElementwiseTransform {
  func values(at y: [Double]) -> [Double] { y }
  func coordinates(of values: [Double]) throws(Violation) -> [Double] { values }
  func pullback(_ gradient: [Double], at y: [Double]) -> [Double] { y }
  func coordinate(of v: Double) -> Double { v }
  func slope(at v: Double) -> Double { v }
}
typealias PositiveTransform = StubTransform
typealias IntervalTransform = StubTransform
typealias OrderedTransform = StubTransform
typealias SimplexTransform = StubTransform
typealias CovarianceTransform = StubTransform
typealias CorrelationTransform = StubTransform
typealias UnitSphereTransform = StubTransform
typealias LinearEqualities = StubTransform
struct Matrix { init(rows: [[Double]]) {} }
