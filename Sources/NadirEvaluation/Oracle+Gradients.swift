extension Oracle {
  /// The value and the gradient at x, asked for together as one round.
  ///
  /// Where the objective gives no gradient, the value and the displaced values of the difference scheme are one batch. A
  /// displaced point that fails is tried on the other side and then closer, in a further round. The gradient is `nil`
  /// when x itself failed or no difference could be formed: never a NaN.
  @inlinable
  @inline(__always)
  public func valueAndGradient(at x: [Double]) async throws(Interruption) -> (value: Double, gradient: [Double]?) {
    if isPlainWithGradient { return try plainValueAndGradient(at: x) }
    return try await askedValueAndGradient(at: x)
  }

  @usableFromInline
  func plainValueAndGradient(at x: [Double]) throws(Interruption) -> (value: Double, gradient: [Double]?) {
    try ledger.pointee.beginRound()
    let evaluation: Evaluation<[Double]>
    do {
      evaluation = try plainWithGradient(x)
    } catch {
      return (try ledger.pointee.record(EvaluationFailure(thrown: error), at: x, as: .gradient), nil)
    }
    return try takeGradient(evaluation, at: x)
  }

  @usableFromInline
  func askedValueAndGradient(at x: [Double]) async throws(Interruption) -> (value: Double, gradient: [Double]?) {
    if provides.contains(.gradient) {
      let answer = try await results(at: PointBatch([x]), for: [.value, .gradient], as: { _ in .gradient })[0]
      return (answer.value, answer.gradient)
    }
    if let kind = termsOfGradient {
      let (value, terms) = try await valueAndTerms(kind, at: x)
      let sign = ledger.pointee.sign
      return (value, terms?.gradient.map { gradient in gradient.map { sign * $0 } })
    }
    let (answers, estimate) = try await differenced(
      atFirstOf: PointBatch([x]), for: valueDemand, as: .value, reading: { $0.value },
      plan: { () throws(InvalidArgument) in try differences.gradientPlan(at: x, in: box, value: nil) })
    guard let estimate else { return (answers[0].value, nil) }
    noteGradient(estimate.gradient, at: x, estimate.value)
    return (estimate.value, estimate.gradient)
  }

  /// The terms that a gradient is made of where the objective gives none itself: those whose derivatives it gives, or
  /// residuals, whose differences lose fewer digits than those of their sum.
  private var termsOfGradient: Terms.Kind? {
    provides.differentiatedTerms ?? (sumOfTerms == .residuals ? .residuals : nil)
  }

  /// What was wanted at several points, evaluated together, and the derivatives at the first of them that a plan makes of
  /// it and of displaced points; `nil` where x failed or there are no differences to be had, which at the start ends the
  /// run.
  ///
  /// - Parameters:
  ///   - points: The points, x the first of them.
  ///   - known: What x gave before, if the plan was made with it.
  ///   - demand: What is wanted at each point.
  ///   - kind: What the points are evaluated for.
  ///   - read: What of an answer the plan takes.
  ///   - make: Makes the plan, of which x is the first point unless it is known.
  func differenced<Value, Estimate>(
    atFirstOf points: PointBatch, knowing known: Answer? = nil, for demand: Demand, as kind: History.Kind,
    reading read: (Answer) -> Value?, plan make: () throws(InvalidArgument) -> any DifferencePlan<Value, Estimate>
  ) async throws(Interruption) -> (answers: [Answer], estimate: Estimate?) {
    let plan: any DifferencePlan<Value, Estimate>
    do throws(InvalidArgument) {
      plan = try make()
    } catch {
      let answers = if let known { [known] } else { try await results(at: points, for: demand, as: { _ in kind }) }
      guard hasStarted else { throw .start(EvaluationFailure(.notFinite, "there are no differences: \(error)")) }
      return (answers, nil)
    }
    var own: [Answer] = known.map { [$0] } ?? []
    let estimate = try await plan.estimate { displaced throws(Interruption) -> [Value?] in
      guard own.isEmpty else {
        return try await results(at: displaced, for: demand, as: { _ in .difference }).map {
          $0.failed ? nil : read($0)
        }
      }
      // The first round: x, what belongs to it, and the other points.
      var batch = displaced
      for i in 1..<max(1, points.count) { batch.append(points[i]) }
      let answers = try await results(
        at: batch, for: demand, as: { $0 == 0 || $0 >= displaced.count ? kind : .difference })
      own = [answers[0]] + answers[displaced.count...]
      return answers[..<displaced.count].map { $0.failed ? nil : read($0) }
    }
    switch estimate {
    case .success(let estimate): return (own, estimate)
    case .failure(let failure):
      if hasStarted { return (own, nil) }
      let first = ledger.pointee.firstFailure.map { "; the first failure: \($0)" } ?? ""
      throw .start(EvaluationFailure(.notFinite, "at the start there are no derivatives: \(failure)\(first)"))
    }
  }
}
