public import NadirAlgorithms
public import NadirEvaluation
import NadirParameters

extension Optimizer {
  /// Moves the numbers of a model by one step along a gradient that has its shape.
  ///
  ///     var optimizer = Adam(learningRate: 0.01)
  ///     for batch in data.shuffled(seed: 1).batches(of: 32) {
  ///       let (_, gradient) = try valueAndGradient(at: model) { loss($0, batch) }
  ///       try optimizer.update(&model, along: gradient)
  ///     }
  ///
  /// - Throws: ``EvaluationFailure`` that names the place where the model cannot be encoded, the gradient has another shape,
  ///   or the type refuses the new numbers. The model is then as it was.
  @_disfavoredOverload
  public mutating func update<Model: Codable>(_ model: inout Model, along gradient: Model) throws(EvaluationFailure) {
    let encoding = try ParameterEncoding(model)
    let slopes = try ParameterEncoding(gradient)
    guard slopes.hasShape(of: encoding) else {
      throw EvaluationFailure(
        .unreadable,
        "the gradient, of \(slopes.numbers.count) numbers, has another shape than the model, of \(encoding.numbers.count)"
      )
    }
    var x: [Scalar] = converted(encoding.numbers)
    begin(with: encoding.arrays)
    update(&x, along: converted(slopes.numbers))
    model = try encoding.parameters(Model.self, with: converted(x))
  }
}
