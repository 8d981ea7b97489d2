public import NadirEvaluation

/// Many runs of one method from different starts, of which the best counts.
///
/// The search is TikTak: N points, the start and a low-discrepancy sample, are evaluated as one batch; the best N* of them,
/// best first, are where local runs begin, each mixed with the best point found so far,
///
///     xᵢ = θᵢ x* + (1 − θᵢ) sᵢ,   θᵢ = min(max(θ₁, √(i/N*)), θ₂),
///
/// so that early runs explore and late ones refine. Here x* is the best of the runs 1 … i − L, with the fixed lag L that is
/// ``width``: so many runs may go on side by side, and neither their number nor who is fast changes the answer.
///
/// A run begins as soon as the runs up to i − L have ended. A sampled point where a run begins is not evaluated again.
///
/// - **Early ends.** A run is ended as ``Stop/repeated`` that approaches a minimum which one of these runs has come to, and as
///   ``Stop/hopeless`` where it is worse than most of them were after as many evaluations, and does not gain fast enough to
///   catch up (Golovin et al. 2017, doi:10.1145/3097983.3098043).
/// - **Budget.** The evaluations are those of the sample and all runs together; each run has a share of what is left when it
///   is planned. Iterations are limited for each run. Time, target, cancellation and a watcher's stop end all runs at once.
/// - **Discoveries.** With ``discoveries`` the search ends with the run by which so many have come to the best minimum; runs
///   after it are cancelled, and are no part of the outcome and its counts.
///
/// Its level of reproducibility is ``AlgorithmTraits/Reproducibility/declaredWidth``.
///
/// Arnoud, Guvenen & Kleineberg 2019, Benchmarking Global Optimizers, doi:10.3386/w26340.
public struct Multistart: Sendable, Hashable {
  /// Where local runs begin.
  public enum Starts: Sendable, Hashable {
    /// At the best of `samples` points.
    case sampled(runs: Int, samples: Int)
    /// At these points, one run for each, unmixed: the numbers of all parameters, in the order of their paths.
    case given([[Double]])
  }

  public var starts: Starts
  /// The lag L: how many local runs may go on at the same time, at least 1.
  public var width: Int
  /// The seed of the sample.
  public var seed: UInt64
  /// The bounds θ₁ and θ₂ of the weight of the best point, within 0 … 1.
  public var mixing: ClosedRange<Double>
  /// Whether runs are ended that go where an earlier one has ended, or that are far worse than earlier ones were.
  public var endsEarly: Bool
  /// How many runs must have come to the best minimum for the search to end; `nil` for all runs.
  public var discoveries: Int?

  /// - Parameters:
  ///   - starts: Where local runs begin.
  ///   - width: How many local runs may go on at the same time; 8 unless given.
  ///   - seed: The seed of the sample; 0 unless given.
  ///   - mixing: The bounds of the weight of the best point; 0.1 … 0.995 unless given, as published.
  ///   - endsEarly: Whether repeated and hopeless runs are ended; they are unless it says no.
  ///   - discoveries: How many runs must have come to the best minimum for the search to end; all go on unless given.
  public init(
    _ starts: Starts, width: Int = Multistart.defaultWidth, seed: UInt64 = 0, mixing: ClosedRange<Double> = 0.1...0.995,
    endsEarly: Bool = true, discoveries: Int? = nil
  ) {
    self.starts = starts
    self.width = width
    self.seed = seed
    self.mixing = mixing
    self.endsEarly = endsEarly
    self.discoveries = discoveries
  }

  /// The number of local runs N*, at most.
  public var runs: Int {
    switch starts {
    case .sampled(let runs, _): runs
    case .given(let points): points.count
    }
  }

  /// How many local runs may go on at the same time unless something else is said.
  public static let defaultWidth = 8

  /// How many points are looked at first unless something else is said: 10 for each run, as published.
  public static func samples(forRuns runs: Int) -> Int { 10 * min(max(runs, 0), mostRuns) }

  /// The largest number of local runs.
  public static let mostRuns = 1_000_000
  /// The largest number of samples, which are in memory together.
  public static let mostSamples = 10_000_000

