/// What a batch of points gave, index by index: failures stand beside values.
///
/// It is made of its results alone, or with when and where each of them came about:
///
///     EvaluationBatch(values.map { .success(Evaluation(value: $0)) })
public struct EvaluationBatch: Sendable {
  public typealias Element = Result<Evaluation<[Double]>, EvaluationFailure>

  private var results: [Element]
  /// When each of the points was evaluated, and by whom; `nil` where that is not known.
  public private(set) var spans: [EvaluationSpan]?

  /// - Parameters:
  ///   - results: What each point gave.
  ///   - spans: When each of them was evaluated, and by whom, as many as there are results. Without them, or
  ///     with another number of them, the evaluations are taken to have lasted as long as the batch.
  public init(_ results: [Element], spans: [EvaluationSpan]? = nil) {
    self.results = results
    self.spans = spans?.count == results.count ? spans : nil
  }
}

extension EvaluationBatch: RandomAccessCollection, ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Element...) { self.init(elements) }

  public var startIndex: Int { 0 }
  public var endIndex: Int { results.count }

  public subscript(position: Int) -> Element { results[position] }
}

/// When a point of a batch was evaluated, and by whom.
public struct EvaluationSpan: Sendable, Hashable {
  /// When its evaluation began, in seconds since the batch was given to the evaluator.
  public var start: Double
  /// When it ended, on the same clock.
  public var end: Double
  /// The number of the worker, from 0: of the lane, the thread or the process that had it. `nil` where nobody knows.
  public var worker: Int?

  public init(start: Double, end: Double, worker: Int? = nil) {
    self.start = start
    self.end = end
    self.worker = worker
  }
}
