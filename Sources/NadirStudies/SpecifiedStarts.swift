public import Nadir

/// From how many starts a study is run: what becomes ``Multistart``, with the seed of the study, when a run is made.
public struct SpecifiedStarts: Sendable, Hashable {
  /// The number of local runs, at most; 1, by default, for one run from the start of the study.
  public var runs: Int
  /// How many points are looked at first, the start of the study among them; `nil`, by default, for 10 for each run.
  public var samples: Int?
  /// How many local runs may go on at the same time, whatever the number of workers, 8 by default. The answer depends on it.
  public var width: Int

  public init(runs: Int = 1, samples: Int? = nil, width: Int = Multistart.defaultWidth) {
    self.runs = runs
    self.samples = samples
    self.width = width
  }

  /// One run from the start of the study.
  public static let single = SpecifiedStarts()

  /// The largest width that a study may ask for.
  public static let largestWidth = 65_536

  /// Where the local runs begin; `nil` where there is one run from the start of the study.
  public func multistart(seed: Int) -> Multistart? {
    guard runs != 1 else { return nil }
    return Multistart(
      .sampled(runs: runs, samples: samples ?? Multistart.samples(forRuns: runs)), width: width,
      seed: UInt64(bitPattern: Int64(seed)))
  }
}
