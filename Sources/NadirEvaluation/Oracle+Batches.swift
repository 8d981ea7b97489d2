extension Oracle {
  /// What one point of a batch gave: the value after the failure policy, and the gradient where it was wanted and is
  /// finite.
  struct Answer {
    var value: Double
    var gradient: [Double]?
    var failed: Bool
  }

  /// Evaluates a batch as one round. What was computed is recorded before the algorithm, or an interruption, goes on.
  func results(
    at points: PointBatch, for demand: Demand, as kind: (Int) -> History.Kind
  ) async throws(Interruption) -> [Answer] {
    guard points.count > 0 else { return [] }
    ledger.pointee.counts.rounds += 1
    var answers: [Answer] = []
    answers.reserveCapacity(points.count)

    while answers.count < points.count, let known = try journal?.replay(Journal.key(points[answers.count], demand)) {
      answers.append(try take(known, at: points[answers.count], for: demand, as: kind(answers.count)))
    }
    guard answers.count < points.count else { return answers }

    guard !Task.isCancelled else { throw .cancelled }
    let left = max(0, ledger.pointee.maximumEvaluations - ledger.pointee.counts.evaluations)
    let affordable = answers.count + min(points.count - answers.count, left)
    let asked = answers.count..<affordable
    let fresh = asked.isEmpty ? [] : try await evaluate(points[asked], for: demand)

    if !isPlain { ledger.pointee.stopwatch.read() }
    // Everything that was computed is taken note of before the first reason to stop is acted on.
    var stop: Interruption?
    for (i, result) in zip(asked, fresh) {
      if case .failure(let failure) = result, failure.kind == .cancelled {
        stop = stop ?? .cancelled
        continue
      }
      if stop == nil { journal?.append(Journal.key(points[i], demand), result) }
      do throws(Interruption) {
        answers.append(try take(result, at: points[i], for: demand, as: kind(i)))
      } catch {
        stop = stop ?? error
      }
    }
    if case .cancelled = stop, let timeLimit, elapsed() >= timeLimit { throw .time }
    if let stop { throw stop }
    if affordable < points.count { throw .evaluations }
    return answers
  }

  private func take(
    _ result: Result<Evaluation<[Double]>, EvaluationFailure>, at x: [Double], for demand: Demand, as kind: History.Kind
  ) throws(Interruption) -> Answer {
    switch result {
    case .failure(let failure):
      return Answer(value: try ledger.pointee.record(failure, at: x, as: kind), failed: true)
    case .success(let evaluation) where demand.contains(.gradient):
      return try take(evaluation, at: x)
    case .success(let evaluation):
      let value = try ledger.pointee.record(evaluation.value, at: x, as: kind)
      return Answer(value: value, failed: !evaluation.value.isFinite)
    }
  }

  /// Takes note of a value with its gradient; one that is not finite or not there makes the evaluation a failure.
  func take(_ evaluation: Evaluation<[Double]>, at x: [Double]) throws(Interruption) -> Answer {
    if evaluation.value.isFinite, let failure = defect(of: evaluation.gradient, dimension: x.count) {
      return Answer(value: try ledger.pointee.record(failure, at: x, as: .gradient), failed: true)
    }
    let value = try ledger.pointee.record(evaluation.value, at: x, as: .gradient)
    guard evaluation.value.isFinite, let gradient = evaluation.gradient else {
      return Answer(value: value, failed: true)
    }
    let turned = ledger.pointee.sign == 1 ? gradient : gradient.map { -$0 }
    noteGradient(turned, at: x, value)
    return Answer(value: value, gradient: turned, failed: false)
  }

  /// Keeps the gradient when x is the best point.
  func noteGradient(_ gradient: [Double], at x: [Double], _ value: Double) {
    if value == ledger.pointee.bestValue, ledger.pointee.bestPoint == x { ledger.pointee.bestGradient = gradient }
  }

  private func defect(of gradient: [Double]?, dimension n: Int) -> EvaluationFailure? {
    guard let gradient else { return EvaluationFailure(.unreadable, "the objective gave no gradient") }
    guard gradient.count == n else {
      return EvaluationFailure(.unreadable, "the gradient has \(gradient.count) components, not \(n)")
    }
    guard let i = gradient.firstIndex(where: { !$0.isFinite }) else { return nil }
    return EvaluationFailure(.notFinite, "component \(i) of the gradient is \(gradient[i])")
  }

  /// Sends a batch to the evaluator, and calls it back when the wall time is over.
  private func evaluate(_ points: PointBatch, for demand: Demand) async throws(Interruption) -> EvaluationBatch {
    if isPlain, demand == .value {
      return (0..<points.count).map { i in
        if Task.isCancelled { return .failure(.cancelled) }
        do {
          return .success(Evaluation(value: try plain(points[i])))
        } catch {
          return .failure(EvaluationFailure(thrown: error))
        }
      }
    }
    guard let timeLimit, evaluator.suspends else { return await evaluator.evaluate(points, for: demand) }
    let remaining = timeLimit - elapsed()
    guard remaining > .zero else { throw .time }
    let evaluator = evaluator
    return await withTaskGroup(of: EvaluationBatch?.self) { group in
      group.addTask { await evaluator.evaluate(points, for: demand) }
      group.addTask {
        try? await Task.sleep(for: remaining)
        return nil
      }
      while let ended = await group.next() {
        group.cancelAll()
        if let ended { return ended }
      }
      return []
    }
  }
}
