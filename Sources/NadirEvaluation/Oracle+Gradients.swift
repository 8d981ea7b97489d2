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
    return try await differencedValueAndGradient(at: x)
  }

  private func differencedValueAndGradient(
    at x: [Double]
  ) async throws(Interruption) -> (value: Double, gradient: [Double]?) {
    let plan: any DifferencePlan<Double, GradientEstimate>
    do throws(InvalidArgument) {
      plan = try differences.gradientPlan(at: x, in: box, value: nil)
    } catch {
      let value = try await value(at: x)
      guard hasStarted else { throw .start(EvaluationFailure(.notFinite, "there are no differences: \(error)")) }
      return (value, nil)
    }
    // x is the first point of the first round.
    var value: Double?
    let estimate = try await plan.estimate { points throws(Interruption) -> [Double?] in
      let isFirst = value == nil
      let answers = try await results(at: points, for: .value, as: { isFirst && $0 == 0 ? .value : .difference })
      value = value ?? answers[0].value
      return answers.map { $0.failed ? nil : $0.value }
    }
    switch estimate {
    case .success(let estimate):
      noteGradient(estimate.gradient, at: x, estimate.value)
      return (estimate.value, estimate.gradient)
    case .failure(let failure):
      if !hasStarted { throw .start(EvaluationFailure(.notFinite, "at the start there is no gradient: \(failure)")) }
      return (value ?? .infinity, nil)
    }
  }
}
