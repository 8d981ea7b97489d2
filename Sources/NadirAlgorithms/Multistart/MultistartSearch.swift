public import NadirEvaluation

/// The course of a search by many runs: which run is next, where it begins, what it may spend, and when the search ends.
///
/// It is a value that runs nothing itself. Run i is planned as soon as the runs 1 … i − L have ended, from what these came
/// to and from nothing else, although more may have ended by then. So all plans are the same whether runs go on one after
/// the other or side by side, and whoever is fast.
///
///     while let plan = search.next() {
///       search.complete(plan.run, result(of: plan))
///     }
public struct MultistartSearch: Sendable {
  /// What is known of runs 1 … k.
  private struct Knowledge {
    var runs = 0
    /// The best point, of the sample too.
    var best: KnownPoint?
    var spent = 0
    var basins: BasinMap
    var traces: [ValueTrace] = []
    var evaluations: [Int] = []

    mutating func add(_ result: LocalRunResult) {
      runs += 1
      if let found = result.best, found.value < best?.value ?? .infinity { best = found }
      spent += result.counts.evaluations
      basins.add(runs, result)
      guard result.best != nil else { return }
      traces.append(result.trace)
      evaluations.append(result.counts.evaluations)
      // What the runs of late did is enough to compare with, and takes bounded time.
      if traces.count > 64 {
        traces.removeFirst()
        evaluations.removeFirst()
      }
    }

    /// How many runs came to the best minimum.
    var discoveries: Int { basins.sorted.first?.runs.count ?? 0 }
  }

  private let options: Multistart
  private let starts: [(point: [Double], known: KnownPoint?)]
  /// What all local runs may spend together.
  private let evaluations: Int?
  private let explorationRounds: Int
  /// What each run may spend, by run − 1.
  private var shares: [Int] = []
  private var results: [LocalRunResult?]
  /// What is known when the next run is planned: of the runs L before it.
  private var lagging: Knowledge
  /// What is known of all runs up to the first that has not ended.
  private var complete: Knowledge
  /// The last run that is part of the search, when that is known.
  private var last: Int?
  /// Whether it ended because nothing was left to spend for a further run.
  public private(set) var hasSpentAll = false

  /// A search from the best points of a sample.
  ///
  /// - Parameters:
  ///   - explored: What is known of the sample, without what failed, in the order of the sample; not empty.
  ///   - region: Where it was taken from.
  ///   - evaluations: What the local runs may spend together.
  public init(_ options: Multistart, explored: [KnownPoint], in region: Box, evaluations: Int? = nil) {
    // A stable order: of equal values the point that was sampled first.
    let order = explored.indices.sorted { (explored[$0].value, $0) < (explored[$1].value, $1) }
    var best = order.prefix(options.runs).map { explored[$0] }
    // Terms can be long; they are of use only where a run may begin at the point itself, as the first one does.
    if options.mixing.lowerBound > 0 { for i in best.indices.dropFirst() { best[i].terms = nil } }
    self.init(
      options, best.map { ($0.point, $0) }, CoordinateScale(region), best: best.first, evaluations: evaluations,
      explorationRounds: 1)
  }

  /// A search from given points.
  public init(_ options: Multistart, from points: [[Double]], evaluations: Int? = nil) {
    self.init(
      options, points.map { ($0, nil) }, CoordinateScale(around: points), best: nil, evaluations: evaluations,
      explorationRounds: 0)
  }

  private init(
    _ options: Multistart, _ starts: [(point: [Double], known: KnownPoint?)], _ scale: CoordinateScale,
    best: KnownPoint?, evaluations: Int?, explorationRounds: Int
  ) {
    self.options = options
    self.starts = starts
    self.evaluations = evaluations
    self.explorationRounds = explorationRounds
    results = [LocalRunResult?](repeating: nil, count: starts.count)
    lagging = Knowledge(best: best, basins: BasinMap(scale))
    complete = lagging
  }

