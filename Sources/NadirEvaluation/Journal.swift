import NadirLinear

/// The evaluations since the algorithm's last committed state, in the order in which they were asked for.
///
/// A run that is cut inside an iteration resumes from the state before it and the journal's tail: the algorithm asks
/// again for the same points, and those that the tail holds are served from it, to the bit, without an evaluation.
struct Journal: Sendable, Codable {
  struct Entry: Sendable, Codable {
    /// A hash of the bits of the point and of what was wanted there.
    var key: UInt64
    /// The value as bits, so that every encoding keeps it.
    var value: UInt64
    var gradient: [UInt64]?
    var terms: Terms?
    var failure: EvaluationFailure?

    init(key: UInt64, result: Result<Evaluation<[Double]>, EvaluationFailure>) {
      self.key = key
      switch result {
      case .success(let evaluation):
        value = evaluation.value.bitPattern
        gradient = evaluation.gradient?.map(\.bitPattern)
        terms = Terms(evaluation.terms)
      case .failure(let failure):
        value = Double.nan.bitPattern
        self.failure = failure
      }
    }

    var result: Result<Evaluation<[Double]>, EvaluationFailure> {
      if let failure { return .failure(failure) }
      var evaluation = Evaluation(value: Double(bitPattern: value), gradient: gradient?.map { Double(bitPattern: $0) })
      evaluation.terms = terms?.unpacked
      return .success(evaluation)
    }
  }

  /// Terms as bits.
  struct Terms: Sendable, Codable {
    var kind: NadirEvaluation.Terms.Kind
    var loss: Loss
    var numbers: [UInt64]
    /// Column by column.
    var derivatives: [UInt64]?

    init?(_ terms: NadirEvaluation.Terms?) {
      guard let terms else { return nil }
      kind = terms.kind
      loss = terms.loss
      numbers = terms.numbers.map(\.bitPattern)
      derivatives = terms.derivatives?.elements.map(\.bitPattern)
    }

    var unpacked: NadirEvaluation.Terms {
      var terms = NadirEvaluation.Terms(kind, numbers.map { Double(bitPattern: $0) }, loss: loss)
      terms.derivatives = derivatives.map { elements in
        Matrix(rowCount: numbers.count, elements: elements.map { Double(bitPattern: $0) })
      }
      return terms
    }
  }

  /// What was evaluated, or served again, in this process.
  private var entries: [Entry] = []
  /// What an earlier process evaluated and nobody has asked for again yet.
  private var tail: [Entry] = []

  private enum CodingKeys: CodingKey { case entries, tail }

  /// The number of evaluations held.
  var count: Int { entries.count + tail.count }

  /// Whether there is something to serve again.
  var isServing: Bool { !tail.isEmpty }

  /// The result for a point that the journal holds, or `nil` when it was not reached before the cut: within a batch,
  /// that may be any of its points.
  mutating func serve(_ key: UInt64) -> Result<Evaluation<[Double]>, EvaluationFailure>? {
    guard let i = tail.firstIndex(where: { $0.key == key }) else { return nil }
    entries.append(tail.remove(at: i))
    return entries.last?.result
  }

  mutating func append(_ key: UInt64, _ result: Result<Evaluation<[Double]>, EvaluationFailure>) {
    entries.append(Entry(key: key, result: result))
  }

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    tail.removeAll()
  }

  /// The same journal with everything to be served again.
  var rewound: Journal {
    var journal = Journal()
    journal.tail = entries + tail
    return journal
  }

  /// A hash of the bits of a point and of what is wanted there.
  static func key(_ x: [Double], _ demand: Demand) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(demand.rawValue)
    for value in x {
      hash = (hash ^ value.bitPattern) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
    }
    return hash
  }
}
