/// Something that is measured of the examples that are held out after each epoch, beside the loss.
///
///     Metric("accuracy") { (model: Network<Double>, iris: Iris) in model.species(of: iris) == iris.species ? 1 : 0 }
///
/// What is told is the mean over the examples; it is not a number where the function throws for one of them.
public struct Metric<Model: Sendable, Example: Sendable>: Sendable {
  public let name: String
  let measure: @Sendable (Model, Example) throws -> Double

  /// - Parameters:
  ///   - name: What it is called in the history.
  ///   - measure: The measure of one example.
  public init(_ name: String, _ measure: @escaping @Sendable (Model, Example) throws -> Double) {
    self.name = name
    self.measure = measure
  }
}
