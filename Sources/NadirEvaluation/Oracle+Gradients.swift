extension Oracle {
  /// The value and the gradient at x, asked for together as one round.
  ///
  /// Where the objective gives no gradient, the value and the n or 2n displaced values of the difference scheme are one
  /// batch. A displaced point that fails is tried on the other side and then closer, in a further round. The gradient
  /// is `nil` when x itself failed or no difference could be formed: never a NaN.
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

    var formulas: [DifferenceFormula] = []
    var points = PointBatch(dimension: x.count, capacity: 2 * x.count + 1)
    points.append(x)
    for i in x.indices {
      guard let formula = differences.formula(forCoordinate: i, at: x, in: box, attempt: 0) else {
        return (.infinity, nil)
      }
      formulas.append(formula)
      append(formula, forCoordinate: i, at: x, to: &points)
    }
    let answers = try await results(at: points, for: .value, as: { $0 == 0 ? .value : .difference })
    let value = answers[0].value
    guard !answers[0].failed else { return (value, nil) }

    var gradient = [Double](repeating: 0, count: x.count)
    var failed: [Int] = []
    var next = 1
    for (i, formula) in formulas.enumerated() {
      let displaced = answers[next..<next + formula.weights.count]
      next += formula.weights.count
      if let slope = derivative(formula, value, displaced) { gradient[i] = slope } else { failed.append(i) }
    }

    var attempt = 1
    while !failed.isEmpty {
      guard let repaired = try await repair(failed, at: x, value: value, attempt: attempt, into: &gradient) else {
        if !hasStarted { throw .start(noGradient(failed)) }
        return (value, nil)
      }
      failed = repaired
      attempt += 1
    }
    noteGradient(gradient, at: x, value)
    return (value, gradient)
  }

  /// Forms the failed derivatives from other points. Returns those that failed again, or `nil` when a coordinate has
  /// nothing more to try.
  private func repair(
    _ failed: [Int], at x: [Double], value: Double, attempt: Int, into gradient: inout [Double]
  ) async throws(Interruption) -> [Int]? {
    var points = PointBatch(dimension: x.count)
    var formulas: [DifferenceFormula] = []
    for i in failed {
      guard let formula = differences.formula(forCoordinate: i, at: x, in: box, attempt: attempt) else { return nil }
      formulas.append(formula)
      append(formula, forCoordinate: i, at: x, to: &points)
    }
    let answers = try await results(at: points, for: .value, as: { _ in .difference })
    var again: [Int] = []
    var next = 0
    for (i, formula) in zip(failed, formulas) {
      let displaced = answers[next..<next + formula.weights.count]
      next += formula.weights.count
      if let slope = derivative(formula, value, displaced) { gradient[i] = slope } else { again.append(i) }
    }
    return again
  }

  private func append(
    _ formula: DifferenceFormula, forCoordinate i: Int, at x: [Double], to points: inout PointBatch
  ) {
    var displaced = x
    for node in formula.nodes {
      displaced[i] = node
      points.append(displaced)
    }
  }

  private func derivative(_ formula: DifferenceFormula, _ value: Double, _ displaced: ArraySlice<Answer>) -> Double? {
    guard displaced.allSatisfy({ !$0.failed }) else { return nil }
    let slope = zip(formula.weights, displaced).reduce(formula.centralWeight * value) { $0 + $1.0 * $1.1.value }
    return slope.isFinite ? slope : nil
  }

  private func noGradient(_ coordinates: [Int]) -> EvaluationFailure {
    EvaluationFailure(
      .notFinite, "the objective fails at every point tried around the start, along coordinate \(coordinates[0])")
  }
}
