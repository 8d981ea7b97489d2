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
