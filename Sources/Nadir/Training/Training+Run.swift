import NadirEvaluation
public import NadirEvaluators

extension Training {
  /// Trains to the end, evaluating pieces of batches on the given workers.
  ///
  /// - Throws: ``TrainingError``; see there.
  public func callAsFunction(
    on workers: Workers = .inline
  ) async throws(TrainingError) -> TrainingOutcome<Model, Rule> {
    do throws(InvalidArgument) { try workers.validate() } catch { throw .invalid(error) }
    let evaluator = closureEvaluator(objective, workers: workers)
    let result = await result(on: evaluator)
    await evaluator.close()
    return try result.get()
  }

  /// Runs to the end, where the evaluator answers soonest, unless the caller is an actor.
  private func result(on evaluator: any Evaluator) async -> Result<TrainingOutcome<Model, Rule>, TrainingError> {
    evaluator.join()
    defer { evaluator.leave() }
    let course = TrainingCourse(training: self, evaluator: evaluator)
    guard let executor = evaluator.executor else { return await course.result() }
    return await withTaskExecutorPreference(executor) { await course.result() }
  }
}
