public import NadirEvaluation
public import NadirEvaluators
import NadirJSON
public import NadirParameters
import Synchronization

/// An objective in any language: a command that is run for each evaluation, or a worker that stays.
///
///     let outcome = try await minimize(
///       .command(["python3", "sim.py", "--rate={rate}"]), from: ["rate": 1.0], on: .threads(4))
///
/// The program sees the parameters as one JSON object in the shape of the start, those held fixed included; a plain
/// array is its member `x`. See ``CommandEvaluator`` and ``WorkerEvaluator`` for what is said and answered.
///
/// A program that simulates what was measured need not know the measurements: ``comparing(with:)`` makes residuals of its
/// answers, and ``with(loss:)`` keeps outliers among them from deciding.
public struct ExternalObjective<Shape: Sendable>: ObjectiveSource {
  private enum Kind: Sendable {
    case command(provides: Demand)
    case worker(log: @Sendable (String) -> Void)
  }

  public let program: Program
  private let kind: Kind
  /// The data that the answers are compared with, and the loss.
  public private(set) var reading = ResidualReading()

  private init(program: Program, kind: Kind) {
    self.program = program
    self.kind = kind
  }

  /// A program that is run anew for each evaluation.
  ///
  /// - Parameters:
  ///   - program: What is run.
  ///   - provides: What its answers hold; a program that gives gradients says so here.
  public static func command(_ program: Program, provides: Demand = .value) -> Self {
    Self(program: program, kind: .command(provides: provides.contains(.residuals) ? provides : provides.union(.value)))
  }

  /// A program that stays, one process for each worker, and says itself what it provides.
  ///
  /// - Parameters:
  ///   - program: What is run.
  ///   - log: Is given each line that a worker writes to standard error, from any thread. Without it, only the end of
  ///     them is kept for the messages of failures.
  public static func worker(_ program: Program, log: @escaping @Sendable (String) -> Void = { _ in }) -> Self {
    Self(program: program, kind: .worker(log: log))
  }

  /// The same program, whose series are compared with what was observed of them.
  ///
  ///     let objective = ExternalObjective<[String: Double]>.command(Program(arguments: ["python3", "sir.py"]))
  ///       .comparing(with: [try ObservedSeries("infected", observed: [3, 8, 26, 76])])
  ///
  /// The objective is then the sum of the squared residuals of all series; what else the program answers is ignored.
  public func comparing(with data: [ObservedSeries]) -> Self {
    var objective = self
    objective.reading.data = data
    return objective
  }

  /// The same objective with a loss other than the square, so that outliers do not decide: Σ C² ρ(rᵢ²/C²).
  ///
  /// The program has to give residuals, or to be compared with data; a value and a gradient that it gives beside them are
  /// not used.
  public func with(loss: Loss) -> Self {
    var objective = self
    objective.reading.loss = loss
    return objective
  }

  public func run(_ run: Run<Shape>, on workers: Workers) async throws(OptimizationError) -> Outcome<Shape> {
    try await self.run(run, on: workers) { _ in }
  }

  /// Runs to the end, and shows beforehand how busy the evaluator is going to be.
  ///
  /// - Parameter watch: Gets what tells from then on, to any thread, how many evaluations are under way and have ended.
  public func run(
    _ run: Run<Shape>, on workers: Workers, watch: (Activity) -> Void
  ) async throws(OptimizationError) -> Outcome<Shape> {
    let (evaluator, provides, largestBatch) = try await open(in: run.space, on: workers)
    watch(evaluator.activity)
    // Of a worker that takes many points at once, the runs of a search from many starts share the requests.
    let isShared = largestBatch > 1 && run.choice.choice.multistart != nil
    return try await run(closing: isShared ? MergingEvaluator(evaluator) : evaluator, provides: provides)
  }

  public func values(
    at points: [[Double]], in space: ParameterSpace<Shape>, on workers: Workers
  ) async throws(OptimizationError) -> [Result<Double, EvaluationFailure>] {
    try await values(at: points, in: space, on: workers) { _ in }
  }

  /// The values at points, and shows beforehand how busy the evaluator is going to be, as ``run(_:on:watch:)`` does.
  public func values(
    at points: [[Double]], in space: ParameterSpace<Shape>, on workers: Workers, watch: (Activity) -> Void
  ) async throws(OptimizationError) -> [Result<Double, EvaluationFailure>] {
    do throws(InvalidArgument) { try workers.validate() } catch { throw .invalid(error) }
    let (evaluator, _, _) = try await open(in: space, on: workers)
    watch(evaluator.activity)
    let values = await evaluator.values(at: points)
    await evaluator.close()
    return values
  }

  /// Where the program evaluates functions of the free coordinates, to be closed in the end, what it provides, and how
  /// many points one evaluation of it takes at most.
  func open(
    in space: ParameterSpace<Shape>, on workers: Workers
  ) async throws(OptimizationError) -> (evaluator: any Evaluator, provides: Demand, largestBatch: Int) {
    try check(in: space)
    let codec = ParameterCodec(for: space)
    switch kind {
    case .command(let provides):
      let evaluator = CommandEvaluator(program, codec: codec, reading: reading, width: workers.count)
      return (evaluator, reading.provides(provides), 1)
    case .worker(let log): return try await openWorkers(codec, workers.count, log)
    }
  }

