public import NadirEvaluation
import NadirParameters

/// A run that others evaluate for: it asks, and is told. A laboratory, a queue of jobs, a program in another language.
///
///     let run = try SteerableRun(Run(.minimize, in: try ParameterSpace(from: [0.5, 0.5], names: ["dose", "time"])))
///     while let batch = await run.ask() {
///       for question in batch { try run.tell(experiment(question.parameters), for: question) }
///     }
///     print(try await run.outcome)
///
/// Answers come in any order, one by one or many at once, from any task. The run goes on when it has all that it asked for
/// together; a run from many starts has several batches open at a time. It comes to what it comes to with a function that
/// gives the same answers, to the last bit.
///
/// All that was told is a ``log``. A run of the same method from the same start that is given the log asks only what was
/// never told, so that one that takes weeks survives restarts. It is the point itself, with what is wanted there, that a
/// question is known by: what was told of it once is not asked again.
///
/// The run begins at once. It ends when nobody holds it any more.
public final class SteerableRun<Shape: Sendable>: Sendable {
  private let desk: SteeringDesk<Shape>
  private let task: Task<Result<Outcome<Shape>, OptimizationError>, Never>

  /// - Parameters:
  ///   - run: What is run: algorithm, start, bounds, budget.
  ///   - provides: What will be told: values; values and gradients; residuals, with or without Jacobians. Gradients that
  ///     are not told are made from differences.
  ///   - loss: How residuals enter the value; as their squares unless given.
  ///   - log: What an earlier run was told.
  /// - Throws: ``OptimizationError/invalid(_:)`` where the algorithm needs more than is provided, or the log is that of other
  ///   parameters.
  public init(
    _ run: Run<Shape>, provides: Demand = .value, loss: Loss = .squares, resuming log: SteeringLog? = nil
  ) throws(OptimizationError) {
    _ = try run.algorithm(for: provides)
    let desk: SteeringDesk<Shape>
    do throws(InvalidArgument) {
      desk = try SteeringDesk(run.space, loss: loss, resuming: log)
    } catch {
      throw .invalid(error)
    }
    self.desk = desk
    task = Task {
      let result: Result<Outcome<Shape>, OptimizationError>
      do throws(OptimizationError) {
        result = .success(try await run(on: desk, provides: provides))
      } catch {
        result = .failure(error)
      }
      desk.end()
      return result
    }
  }

  deinit { task.cancel() }

  /// The next batch of questions, as soon as there is one; `nil` when the run has ended, or the calling task is cancelled.
  ///
  /// Each question is handed out once; ``openQuestions`` has those that are still to be answered.
  public func ask() async -> [Question<Shape>]? { await desk.ask() }

  /// The questions that the run waits for, those among them that nobody has taken yet, the oldest first.
  public var openQuestions: [Question<Shape>] { desk.open }

  /// All that the run was told, what it was given at its begin included.
  public var log: SteeringLog { desk.log }

  /// What the run comes to, when it has ended.
  ///
  /// - Throws: ``OptimizationError``, as every run does.
  public var outcome: Outcome<Shape> {
    get async throws(OptimizationError) { try await task.value.get() }
  }

  /// Ends the run; its outcome is the best of what was told so far.
  ///
  /// Questions that were handed out may still be answered, for the ``log``.
  public func stop() { task.cancel() }
}

extension SteerableRun {
  /// Tells f.
  ///
  /// - Throws: ``SteeringError`` where the question is not open, or asks for something else.
  public func tell(_ value: Double, for id: QuestionID) throws(SteeringError) {
    try desk.tell([(id, .success(Evaluation(value: value)))])
  }

  /// Tells f.
  public func tell(_ value: Double, for question: Question<Shape>) throws(SteeringError) {
    try tell(value, for: question.id)
  }

  /// Tells f at several points, or at none of them where one of the answers is not taken.
  public func tell(_ values: [QuestionID: Double]) throws(SteeringError) {
    try desk.tell(values.map { ($0.key, .success(Evaluation(value: $0.value))) })
  }

  /// Tells f and its gradient, or the residuals of a sum of squares with or without their Jacobian:
  /// `Evaluation(value: 2, gradient: [0, 1])`, `Evaluation(residuals: [0.1, 0.2])`.
  public func tell(_ evaluation: Evaluation<Shape>, for id: QuestionID) throws(SteeringError) {
    var flat = Evaluation<[Double]>(value: evaluation.value)
    flat.terms = evaluation.terms
    if let gradient = evaluation.gradient {
      do throws(InvalidArgument) {
        flat.gradient = try desk.space.numbers(of: gradient, as: "the gradient")
      } catch {
        throw .unfit(id, "\(error)")
      }
    }
    try tell(flat: flat, for: id)
  }

  /// Tells f and its gradient, or residuals.
  public func tell(_ evaluation: Evaluation<Shape>, for question: Question<Shape>) throws(SteeringError) {
    try tell(evaluation, for: question.id)
  }

  /// Tells the same where the gradient is that with respect to the numbers of all parameters, in the order of the paths.
  public func tell(flat evaluation: Evaluation<[Double]>, for id: QuestionID) throws(SteeringError) {
    var evaluation = evaluation
    // The loss is that of the run.
    if var terms = evaluation.terms, terms.loss != .squares {
      terms.loss = .squares
      evaluation = Evaluation(terms)
    }
    try desk.tell([(id, .success(evaluation))])
  }

  /// Tells that the point could not be evaluated; what becomes of it is the run's ``FailurePolicy``.
  public func tell(_ failure: EvaluationFailure, for id: QuestionID) throws(SteeringError) {
    try desk.tell([(id, .failure(failure))])
  }

  /// Tells that the point could not be evaluated.
  public func tell(_ failure: EvaluationFailure, for question: Question<Shape>) throws(SteeringError) {
    try tell(failure, for: question.id)
  }
}
