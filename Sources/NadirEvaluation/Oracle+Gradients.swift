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
    let answer = try take(evaluation, at: x)
    return (answer.value, answer.gradient)
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
    let (answer, estimate) = try await differenced(
      at: x, for: valueDemand, as: .value, reading: { $0.value },
      plan: { () throws(InvalidArgument) in try differences.gradientPlan(at: x, in: box, value: nil) })
    guard let estimate else { return (answer.value, nil) }
    noteGradient(estimate.gradient, at: x, estimate.value)
    return (estimate.value, estimate.gradient)
  }

  /// The terms that a gradient is made of where the objective gives none itself: those whose derivatives it gives, or
  /// residuals, whose differences lose fewer digits than those of their sum.
  private var termsOfGradient: Terms.Kind? {
    let given = [Terms.Kind.residuals, .contributions].first { provides.isSuperset(of: [$0.demand, $0.derivatives]) }
    return given ?? (sumOfTerms == .residuals ? .residuals : nil)
  }

  /// What was wanted at x, and the derivatives that a plan makes of it and of displaced points; `nil` where x failed or
  /// there are no differences to be had, which at the start ends the run.
  ///
  /// - Parameters:
  ///   - demand: What is wanted at each point.
  ///   - kind: What x is evaluated for.
  ///   - read: What of an answer the plan takes.
  ///   - make: Makes the plan, of which x is the first point.
  func differenced<Value, Estimate>(
    at x: [Double], for demand: Demand, as kind: History.Kind, reading read: (Answer) -> Value?,
    plan make: () throws(InvalidArgument) -> any DifferencePlan<Value, Estimate>
  ) async throws(Interruption) -> (answer: Answer, estimate: Estimate?) {
    let plan: any DifferencePlan<Value, Estimate>
    do throws(InvalidArgument) {
      plan = try make()
    } catch {
      let answer = try await results(at: PointBatch([x]), for: demand, as: { _ in kind })[0]
      guard hasStarted else { throw .start(EvaluationFailure(.notFinite, "there are no differences: \(error)")) }
      return (answer, nil)
    }
    var first: Answer?
    let estimate = try await plan.estimate { points throws(Interruption) -> [Value?] in
      let isFirst = first == nil
      let answers = try await results(at: points, for: demand, as: { isFirst && $0 == 0 ? kind : .difference })
      first = first ?? answers[0]
      return answers.map { $0.failed ? nil : read($0) }
    }
    let answer = first ?? Answer(value: .infinity, failed: true)
    switch estimate {
    case .success(let estimate): return (answer, estimate)
    case .failure(let failure):
      if hasStarted { return (answer, nil) }
      throw .start(EvaluationFailure(.notFinite, "at the start there are no derivatives: \(failure)"))
    }
  }
}