  /// Checks the options.
  public func validate() throws(InvalidArgument) {
    guard runs >= 1 else {
      throw InvalidArgument("the number of starts", is: "\(runs)", expected: "1 or more")
    }
    guard runs <= Self.mostRuns else {
      throw InvalidArgument("the number of starts", is: "\(runs)", expected: "\(Self.mostRuns) at most")
    }
    guard width >= 1 else {
      throw InvalidArgument("the width of the multistart", is: "\(width)", expected: "1 or more")
    }
    if case .sampled(let runs, let samples) = starts, samples < runs {
      throw InvalidArgument("the number of samples", is: "\(samples)", expected: "\(runs) or more, as there are runs")
    }
    if case .sampled(_, let samples) = starts, samples > Self.mostSamples {
      throw InvalidArgument("the number of samples", is: "\(samples)", expected: "\(Self.mostSamples) at most")
    }
    guard 0 <= mixing.lowerBound, mixing.upperBound <= 1 else {
      throw InvalidArgument("the mixing weights", is: "\(mixing)", expected: "within 0...1")
    }
    if let discoveries, discoveries < 1 {
      throw InvalidArgument("the number of discoveries", is: "\(discoveries)", expected: "1 or more")
    }
  }
}

/// A method that is run from many starts.
public struct ManyStarts: AlgorithmChoice {
  /// The method of the local runs.
  public var local: any AlgorithmChoice
  public var multistart: Multistart?

  public init(_ multistart: Multistart, of local: some AlgorithmChoice = .automatic) {
    self.local = local
    self.multistart = multistart
  }

  public func algorithm(for features: ProblemFeatures) -> any Algorithm { local.algorithm(for: features) }

  /// Checks that the method of the local runs is one, and no search by many runs itself.
  public func validate() throws(InvalidArgument) {
    guard local.multistart == nil else {
      throw InvalidArgument(
        "the local method of the multistart", is: "a multistart", expected: "a method, such as .lbfgsb()")
    }
    try multistart?.validate()
  }
}

extension AlgorithmChoice where Self == ManyStarts {
  /// Runs a method from the best of a sample, the user's start among it.
  ///
  ///     let outcome = try await minimize(
  ///       from: [0, 0], using: .multistart(50, of: .nelderMead()), on: .threads(8), bounds: Bounds(lower: -5, upper: 5)
  ///     ) { x in … }
  ///     print(outcome, outcome.basins)
  ///
  /// - Parameters:
  ///   - runs: The number of local runs, at most.
  ///   - local: The method; ``Automatic`` unless given.
  ///   - samples: The number of points that are looked at first; 10 for each run unless given, as published.
  ///   - width: How many local runs may go on at the same time, whatever the number of workers; 8 unless given. The answer
  ///     depends on it.
  ///   - seed: The seed of the sample; 0 unless given.
  ///   - endsEarly: Whether repeated and hopeless runs are ended early; they are unless it says no.
  ///   - discoveries: How many runs must have come to the best minimum for the search to end; all go on unless given.
  public static func multistart(
    _ runs: Int, of local: some AlgorithmChoice = .automatic, samples: Int? = nil, width: Int = Multistart.defaultWidth,
    seed: UInt64 = 0,
    endsEarly: Bool = true, discoveries: Int? = nil
  ) -> ManyStarts {
    ManyStarts(
      Multistart(
        .sampled(runs: runs, samples: samples ?? Multistart.samples(forRuns: runs)), width: width, seed: seed,
        endsEarly: endsEarly,
        discoveries: discoveries),
      of: local)
  }

  /// Runs a method from each of these points.
  ///
  /// - Parameter points: The numbers of all parameters, in the order of their paths, one point for each run.
  public static func multistart(
    from points: [[Double]], of local: some AlgorithmChoice = .automatic, width: Int = Multistart.defaultWidth,
    endsEarly: Bool = true
  ) -> ManyStarts {
    ManyStarts(Multistart(.given(points), width: width, endsEarly: endsEarly), of: local)
  }
}
