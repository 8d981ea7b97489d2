public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

/// A batch objective that many runs share: what they all await is one launch.
///
///     let merged = BatchObjective(batch: likelihoods).merging()
///     try await withThrowingTaskGroup { group in
///       for start in starts { group.addTask { try await minimize(merged, from: start) } }
///       for try await outcome in group { … }
///     }
///
/// Runs go in lock step: there is a launch when every run that has begun and not ended is waiting for values; see
/// ``NadirEvaluators/MergingEvaluator``. They need have neither the same start nor the same bounds, scale or constraints,
/// only parameters of the same type. What each comes to is what it comes to alone.
///
/// Each run says on which workers it would have its points evaluated; a launch is split for the largest number that is
/// among it.
public struct MergedObjective<Shape: Sendable>: ObjectiveSource {
  private let objective: BatchObjective<Shape>
  private let lockStep: LockStep<MergedPoints<Shape>>
  private let launcher: Launcher

  fileprivate init(_ objective: BatchObjective<Shape>, waitingLimit: Duration?) {
    let launcher = Launcher()
    self.objective = objective
    self.launcher = launcher
    lockStep = LockStep(waitingLimit: waitingLimit) { parts, demand in
      let points = PlacedPoints(parts: parts.map(\.part))
      let workers = parts.map(\.workers).max { $0.lanes < $1.lanes } ?? .inline
      let body: Launcher.Body =
        objective.isAsynchronous
        ? .asynchronous { range in try await objective.awaitedResults(at: points[range], for: demand) }
        : .synchronous { range in try objective.results(at: points[range], for: demand) }
      return await launcher.evaluate(points.count, on: workers, body)
    }
  }

  /// The quantities that the function gives.
  public var provides: Demand { objective.provides }

  /// The number of launches so far: how often the function was called.
  public var launches: Int { launcher.launches }

  /// The number of runs that have begun and not ended.
  public var runs: Int { lockStep.runs }

  public func run(_ run: Run<Shape>, on workers: Workers) async throws(OptimizationError) -> Outcome<Shape> {
    if let error = invalid(workers) { throw error }
    return try await run(on: evaluator(in: run.space, on: workers), provides: provides)
  }

  /// Values that belong to no run, and wait for none.
  public func values(
    at points: [[Double]], in space: ParameterSpace<Shape>, on workers: Workers
  ) async throws(OptimizationError) -> [Result<Double, EvaluationFailure>] {
    try await objective.values(at: points, in: space, on: workers)
  }

  /// Runs all of these to the end, side by side, and tells how each of them ended, in their order.
  ///
  ///     let outcomes = await merged.outcomes(of: try starts.map { try Run(.minimize, in: ParameterSpace(from: $0)) })
  ///
  /// All of them are announced before the first begins, so that there are as many launches as the longest of them has
  /// rounds, if they ask for the same quantities.
  public func outcomes(
    of runs: [Run<Shape>], on workers: Workers = .inline
  ) async -> [Result<Outcome<Shape>, OptimizationError>] {
    if let error = invalid(workers) { return runs.map { _ in .failure(error) } }
    // Many starts announce their runs themselves.
    lockStep.join(runs.count { !$0.hasManyStarts })
    return await withTaskGroup(of: (Int, Result<Outcome<Shape>, OptimizationError>).self) { group in
      for (i, run) in runs.enumerated() { group.addTask { (i, await outcome(of: run, on: workers)) } }
      var outcomes = [Result<Outcome<Shape>, OptimizationError>?](repeating: nil, count: runs.count)
      for await (i, outcome) in group { outcomes[i] = outcome }
      return outcomes.compactMap { $0 }
    }
  }

  private func outcome(of run: Run<Shape>, on workers: Workers) async -> Result<Outcome<Shape>, OptimizationError> {
    let isAnnounced = !run.hasManyStarts
    defer { if isAnnounced { lockStep.leave() } }
    do throws(OptimizationError) {
      let evaluator = evaluator(in: run.space, on: workers)
      return .success(
        try await run(with: FlatRun.Means(evaluator: evaluator, provides: provides, isAnnounced: isAnnounced)))
    } catch {
      return .failure(error)
    }
  }

  private func evaluator(in space: ParameterSpace<Shape>, on workers: Workers) -> some Evaluator {
    MergedRunEvaluator(space: space, workers: workers, lockStep: lockStep, activity: launcher.activity)
  }

  private func invalid(_ workers: Workers) -> OptimizationError? {
    do throws(InvalidArgument) { try workers.validateForLaunches() } catch { return .invalid(error) }
    return nil
  }
}

extension BatchObjective {
  /// The same objective for many runs at once, which share their launches.
  ///
  /// - Parameter waitingLimit: How long a run waits for the others at most; until all of them wait unless given.
  public func merging(waitingLimit: Duration? = nil) -> MergedObjective<Shape> {
    MergedObjective(self, waitingLimit: waitingLimit)
  }
}

/// Points that one run awaits, and on which workers.
private struct MergedPoints<Shape: Sendable>: Sendable {
  var part: PlacedPoints<Shape>.Part
  var workers: Workers
}

/// What one of the runs sees.
private struct MergedRunEvaluator<Shape: Sendable>: Evaluator {
  let space: ParameterSpace<Shape>
  let workers: Workers
  let lockStep: LockStep<MergedPoints<Shape>>
  let activity: Activity

  var width: Int { workers.lanes }

  func join() { lockStep.join() }

  func leave() { lockStep.leave() }

  func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    // A flat batch takes points of the same number of parameters.
    await lockStep.evaluation(
      of: MergedPoints(part: PlacedPoints.Part(space: space, points: points), workers: workers), count: points.count,
      kind: space.startNumbers.count, for: demand)
  }
}

extension Run {
  fileprivate var hasManyStarts: Bool { choice.choice.multistart != nil }
}
