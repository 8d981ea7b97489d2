public import NadirLinear

extension Oracle {
  /// The residuals at all points of a batch, and the values r·r to be minimized: one round. There are no residuals where
  /// an evaluation failed.
  ///
  /// Under a loss they are the roots of its contributions, so that the value is the sum of their squares.
  ///
  /// - Parameter first: The index from which on points only explore; see ``values(at:exploringFrom:)``.
  public func residuals(
    at points: PointBatch, exploringFrom first: Int = .max
  ) async throws(Interruption) -> [(value: Double, residuals: [Double]?)] {
    try await results(at: points, for: [.value, .residuals], as: { $0 < first ? .residuals : .exploration })
      .map { ($0.value, $0.terms?.plainSquares.numbers) }
  }

  /// The residuals at x with their Jacobian, m × n, as one round.
  ///
  /// Where the objective gives no Jacobian, the residuals at x and at the displaced points of the difference scheme are
  /// one batch. There is no Jacobian where x failed, or no difference could be formed.
  public func residualsAndJacobian(
    at x: [Double]
  ) async throws(Interruption) -> (value: Double, residuals: [Double]?, jacobian: Matrix?) {
    let (value, terms) = try await valueAndTerms(.residuals, at: x)
    let plain = terms?.plainSquares
    return (value, plain?.numbers, plain?.derivatives)
  }

  /// The residuals at several points as one round, and the Jacobian at the one with the lowest value.
  ///
  /// Where Jacobians are made from differences, those of the first point are in the round. Another point that is better
  /// takes a second round for its own, unless its value is not below a limit. No point is evaluated again.
  ///
  /// - Returns: The index of the point with the lowest value, the first of several; what it gave, and its Jacobian, where
  ///   there is one.
  public func residualsAndJacobian(
    atLowestOf points: PointBatch, below limit: Double
  ) async throws(Interruption) -> (index: Int, value: Double, residuals: [Double]?, jacobian: Matrix?) {
    let answers: [Answer]
    if provides.contains(.jacobian) {
      answers = try await results(at: points, for: [.value, .residuals, .jacobian], as: { _ in .jacobian })
    } else {
      answers = try await differencedTerms(atFirstOf: points)
    }
    let index = answers.indices.reduce(0) { answers[$1].value < answers[$0].value ? $1 : $0 }
    let (value, x) = (answers[index].value, points[index])
    guard var terms = answers[index].terms else { return (index, value, nil, nil) }
    if terms.derivatives == nil, index > 0, value < limit {
      terms.derivatives = try await differencedTerms(atFirstOf: PointBatch([x]), knowing: terms)[0].terms?.derivatives
    }
    noteDerivatives(of: terms, at: x, value)
    let plain = terms.plainSquares
    return (index, value, plain.numbers, plain.derivatives)
  }

  /// The residuals at several points, the first of them with their Jacobian by differences, all as one batch.
  ///
  /// - Parameter known: What is known at the first point.
  private func differencedTerms(
    atFirstOf points: PointBatch, knowing known: Terms? = nil
  ) async throws(Interruption) -> [Answer] {
    var (answers, estimate) = try await differenced(
      atFirstOf: points, knowing: known.map { Answer(value: $0.sum, terms: $0, failed: false) },
      for: [.value, .residuals], as: .residuals, reading: { $0.terms?.numbers },
      plan: { () throws(InvalidArgument) in
        try differences.jacobianPlan(at: points[0], in: box, value: known?.numbers)
      })
    answers[0].terms?.derivatives = estimate?.jacobian
    return answers
  }

  /// Takes note of a Jacobian of the residuals at x, m × n, that a method has from its model and not from the oracle.
  ///
  /// It is that of the residuals that the method sees: under a loss, of the roots of contributions. The Jacobian of the
  /// residuals themselves follows by the chain rule; rows that have no say in the sum, because their loss is flat there,
  /// are 0. The note is kept when x is the best point, in the place of an earlier note, but not of a Jacobian that was
  /// asked for there. It says nothing of the gradient.
  public func noteJacobian(_ jacobian: Matrix, at x: [Double]) {
    let value = ledger.pointee.bestValue
    guard ledger.pointee.bestPoint == x, var terms = ledger.pointee.bestTerms, terms.kind == .residuals,
      jacobian.rowCount == terms.numbers.count, jacobian.columnCount == x.count,
      jacobian.elements.allSatisfy(\.isFinite)
    else { return }
    if let known = ledger.pointee.linearization, !known.isEstimated, known.value <= value { return }
    let slopes = terms.numbers.map(terms.loss.slopeOfRoot)
    terms.derivatives = jacobian.scalingRows(by: slopes.map { $0 == 0 ? 0 : 1 / $0 })
    ledger.pointee.linearization = Linearization(point: x, value: value, terms: terms, isEstimated: true)
  }