  /// The plan of the next run; `nil` where none can be planned before another has ended, or none is left.
  public mutating func next() -> LocalRunPlan? {
    let run = shares.count + 1
    let lag = run - options.width
    guard last == nil, run <= starts.count, complete.runs >= lag else { return nil }
    while lagging.runs < lag, let result = results[lagging.runs] { lagging.add(result) }

    var share: Int?
    if let evaluations {
      let left = evaluations - lagging.spent - shares[max(0, lag)...].reduce(0, +)
      guard left > 0 else {
        hasSpentAll = true
        last = run - 1
        return nil
      }
      share = Multistart.share(ofRun: run, of: starts.count, width: options.width, left: left)
    }
    shares.append(share ?? 0)
    let (start, known) = start(of: run)
    return LocalRunPlan(
      run: run, start: start, known: known, evaluations: share, earlyEnd: earlyEnd(of: run, known?.value))
  }

  private func start(of run: Int) -> (point: [Double], known: KnownPoint?) {
    guard let best = lagging.best, let sampled = starts[run - 1].known else { return starts[run - 1] }
    return Multistart.mix(best, sampled, weight: options.weight(ofRun: run, of: starts.count))
  }

  private func earlyEnd(of run: Int, _ startValue: Double?) -> EarlyEnd? {
    guard options.endsEarly else { return nil }
    let hopeless = HopelessRun(
      lagging.traces, evaluations: lagging.evaluations, best: lagging.best?.value ?? .infinity)
    return EarlyEnd(RepeatedRun(lagging.basins), hopeless, startValue: startValue ?? .infinity)
  }

  /// Takes note of what a run came to.
  public mutating func complete(_ run: Int, _ result: LocalRunResult) {
    results[run - 1] = result
    // Terms can be long; they are of use only where a run may begin at the best point itself.
    if options.mixing.upperBound < 1 { results[run - 1]?.best?.terms = nil }
    while complete.runs < last ?? .max, complete.runs < results.count, let result = results[complete.runs] {
      complete.add(result)
      guard result.endsSearch || complete.discoveries >= options.discoveries ?? .max else { continue }
      last = complete.runs
      // Whether a later run would have had anything to spend is not asked where runs go on one after the other.
      hasSpentAll = false
    }
  }

  /// Whether the last run is one that ended the search by itself, as with an error.
  public var endedByRun: Bool {
    last == complete.runs && complete.runs > 0 && results[complete.runs - 1]?.endsSearch == true
  }

  /// Whether no run is left to plan or to wait for.
  public var isOver: Bool { complete.runs >= last ?? starts.count }

  /// The number of runs that are part of the search: 1 … n. Until it is over, of those that have ended in a row.
  public var runs: Int { complete.runs }

  /// The best point; `nil` where all failed.
  public var best: KnownPoint? { complete.best }

  /// Ends the search with the runs that have ended so far, whatever their order; those that have not are as if they had
  /// evaluated nothing.
  public mutating func stop() {
    let begun = min(shares.count, last ?? .max)
    let nothing = LocalRunResult(termination: .stopped(.cancelled), best: nil, counts: Counts())
    while complete.runs < begun { complete.add(results[complete.runs] ?? nothing) }
    last = begun
  }

  /// The minima that its runs came to, the best first, with their runs.
  public var basins: [(point: [Double], value: Double, runs: [Int])] {
    complete.basins.sorted.map { ($0.point, $0.value, $0.runs) }
  }

  /// The rounds that had to wait for one another: those of the exploration, and of the longest chain of runs of which each
  /// began when the one before it had ended.
  public var rounds: Int {
    var longest = explorationRounds
    var chains: [Int] = []
    for i in 0..<runs {
      // The longest chain of the runs that this one waited for.
      let before = i >= options.width ? chains[i - options.width] : explorationRounds
      let chain = before + (results[i]?.counts.rounds ?? 0)
      longest = max(longest, chain)
      // Of this one and all before it, so that one look is enough.
      chains.append(max(chain, chains.last ?? 0))
    }
    return longest
  }
}
