import NadirEvaluation
import NadirParameters
import Synchronization

/// Where runs leave their questions and wait for the answers, and others take the questions and bring the answers.
///
/// It is the evaluator of the run. What is known, from a log or because the same was asked before, is not asked again.
final class SteeringDesk<Shape: Sendable>: Evaluator {
  let activity = Activity()
  let space: ParameterSpace<Shape>
  private let loss: Loss
  private let paths: [String]
  private let state: Mutex<SteeringState<Shape>>

  init(_ space: ParameterSpace<Shape>, loss: Loss, resuming log: SteeringLog?) throws(InvalidArgument) {
    try loss.validate()
    let paths = space.paths
    if let log, log.paths != paths {
      throw InvalidArgument(
        "the log", is: "one of \(Spelling.list(log.paths))", expected: "one of \(Spelling.list(paths))")
    }
    self.space = space
    self.loss = loss
    self.paths = paths
    state = Mutex(SteeringState(log: log ?? SteeringLog(paths: paths)))
  }

  var width: Int { 1 }

  var log: SteeringLog { state.withLock { $0.log } }

  /// The questions that somebody waits for.
  var open: [Question<Shape>] { state.withLock { $0.awaited } }

  func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    guard points.count > 0 else { return [] }
    activity.begin(points.count)
    defer { activity.end(points.count) }
    let id = state.withLock { $0.newIdentity() }
    let asked = questions(about: points, demand)
    let results = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in leave(asked, as: id, continuation) }
    } onCancel: {
      withdraw(id)
    }
    return EvaluationBatch(results.enumerated().map { i, result in inCoordinates(result, at: points[i]) })
  }

  /// What is wanted at each point; a failure where the type refuses the numbers, which nobody is asked about.
  private func questions(about points: PointBatch, _ demand: Demand) -> [Result<Question<Shape>, EvaluationFailure>] {
    (0..<points.count).map { i in
      Result { () throws(EvaluationFailure) in
        let numbers = space.numbers(at: points[i])
        return Question(
          id: QuestionID(numbers, demand), demand: demand, parameters: try space.parameters(at: points[i]),
          numbers: numbers, paths: paths)
      }
    }
  }

  private func leave(
    _ asked: [Result<Question<Shape>, EvaluationFailure>], as id: Int,
    _ continuation: CheckedContinuation<[EvaluationBatch.Element], Never>
  ) {
    let wakes = state.withLock { state in
      Task.isCancelled
        ? [.run(continuation, asked.map { _ in .failure(.cancelled) })]
        : state.leave(asked, as: id, continuation)
    }
    for wake in wakes { wake() }
  }

  /// A run is cancelled: what it has been told comes back, the rest was never evaluated.
  private func withdraw(_ id: Int) {
    let wake = state.withLock { $0.withdraw(id) }
    wake?()
  }

  /// The next batch of questions; `nil` when the run has ended or the task is cancelled.
  func ask() async -> [Question<Shape>]? {
    let id = state.withLock { $0.newIdentity() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let wake = state.withLock { state in
          Task.isCancelled ? .asker(continuation, nil) : state.ask(as: id, continuation)
        }
        wake?()
      }
    } onCancel: {
      let wake = state.withLock { $0.stopAsking(id) }
      wake?()
    }
  }

  /// Takes answers, all or none of them.
  func tell(_ answers: [(id: QuestionID, result: EvaluationBatch.Element)]) throws(SteeringError) {
    let result = state.withLock { state in
      Result { () throws(SteeringError) in try state.tell(answers) }
    }
    for wake in try result.get() { wake() }
  }

  /// The run has ended: nothing is asked any more.
  func end() {
    for wake in state.withLock({ $0.end() }) { wake() }
  }

  /// What was told of the numbers of all parameters, of the free coordinates at x.
  private func inCoordinates(_ result: EvaluationBatch.Element, at x: [Double]) -> EvaluationBatch.Element {
    guard case .success(var evaluation) = result else { return result }
    if var terms = evaluation.terms, loss != .squares {
      terms.loss = loss
      evaluation = Evaluation(terms)
    }
    return Result { () throws(EvaluationFailure) in try space.freeCoordinates(ofNumbers: evaluation, at: x) }
  }
}
