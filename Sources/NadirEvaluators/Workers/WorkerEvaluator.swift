public import NadirEvaluation
internal import NadirJSON
internal import Synchronization

/// Evaluates in worker processes that stay alive from one evaluation to the next.
///
/// A worker is a program in any language that speaks JSON, one message a line, on its standard input and output. When
/// it starts it writes what it offers:
///
///     {"nadir": 1, "provides": ["value"]}
///
/// `provides` names `value` or `residuals` (whose value is the sum of their squares), and where it has them `gradient`
/// or `jacobian`; where there are data, the series that they are compared with. A worker that evaluates many points
/// together adds `"batch": 16`, the most it takes at once. Then it
/// answers requests until its input ends, and leaves:
///
///     {"id": 7, "parameters": {"rate": 0.5}, "want": ["value"]}       {"id": 7, "value": 3.5}
///     {"id": 8, "parameters": {"rate": 0.6}, "want": ["value"]}       {"id": 8, "error": "no convergence"}
///     {"id": 9, "batch": [{…}, {…}], "want": ["value", "gradient"]}   {"id": 9, "values": […], "gradients": […]}
///
/// A gradient has the shape of the parameters; so has each row of a jacobian, or it is an array of all its numbers. In
/// the answer to a batch, a point that failed has `null` or `"NaN"` for its value, and may have a message under its index:
/// `"errors": {"1": "…"}`. One request at a time is under way at each worker.
///
/// A worker that dies, closes its output, writes anything that is no answer, or takes longer than ``Program/timeout``
/// (for a batch: times its number of points) is killed with its process group and replaced. Its point is tried again as
/// often as ``Program/retries`` says; the points of a batch are tried again one by one, which is not counted, so that a
/// point that kills workers fails alone. An answer with `error` is that point's failure, and the worker stays.
public final class WorkerEvaluator: Evaluator {
  public let width: Int
  public let activity = Activity()
  private let program: Program
  private let codec: ParameterCodec
  private let reading: ResidualReading
  private let startTimeout: Duration
  private let log: @Sendable (String) -> Void
  private let permits: Permits
  /// All workers are talked to on one thread.
  private let poller = Poller()
  private let state = Mutex(State())

  private struct State {
    /// The workers that wait, by their numbers, which are those of the permits with which they are asked.
    var idle: [Int: Worker] = [:]
    /// What the last worker offered that was started.
    var offer: WorkerOffer?
    var lastRequest = 0
  }

  /// - Parameters:
  ///   - program: The worker's program.
  ///   - codec: How coordinates become the parameters that it sees.
  ///   - reading: The data that its answers are compared with, and the loss. None unless given.
  ///   - width: The largest number of workers, at least 1. They are started when they are needed.
  ///   - log: Is given each line that a worker writes to standard error. Without it, only the end of them is kept for
  ///     the messages of failures.
  public init(
    _ program: Program, codec: ParameterCodec, reading: ResidualReading = ResidualReading(), width: Int,
    log: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.program = program
    self.codec = codec
    self.reading = reading
    self.width = max(1, width)
    startTimeout = program.startTimeout ?? max(.seconds(30), program.timeout ?? .zero)
    self.log = log
    permits = Permits(self.width)
  }

  /// What the workers can give, with data and loss; starts the first one to learn it.
  ///
  /// - Throws: A failure of kind `.unavailable` that says why no worker could be started.
  public func provides() async throws(EvaluationFailure) -> Demand { reading.provides(try await offer().provides) }

