package import NadirEvaluation
internal import Synchronization

/// Calls a function of many points: at once, or in contiguous parts at the same time. A call is a launch.
///
/// All points of a launch begin and end together. What the function throws fails all of them, and so does another number
/// of results than there are points.
package final class Launcher: Sendable {
  /// A function of the points with these indices that gives one result for each of them.
  package enum Body: Sendable {
    case synchronous(@Sendable (Range<Int>) throws -> [EvaluationBatch.Element])
    case asynchronous(@Sendable (Range<Int>) async throws -> [EvaluationBatch.Element])
  }

  package let activity = Activity()
  private let begun = Atomic(0)

  package init() {}

  /// The number of launches begun so far.
  package var launches: Int { begun.load(ordering: .relaxed) }

  /// Evaluates the points 0..<count: as one launch in the calling task, or as one for each thread or task.
  package func evaluate(_ count: Int, on workers: Workers, _ body: Body) async -> EvaluationBatch {
    guard count > 0 else { return [] }
    let parts = min(workers.lanes, count)
    let batch = LaunchUnderWay(count, inPartsOf: (count + parts - 1) / parts, of: self)
    switch body {
    case .synchronous(let function) where workers == .inline:
      if !Task.isCancelled { batch.launch(in: 0, function) }
    case .synchronous(let function):
      let crew = Crew.forEvaluations(own: Crew(width: parts))
      let work = SharedWork(limit: min(parts, crew.width), of: crew, numbersBelow: parts) { lane in
        batch.launch(in: lane, function)
      }
      await withTaskCancellationHandler {
        await crew.perform(work)
      } onCancel: {
        batch.cancel()
        crew.close(work)
      }
    case .asynchronous(let function):
      await inLanes(parts) { lane in while await batch.launch(in: lane, function) {} }
    }
    return batch.results
  }

  fileprivate func begin(_ count: Int) {
    begun.add(1, ordering: .relaxed)
    activity.begin(count)
  }
}

extension Workers {
  /// How many launches may be under way at the same time, at least 1.
  package var lanes: Int {
    switch self {
    case .inline, .replicas: 1
    case .threads(let count): max(1, count)
    }
  }

  /// Throws where launches cannot happen: a launch is one call in this process.
  package func validateForLaunches() throws(InvalidArgument) {
    try validate()
    guard case .replicas(let replicas) = self else { return }
    throw InvalidArgument(
      "the workers of a batch objective", is: ".processes(\(replicas.count))", expected: ".inline or .threads")
  }
}

/// Points that are evaluated in parts: hands out the parts in order, and collects what they gave. What was never handed
/// out is `.cancelled`.
private final class LaunchUnderWay: Sendable {
  private let count: Int
  private let size: Int
  private let launcher: Launcher
  private let taken = Atomic(0)
  private let isCancelled = Atomic(false)
  private let begin = ContinuousClock.now
  private let collected: Mutex<(results: [PointResult], spans: [EvaluationSpan])>

  init(_ count: Int, inPartsOf size: Int, of launcher: Launcher) {
    self.count = count
    self.size = size
    self.launcher = launcher
    collected = Mutex(
      (
        [PointResult](repeating: .failure(.cancelled), count: count),
        [EvaluationSpan](repeating: EvaluationSpan(start: 0, end: 0), count: count)
      ))
  }

  var results: EvaluationBatch { collected.withLock { EvaluationBatch($0.results, spans: $0.spans) } }

  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// Launches the next part; `false` when none is left.
  @discardableResult
  func launch(in lane: Int, _ function: (Range<Int>) throws -> [PointResult]) -> Bool {
    guard let range = take() else { return false }
    let start = seconds
    let results: [PointResult]
    do { results = checked(try function(range), range) } catch { results = failed(error, range) }
    put(results, at: range, since: start, in: lane)
    return true
  }

  /// Launches the next part; `false` when none is left or the task is cancelled.
  func launch(in lane: Int, _ function: (Range<Int>) async throws -> [PointResult]) async -> Bool {
    guard !Task.isCancelled, let range = take() else { return false }
    let start = seconds
    let results: [PointResult]
    do { results = checked(try await function(range), range) } catch { results = failed(error, range) }
    put(results, at: range, since: start, in: lane)
    return true
  }

  private var seconds: Double { (ContinuousClock.now - begin).inSeconds }

  private func take() -> Range<Int>? {
    guard !isCancelled.load(ordering: .relaxed) else { return nil }
    let start = taken.add(size, ordering: .relaxed).oldValue
    guard start < count else { return nil }
    let range = start..<min(start + size, count)
    launcher.begin(range.count)
    return range
  }

  private func put(_ results: [PointResult], at range: Range<Int>, since start: Double, in lane: Int) {
    let span = EvaluationSpan(start: start, end: seconds, worker: lane)
    collected.withLock { collected in
      collected.results.replaceSubrange(range, with: results)
      for i in range { collected.spans[i] = span }
    }
    launcher.activity.end(range.count)
  }

  private func checked(_ results: [PointResult], _ range: Range<Int>) -> [PointResult] {
    guard results.count != range.count else { return results }
    return failed(EvaluationFailure.count(of: "values", results.count, for: range.count), range)
  }

  /// A launch that ends because its task is cancelled was never made.
  private func failed(_ error: any Error, _ range: Range<Int>) -> [PointResult] {
    let failure = error is CancellationError && Task.isCancelled ? .cancelled : EvaluationFailure(thrown: error)
    return [PointResult](repeating: .failure(failure), count: range.count)
  }
}

extension EvaluationFailure {
  /// A launch gave another number of something than it was given points.
  package static func count(of what: String, _ count: Int, for points: Int) -> EvaluationFailure {
    .count(of: what, count, for: "\(points) points")
  }

  package static func count(of what: String, _ count: Int, for points: String) -> EvaluationFailure {
    EvaluationFailure(.unreadable, "the objective gave \(count) \(what) for \(points)")
  }
}