  /// The contributions at x with their scores, m × n, as one round, all to be minimized.
  ///
  /// Where the objective gives residuals, they are the residuals' squares; where it gives no scores, they are made from
  /// differences, as for ``residualsAndJacobian(at:)``.
  public func contributionsAndScores(
    at x: [Double]
  ) async throws(Interruption) -> (value: Double, contributions: [Double]?, scores: Matrix?) {
    let kind: Terms.Kind = provides.contains(.contributions) ? .contributions : .residuals
    let (value, terms) = try await valueAndTerms(kind, at: x)
    let sign = ledger.pointee.sign
    guard let contributions = terms?.asContributions else { return (value, nil, nil) }
    guard sign < 0 else { return (value, contributions.numbers, contributions.derivatives) }
    let turned = [Double](repeating: sign, count: contributions.numbers.count)
    return (value, contributions.numbers.map { -$0 }, contributions.derivatives?.scalingRows(by: turned))
  }

  /// The terms at x, with their derivatives where those can be had.
  func valueAndTerms(
    _ kind: Terms.Kind, at x: [Double]
  ) async throws(Interruption) -> (value: Double, terms: Terms?) {
    let demand = Demand.value.union(kind.demand)
    if provides.contains(kind.derivatives) {
      let answer = try await results(
        at: PointBatch([x]), for: demand.union(kind.derivatives), as: { _ in kind.historyWithDerivatives })[0]
      if let terms = answer.terms { noteDerivatives(of: terms, at: x, answer.value) }
      return (answer.value, answer.terms)
    }
    let (answers, estimate) = try await differenced(
      atFirstOf: PointBatch([x]), for: demand, as: kind.history, reading: { $0.terms?.numbers },
      plan: { () throws(InvalidArgument) in try differences.jacobianPlan(at: x, in: box, value: nil) })
    let answer = answers[0]
    guard let estimate, var terms = answer.terms else { return (answer.value, answer.terms) }
    terms.derivatives = estimate.jacobian
    noteDerivatives(of: terms, at: x, answer.value)
    return (answer.value, terms)
  }

  /// Keeps the derivatives where no better point has any, and the gradient when x is the best point.
  private func noteDerivatives(of terms: Terms, at x: [Double], _ value: Double) {
    guard terms.derivatives != nil, value.isFinite else { return }
    let known = ledger.pointee.linearization
    if known.map({ value < $0.value || value == $0.value && $0.isEstimated }) ?? true {
      ledger.pointee.linearization = Linearization(point: x, value: value, terms: terms)
    }
    if value == ledger.pointee.bestValue, ledger.pointee.bestPoint == x {
      let sign = ledger.pointee.sign
      ledger.pointee.bestGradient = terms.gradient.map { gradient in gradient.map { sign * $0 } }
    }
  }

  /// Takes note of a value with its terms, and their derivatives where they are wanted; what is not finite, not there or
  /// of another size makes the evaluation a failure.
  func takeTerms(
    _ evaluation: Evaluation<[Double]>, at x: [Double], for demand: Demand, as kind: History.Kind,
    during span: EvaluationSpan
  ) throws(Interruption) -> Answer {
    if let failure = termsDefect(of: evaluation, dimension: x.count, for: demand) {
      return Answer(value: try ledger.pointee.record(failure, at: x, as: kind, during: span), failed: true)
    }
    let bestBefore = ledger.pointee.bestValue
    let value = try ledger.pointee.record(evaluation.value, at: x, as: kind, during: span)
    guard evaluation.value.isFinite, let terms = evaluation.terms else { return Answer(value: value, failed: true) }
    if ledger.pointee.bestValue < bestBefore {
      var numbers = terms
      numbers.derivatives = nil
      ledger.pointee.bestTerms = numbers
    }
    return Answer(value: value, terms: terms, failed: false)
  }

  private func termsDefect(
    of evaluation: Evaluation<[Double]>, dimension n: Int, for demand: Demand
  ) -> EvaluationFailure? {
    let kind: Terms.Kind = demand.contains(.residuals) ? .residuals : .contributions
    guard let terms = evaluation.terms, terms.kind == kind else {
      return EvaluationFailure(.unreadable, "the objective gave no \(kind)")
    }
    guard !terms.numbers.isEmpty else {
      return EvaluationFailure(.unreadable, "there are no \(kind): at least one is needed")
    }
    if let m = ledger.pointee.bestTerms?.numbers.count, terms.numbers.count != m {
      return EvaluationFailure(.unreadable, "there are \(terms.numbers.count) \(kind), but there were \(m) before")
    }
    if let i = terms.numbers.firstIndex(where: { !$0.isFinite }) {
      return EvaluationFailure(.notFinite, "number \(i) of the \(kind) is \(terms.numbers[i])")
    }
    guard demand.contains(kind.derivatives) else { return nil }
    let name = kind == .residuals ? "the Jacobian" : "the matrix of scores"
    guard let matrix = terms.derivatives else {
      return EvaluationFailure(.unreadable, "the objective did not give \(name)")
    }
    guard matrix.rowCount == terms.numbers.count, matrix.columnCount == n else {
      return EvaluationFailure(
        .unreadable,
        "\(name) is \(matrix.rowCount) × \(matrix.columnCount), but must be \(terms.numbers.count) × \(n)")
    }
    guard let k = matrix.elements.firstIndex(where: { !$0.isFinite }) else { return nil }
    let (row, column) = (k % matrix.rowCount, k / matrix.rowCount)
    return EvaluationFailure(.notFinite, "element (\(row), \(column)) of \(name) is \(matrix.elements[k])")
  }
}
