extension History {
  /// What a point was evaluated for. The raw values are the names in files.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A value at a point of the algorithm.
    case value
    /// Value and gradient at a point of the algorithm.
    case gradient
    /// Residuals at a point of the algorithm.
    case residuals
    /// Residuals and their Jacobian at a point of the algorithm.
    case jacobian
    /// Contributions at a point of the algorithm.
    case contributions
    /// Contributions and their scores at a point of the algorithm.
    case scores
    /// A displaced point for derivatives by differences.
    case difference
    /// A point that was sampled to learn about the function, and not proposed as a better one.
    case exploration
  }

  /// One evaluation.
  public struct Record: Sendable, Equatable {
    /// The value, in the user's own direction; NaN when the evaluation failed.
    public var value: Double
    /// When it began, in wall seconds since the start of the run.
    ///
    /// Times are those of the worker that had the evaluation. Where a plain function is called right in the algorithm's
    /// task, it begins when the clock was last read before, which for cheap functions is not done at every evaluation but
    /// about every 100 µs. What a journal served again begins and ends when it was served.
    public var start: Double
    /// When it had ended.
    public var end: Double
    /// The number of the evaluation, from 1.
    public var evaluation: Int
    /// The number of the round that it belonged to, from 1.
    public var round: Int
    private var workerNumber: Int32
    /// What it was for.
    public var kind: Kind
    public var failed: Bool
    /// Whether its value was better than all before it, in the direction of the run.
    public var isBest: Bool

    /// The number of the worker that evaluated, from 0: of the lane, the thread or the process that had it; `nil` where
    /// that is not known.
    public var worker: Int? { workerNumber < 0 ? nil : Int(workerNumber) }

    /// Whether it is kept when others of its time are dropped.
    @inline(__always)
    var isPinned: Bool { failed || isBest }

    @inline(__always)
    init(
      value: Double, during span: EvaluationSpan, evaluation: Int, round: Int, kind: Kind, failed: Bool, isBest: Bool
    ) {
      self.value = value
      start = span.start
      end = span.end
      workerNumber = span.worker.map { Int32(clamping: $0) } ?? -1
      self.evaluation = evaluation
      self.round = round
      self.kind = kind
      self.failed = failed
      self.isBest = isBest
    }
  }
}

extension Terms.Kind {
  /// What an evaluation is for that is to give the terms.
  var history: History.Kind { self == .residuals ? .residuals : .contributions }

  /// What an evaluation is for that is to give the terms and their derivatives.
  var historyWithDerivatives: History.Kind { self == .residuals ? .jacobian : .scores }
}