  /// Evaluates the start once, and tells what the program wrote to standard output and standard error.
  ///
  /// - Parameter begin: Gets what the program provides, before it evaluates anything.
  public func probe(
    startOf run: Run<Shape>, _ begin: (Demand) throws(OptimizationError) -> Void = { _ in }
  ) async throws(OptimizationError) -> (
    result: Result<Evaluation<[Double]>, EvaluationFailure>, output: String, errors: String
  ) {
    try check(in: run.space)
    let codec = ParameterCodec(for: run.space)
    let x = run.space.startCoordinates
    switch kind {
    case .command(let offered):
      let provides = reading.provides(offered)
      try begin(provides)
      return await CommandEvaluator(program, codec: codec, reading: reading, width: 1).probe(x, for: provides)
    case .worker:
      let errors = Mutex("")
      let (evaluator, provides, _) = try await openWorkers(codec, 1) { line in errors.withLock { $0 += line + "\n" } }
      do throws(OptimizationError) {
        try begin(provides)
      } catch {
        await evaluator.close()
        throw error
      }
      let results = await evaluator.evaluate(PointBatch([x]), for: provides)
      await evaluator.close()
      return (results[0], "", errors.withLock { $0 })
    }
  }

  private func openWorkers(
    _ codec: ParameterCodec, _ width: Int, _ log: @escaping @Sendable (String) -> Void
  ) async throws(OptimizationError) -> (evaluator: any Evaluator, provides: Demand, largestBatch: Int) {
    let evaluator = WorkerEvaluator(program, codec: codec, reading: reading, width: width, log: log)
    do throws(EvaluationFailure) {
      return (evaluator, try await evaluator.provides(), try await evaluator.largestBatch())
    } catch {
      await evaluator.close()
      throw .startFailed(error)
    }
  }

  /// Checks what can be known before the program is started.
  private func check(in space: ParameterSpace<Shape>) throws(OptimizationError) {
    try checkPlaceholders(in: space)
    do throws(InvalidArgument) { try reading.loss.validate() } catch { throw .invalid(error) }
    guard case .command(let provides) = kind, reading.provides(provides).isEmpty else { return }
    throw .invalid(
      InvalidArgument(
        "the objective", is: "a command without residuals",
        expected: "one that provides residuals, or is compared with data; the loss is of residuals"))
  }

  /// Checks that every placeholder in a command's arguments names a parameter, as ``run(_:on:)`` does.
  ///
  /// - Throws: ``OptimizationError/invalid(_:)`` with the unknown name and the nearest known one.
  public func checkPlaceholders(in space: ParameterSpace<Shape>) throws(OptimizationError) {
    guard case .command = kind else { return }
    let layout = ParameterLayout(space.tree)
    guard let unknown = program.unknownPlaceholders(in: layout.json(space.startNumbers)).first else { return }
    let names = layout.names
    let suggestion = Spelling.nearest(to: unknown, among: names).map { "did you mean '{\($0)}'? " } ?? ""
    let help = "\(suggestion)known: \(Spelling.list(names)); literal braces are '{{' and '}}'"
    throw .invalid(
      InvalidArgument(
        "a placeholder of the command", is: "'{\(unknown)}'", expected: "the name of a parameter (\(help))"))
  }
}

extension ObjectiveSource {
  /// A program that is run anew for each evaluation.
  ///
  /// - Parameters:
  ///   - arguments: The executable and its arguments; no shell reads them. `{name}` stands for a parameter; without any
  ///     such placeholder the parameters come as one JSON object on standard input.
  ///   - timeout: The wall time that one evaluation may take; unlimited unless given.
  ///   - retries: How often an evaluation is repeated whose program failed; 0 unless given.
  public static func command<Shape: Sendable>(
    _ arguments: [String], timeout: Duration? = nil, retries: Int = 0
  ) -> Self where Self == ExternalObjective<Shape> {
    .command(Program(arguments: arguments, timeout: timeout, retries: retries))
  }

  /// A program that stays, one process for each worker.
  ///
  /// - Parameters:
  ///   - arguments: The executable and its arguments.
  ///   - timeout: The wall time that one evaluation may take; unlimited unless given.
  ///   - retries: How often an evaluation is repeated whose worker failed; 1 unless given.
  ///   - startTimeout: The wall time that a worker may take to write its first line; 30 s, or the time limit of an
  ///     evaluation where that is longer, unless given.
  public static func worker<Shape: Sendable>(
    _ arguments: [String], timeout: Duration? = nil, retries: Int = 1, startTimeout: Duration? = nil
  ) -> Self where Self == ExternalObjective<Shape> {
    .worker(Program(arguments: arguments, timeout: timeout, retries: retries, startTimeout: startTimeout))
  }
}

extension Workers {
  /// How many evaluations may be under way at the same time.
  var count: Int {
    switch self {
    case .inline: 1
    case .threads(let count): count
    // The program has processes of its own.
    case .replicas(let replicas): replicas.count
    }
  }
}
