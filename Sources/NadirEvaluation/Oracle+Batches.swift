extension Oracle {
  /// What one point of a batch gave: the value after the failure policy, and what else was wanted, unless it failed.
  struct Answer {
    var value: Double
    var gradient: [Double]?
    var terms: Terms?
    var failed: Bool
  }

  /// What the points of a batch give, of which the first may be known; the others are evaluated as one round.
  func results(
    at points: PointBatch, for demand: Demand, as kind: (Int) -> History.Kind
  ) async throws(Interruption) -> [Answer] {
    guard points.count > 0 else { return [] }
    guard ledger.pointee.isAtLimit, let known = ledger.pointee.takeKnown(at: points[0], for: demand) else {
      return try await evaluated(points, for: demand, as: kind)
    }
    let answer = Answer(value: known.value, terms: known.terms, failed: false)
    return try await [answer] + evaluated(points[1..<points.count], for: demand, as: { kind($0 + 1) })
  }

  /// Evaluates a batch as one round. What was computed is recorded before the algorithm, or an interruption, goes on.
  private func evaluated(
    _ points: PointBatch, for demand: Demand, as kind: (Int) -> History.Kind
  ) async throws(Interruption) -> [Answer] {
    guard points.count > 0 else { return [] }
    let left = ledger.pointee.maximumEvaluations - ledger.pointee.counts.evaluations
    guard left > 0 else { throw .evaluations }
    if isPlain, demand == .value { return try plainResults(at: points, as: kind) }
    guard !Task.isCancelled else { throw .cancelled }
    ledger.pointee.counts.rounds += 1

    let affordable = min(points.count, left)
    let given = elapsed().inSeconds
    let batch = try await batch(affordable < points.count ? points[0..<affordable] : points, for: demand)
    ledger.pointee.stopwatch.read()
    let whole = EvaluationSpan(start: given, end: ledger.pointee.stopwatch.seconds)

    // Everything that was computed is taken note of before the first reason to stop is acted on.
    var answers: [Answer] = []
    answers.reserveCapacity(points.count)
    var stop: Interruption?
    for i in 0..<affordable {
      guard i < batch.count, !batch[i].isCancelled else {
        stop = stop ?? .cancelled
        continue
      }
      let span = batch.spans?[i].begun(at: given) ?? whole
      do throws(Interruption) {
        answers.append(try take(batch[i], at: points[i], for: demand, as: kind(i), during: span))
      } catch {
        stop = stop ?? error
      }
    }
    if case .cancelled = stop, let timeLimit, elapsed() >= timeLimit { throw .time }
    if let stop { throw stop }
    if affordable < points.count { throw .evaluations }
    return answers
  }

  /// The values at the points of a batch, one after the other, from the plain function.
  func plainValues(
    at points: PointBatch, as kind: (Int) -> History.Kind
  ) throws(Interruption) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(points.count)
    guard points.count > 0, ledger.pointee.isAtLimit, let known = ledger.pointee.takeKnown(at: points[0], for: .value)
    else {
      try forEachPlainValue(at: points, as: kind) { value, _ in values.append(value) }
      return values
    }
    values.append(known.value)
    try forEachPlainValue(at: points[1..<points.count], as: { kind($0 + 1) }) { value, _ in values.append(value) }
    return values
  }

  private func plainResults(
    at points: PointBatch, as kind: (Int) -> History.Kind
  ) throws(Interruption) -> [Answer] {
    var answers: [Answer] = []
    answers.reserveCapacity(points.count)
    try forEachPlainValue(at: points, as: kind) { answers.append(Answer(value: $0, failed: $1)) }
    return answers
  }

  private func forEachPlainValue(
    at points: PointBatch, as kind: (Int) -> History.Kind, _ body: (_ value: Double, _ failed: Bool) -> Void
  ) throws(Interruption) {
    guard points.count > 0 else { return }
    try ledger.pointee.beginRound()
    var x = [Double](repeating: 0, count: points.dimension)
    for i in 0..<points.count {
      try ledger.pointee.checkBudget()
      points.copyPoint(i, to: &x)
      let failuresBefore = ledger.pointee.counts.failures
      do throws(Interruption) {
        let value = try plainEvaluation(at: x, as: kind(i))
        body(value, ledger.pointee.counts.failures > failuresBefore)
      } catch {
        if finishesBatches, case .start = error { finishPlainValues(at: points, from: i + 1, as: kind) }
        throw error
      }
    }
  }

  /// Evaluates what is left of a batch whose first point, the start, failed, as far as the budget goes.
  private func finishPlainValues(at points: PointBatch, from first: Int, as kind: (Int) -> History.Kind) {
    for i in first..<points.count where !ledger.pointee.isAtLimit {
      // The failure of the start is the reason to stop, and not what comes after it.
      _ = try? plainEvaluation(at: points[i], as: kind(i))
    }
  }

  /// What the points of a batch gave: those that the journal still holds as it has them, the others evaluated, and
  /// written to it where there is one.
  private func batch(_ points: PointBatch, for demand: Demand) async throws(Interruption) -> EvaluationBatch {
    guard keepsJournal else { return try await evaluate(points, for: demand) }
    let keys = (0..<points.count).map { Journal.key(points[$0], demand) }
    var results = keys.map { journal.serve($0) }
    let missing = results.indices.filter { results[$0] == nil }
    guard missing.count < points.count || !journal.isServing else { throw .journalDiverged }
    let now = EvaluationSpan(start: 0, end: 0)
    var spans = [EvaluationSpan](repeating: now, count: points.count)
    var knowsSpans = true
    if !missing.isEmpty {
      let asked = missing.count == points.count ? points : PointBatch(missing.map { points[$0] })
      let evaluated = try await evaluate(asked, for: demand)
      knowsSpans = evaluated.spans != nil
      for (place, (i, result)) in zip(missing, evaluated).enumerated() {
        results[i] = result
        if let span = evaluated.spans?[place] { spans[i] = span }
        if !result.isCancelled { journal.append(keys[i], result) }
      }
    }
    return EvaluationBatch(results.map { $0 ?? .failure(.cancelled) }, spans: knowsSpans ? spans : nil)
  }

  private func take(
    _ result: Result<Evaluation<[Double]>, EvaluationFailure>, at x: [Double], for demand: Demand,
    as kind: History.Kind, during span: EvaluationSpan
  ) throws(Interruption) -> Answer {
    switch result {
    case .failure(let failure):
      return Answer(value: try ledger.pointee.record(failure, at: x, as: kind, during: span), failed: true)
    case .success(let evaluation) where !demand.isDisjoint(with: [.residuals, .contributions]):
      return try takeTerms(evaluation, at: x, for: demand, as: kind, during: span)
    case .success(let evaluation) where demand.contains(.gradient):
      let (value, gradient) = try takeGradient(evaluation, at: x, during: span)
      return Answer(value: value, gradient: gradient, failed: gradient == nil)
    case .success(let evaluation):
      let value = try ledger.pointee.record(evaluation.value, at: x, as: kind, during: span)
      return Answer(value: value, failed: !evaluation.value.isFinite)
    }
  }

  /// Takes note of a value with its gradient; one that is not finite or not there makes the evaluation a failure.
  func takeGradient(
    _ evaluation: Evaluation<[Double]>, at x: [Double], during span: EvaluationSpan? = nil
  ) throws(Interruption) -> (value: Double, gradient: [Double]?) {
    if evaluation.value.isFinite, let failure = defect(of: evaluation.gradient, dimension: x.count) {
      return (try ledger.pointee.record(failure, at: x, as: .gradient, during: span), nil)
    }
    let bestBefore = ledger.pointee.bestValue
    let value = try ledger.pointee.record(evaluation.value, at: x, as: .gradient, during: span)
    guard evaluation.value.isFinite, let gradient = evaluation.gradient else { return (value, nil) }
    let turned = ledger.pointee.sign == 1 ? gradient : gradient.map { -$0 }
    if ledger.pointee.bestValue < bestBefore { ledger.pointee.bestGradient = turned }
    return (value, turned)
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

extension EvaluationSpan {
  /// The same on the clock of a run that gave the batch at `seconds`, in whole nanoseconds, so that no digits of rounding
  /// are written to files.
  fileprivate func begun(at seconds: Double) -> EvaluationSpan {
    EvaluationSpan(
      start: ((seconds + start) * 1e9).rounded() / 1e9, end: ((seconds + end) * 1e9).rounded() / 1e9, worker: worker)
  }
}

extension Result<Evaluation<[Double]>, EvaluationFailure> {
  fileprivate var isCancelled: Bool {
    if case .failure(let failure) = self { failure.kind == .cancelled } else { false }
  }
}
