package import NadirParameters

// For those who look at the objective around the best point.
extension Outcome {
  /// The parameters of the run, with its start, bounds, scale and constraints.
  package var parameterSpace: ParameterSpace<Shape> { space }

  /// The best point in its free coordinates; the start when nothing was evaluated.
  package var bestCoordinates: [Double] { bestPoint }
}
