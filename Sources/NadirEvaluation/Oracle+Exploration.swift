extension Oracle {
  /// What is known of the points of a sample, evaluated together as one round; `nil` for those that failed.
  ///
  /// The history calls all of them exploration. A sample's first point is where a run would have begun: it must not fail.
  ///
  /// - Parameter needs: What the questions to come are about, so that what is known answers the first of them.
  public func explore(_ points: PointBatch, for needs: Demand) async throws(Interruption) -> [KnownPoint?] {
    let demand = explorationDemand(for: needs)
    let answers = try await results(at: points, for: demand, as: { _ in .exploration })
    return answers.indices.map { i in
      answers[i].failed ? nil : KnownPoint(point: points[i], value: answers[i].value, terms: answers[i].terms)
    }
  }

  private func explorationDemand(for needs: Demand) -> Demand {
    if needs.contains(.residuals) { return [.value, .residuals] }
    guard needs.contains(.contributions) else { return valueDemand }
    return provides.contains(.contributions) ? [.value, .contributions] : [.value, .residuals]
  }

  /// The best point as one that need not be evaluated again; `nil` until an evaluation has succeeded.
  public var bestKnown: KnownPoint? {
    guard ledger.pointee.bestValue < .infinity else { return nil }
    return KnownPoint(
      point: ledger.pointee.bestPoint, value: ledger.pointee.bestValue, terms: ledger.pointee.bestTerms)
  }
}