  /// The largest number of points that a worker takes in one request; starts the first one to learn it.
  ///
  /// - Throws: A failure of kind `.unavailable` that says why no worker could be started.
  public func largestBatch() async throws(EvaluationFailure) -> Int { try await offer().batch }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    let batch = BatchUnderWay(points, reportingTo: activity)
    guard points.count > 0 else { return [] }
    do throws(EvaluationFailure) {
      let offer = try await offer()
      let share = (points.count + width - 1) / width
      await inLanes(min(width, points.count), on: poller) {
        while !Task.isCancelled, let range = batch.take(atMost: min(offer.batch, share)) {
          await self.evaluate(range, of: batch, for: demand, offer)
        }
      }
    } catch {
      // Where not even one worker can be started, it is not tried again for each point.
      let all = batch.take(atMost: points.count) ?? 0..<0
      batch.put([PointResult](repeating: .failure(error), count: all.count), at: all, during: batch.nobody)
    }
    if Task.isCancelled { await close() }
    return batch.results
  }

  /// Ends the idle workers: closes their input, and kills those that have not left after some time. Returns when all
  /// have ended. A later batch starts new ones.
  public func close() async {
    let idle = state.withLock { state in
      defer { state.idle = [:] }
      return state.idle.values
    }
    await withDiscardingTaskGroup { group in
      for worker in idle { group.addTask { await worker.leave() } }
    }
  }

  private func offer() async throws(EvaluationFailure) -> WorkerOffer {
    var retries = program.retries
    while true {
      if let offer = state.withLock({ $0.offer }) { return offer }
      let attempt = await permits.withPermit { await askForOffer(worker: $0) } ?? .failure(.cancelled)
      if case .failure(let failure) = attempt {
        guard failure.isWorthRetrying, retries > 0 else { throw failure }
        retries -= 1
      }
    }
  }

  /// Starts the first worker, unless another batch has done so meanwhile.
  private func askForOffer(worker number: Int) async -> Result<Void, EvaluationFailure> {
    guard state.withLock({ $0.offer == nil }) else { return .success(()) }
    do throws(EvaluationFailure) {
      await putBack(try await takeWorker(number), as: number)
      return .success(())
    } catch {
      return .failure(error)
    }
  }

  /// Evaluates the points that were taken, with one request and on as many processes as the retries allow. They began when
  /// the first process was asked.
  private func evaluate(
    _ range: Range<Int>, of batch: BatchUnderWay, for demand: Demand, _ offer: WorkerOffer
  ) async {
    let points = batch.points[range]
    // All attempts have the same permit: between two of them nobody else is this worker.
    let attempts = await permits.withPermit { number in
      // Those that wait for a permit are not at work.
      activity.begin()
      defer { activity.rest() }
      let start = batch.seconds
      let answer = await repeating(range.count > 1 ? 0 : program.retries) {
        await ask(worker: number, for: points, demand, offer)
      }
      return (answer, EvaluationSpan(start: start, end: batch.seconds, worker: number))
    }
    let (answer, span) = attempts ?? (.failure(.cancelled), batch.nobody)
    switch answer {
    case .success(let results):
      batch.put(results, at: range, during: span)
    case .failure(let failure) where range.count > 1 && failure.isWorthRetrying:
      for i in range { await evaluate(i..<i + 1, of: batch, for: demand, offer) }
    case .failure(let failure):
      batch.put([PointResult](repeating: .failure(failure), count: range.count), at: range, during: span)
    }
  }

  /// Asks one worker, once. A failure means that there is no answer, and no worker any more.
  private func ask(
    worker number: Int, for points: PointBatch, _ demand: Demand, _ offer: WorkerOffer
  ) async -> Result<[PointResult], EvaluationFailure> {
    do throws(EvaluationFailure) {
      let worker = try await takeWorker(number)
      let exchange = WorkerExchange(
        id: nextRequest(), points: points, wanted: offer.wants(for: demand, reading),
        reader: AnswerReader(codec: codec, reading: reading, demand: demand))
      let deadline = program.timeout.map { ContinuousClock.now + $0 * points.count }
      do throws(Worker.Breakdown) {
        let request = await converting(points.count * points.dimension) { exchange.request }
        let line = try await worker.exchange(request, until: deadline)
        guard let results = await converting(line.count / 16, { exchange.results(line) }) else { throw .garbage(line) }
        await putBack(worker, as: number)
        return .success(results)
      } catch {
        return .failure(await worker.dismiss(after: error))
      }
    } catch {
      return .failure(error)
    }
  }

  /// Makes JSON of so many numbers or the reverse. On the thread where workers are talked to, many would make them wait.
  private func converting<Value: Sendable>(_ numbers: Int, _ work: @escaping @Sendable () -> Value) async -> Value {
    numbers > 256 ? await ThreadPool.shared.run(work) : work()
  }

  private func nextRequest() -> Int {
    state.withLock { state in
      state.lastRequest += 1
      return state.lastRequest
    }
  }

  /// The idle worker of a number, or a new one.
  private func takeWorker(_ number: Int) async throws(EvaluationFailure) -> Worker {
    if let worker = state.withLock({ $0.idle.removeValue(forKey: number) }) {
      if !worker.isDead { return worker }
      _ = await worker.dismiss(after: .silent)
    }
    let (worker, offer) = try await Worker.start(
      program, on: poller, within: startTimeout, reading: reading, log: log)
    state.withLock { $0.offer = offer }
    return worker
  }

  private func putBack(_ worker: Worker, as number: Int) async {
    // A cancellation may have interrupted the worker after its answer; it could not be asked again.
    if Task.isCancelled {
      _ = await worker.dismiss(after: .interrupted)
    } else {
      state.withLock { $0.idle[number] = worker }
    }
  }
}
