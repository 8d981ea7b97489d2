import NadirEvaluation
import NadirParameters

extension ParameterSpace where Shape: Parameters {
  /// Derivatives with respect to the free coordinates of the start, in the shape of the parameters.
  func shaped(_ components: [Double]) -> Shape {
    start.with(coordinates: numbers(ofGradient: components, at: startCoordinates))
  }
}

extension ParameterSpace {
  /// The same for any type; one that is decoded may refuse the numbers.
  func shaped(_ components: [Double], as name: String, _ counts: Counts) throws(DerivativeError) -> Shape {
    guard let shaped = gradient(components, at: startCoordinates) else {
      throw .failed(
        EvaluationFailure(.unreadable, "\(Shape.self) refuses the numbers of \(name), \(components)"), counts)
    }
    return shaped
  }
}
