public import NadirEvaluation

/// Lets many runs share an evaluator, and makes one launch of what they all await.
///
/// Runs go in lock step: there is a launch when every run that has joined and not left is waiting. So k runs of one method
/// need about as many launches as the longest of them has rounds, and not k times as many. With a waiting limit there also
/// is one when the first of those that wait has waited that long, for runs that take their time between questions.
///
/// Points with different demands are separate launches of the same turn, one after the other. Turns follow each other, too.
/// A run that has ended, failed or been cancelled has left, and keeps nobody waiting; a launch that others need goes on when
/// one of its runs is cancelled. What each run sees is what it would see alone.
public final class MergingEvaluator: Evaluator {
  private let evaluator: any Evaluator
  private let lockStep: LockStep<PointBatch>

  /// - Parameters:
  ///   - evaluator: Where the launches are evaluated.
  ///   - waitingLimit: How long a run waits for the others at most; without limit unless given.
  public init(_ evaluator: any Evaluator, waitingLimit: Duration? = nil) {
    self.evaluator = evaluator
    lockStep = LockStep(waitingLimit: waitingLimit) { parts, demand in
      guard var points = parts.first else { return [] }
      for part in parts.dropFirst() { points.append(contentsOf: part) }
      return await evaluator.evaluate(points, for: demand)
    }
  }

  public var width: Int { evaluator.width }
  public var activity: Activity { evaluator.activity }
  public var executor: (any TaskExecutor)? { evaluator.executor }

  /// The number of runs that have joined and not left.
  public var runs: Int { lockStep.runs }

  /// The number of launches so far: how often the shared evaluator was given points.
  public var launches: Int { lockStep.launches }

  public func join() { lockStep.join() }

  public func leave() { lockStep.leave() }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    await lockStep.evaluation(of: points, count: points.count, kind: points.dimension, for: demand)
  }

  /// Closes the shared evaluator.
  public func close() async { await evaluator.close() }
}
