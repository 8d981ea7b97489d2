import NadirEvaluation
import NadirParameters

extension Training {
  /// What the evaluator of a training evaluates: a function of free coordinates and of the numbers of a ``TrainingPiece``,
  /// with zeros as the derivatives with respect to these.
  var objective: Objective<[Double]> {
    let provides: Demand = [.value, .gradient]
    guard case .asynchronous = loss.objective(examples.slice(0..<1, ofEpoch: 1)).call else {
      return Objective(
        provides: provides,
        call: .synchronous { z, demand in
          let (x, piece) = try split(z)
          guard let objective = objective(of: piece) else { return Evaluation(value: try metric(piece, at: x)) }
          guard case .synchronous(let function) = objective.call else {
            throw EvaluationFailure(.unavailable, "the loss is asynchronous, but was not for the first example")
          }
          return extended(try function(x, demand))
        })
    }
    return Objective(
      provides: provides,
      call: .asynchronous { z, demand in
        let (x, piece) = try split(z)
        guard let objective = objective(of: piece) else { return Evaluation(value: try metric(piece, at: x)) }
        switch objective.call {
        case .synchronous(let function): return extended(try function(x, demand))
        case .asynchronous(let function): return extended(try await function(x, demand))
        }
      })
  }

  private func split(_ z: [Double]) throws(EvaluationFailure) -> (x: [Double], piece: TrainingPiece) {
    let piece = try TrainingPiece(behind: space.dimension, in: z)
    return (Array(z.prefix(space.dimension)), piece)
  }

  /// The loss that is wanted; `nil` where a metric is.
  private func objective(of piece: TrainingPiece) -> Objective<[Double]>? {
    switch piece.quantity {
    case .loss(let epoch):
      // Each step ends at a point that was checked.
      space.flattenedForCheckedPoints(loss.objective(examples.slice(piece.examples, ofEpoch: epoch)))
    case .heldOutLoss: space.flattened(loss.objective(heldOut[piece.examples]))
    case .metric: nil
    }
  }

  /// The mean of a metric over the examples of a piece.
  private func metric(_ piece: TrainingPiece, at x: [Double]) throws -> Double {
    guard case .metric(let place) = piece.quantity else { return .nan }
    let model = try space.parameters(at: x)
    let measures = try heldOut[piece.examples].map { try metrics[place].measure(model, $0) }
    return measures.reduce(0, +) / Double(measures.count)
  }

  private func extended(_ evaluation: Evaluation<[Double]>) -> Evaluation<[Double]> {
    var evaluation = evaluation
    evaluation.gradient?.append(contentsOf: repeatElement(0, count: TrainingPiece.numberCount))
    return Evaluation(value: evaluation.value, gradient: evaluation.gradient)
  }
}
