public import NadirAlgorithms
public import NadirEvaluation

/// Where one of many local runs began and ended.
public struct LocalOptimum<Shape: Sendable>: Sendable {
  /// The number of the run, from 1.
  public let run: Int
  public let start: Shape
  /// The best parameters that it saw.
  public let best: Shape
  /// The value there, in the user's own direction; NaN where all that it evaluated failed.
  public let value: Double
  public let termination: Termination
  public let counts: Counts
  /// The index of its basin in ``Outcome/basins``; `nil` where it came to no minimum.
  public let basin: Int?
}

/// A minimum (or maximum) and the runs that came to it.
public struct Basin<Shape: Sendable>: Sendable {
  /// The best parameters of its runs.
  public let best: Shape
  /// The value there, in the user's own direction.
  public let value: Double
  /// The numbers of the runs that came to it or were ended on the way to it, in order.
  public let runs: [Int]
}

extension Outcome {
  /// How each local run ended, in their order; empty where there was one run from one start.
  ///
  ///     for local in outcome.localOptima { print(local.run, local.value, local.termination, local.counts.evaluations) }
  public var localOptima: [LocalOptimum<Shape>] {
    guard let many = ending.many else { return [] }
    let basins = many.basins.indices.flatMap { basin in many.basins[basin].runs.map { ($0, basin) } }
    let basinOfRun = Dictionary(uniqueKeysWithValues: basins)
    return many.locals.map { local in
      LocalOptimum(
        run: local.run, start: space.shown(at: local.start), best: space.shown(at: local.bestPoint ?? local.start),
        value: local.bestValue, termination: local.termination, counts: local.counts, basin: basinOfRun[local.run])
    }
  }

  /// The minima that local runs came to, the best first; empty where there was one run from one start.
  ///
  /// Two runs have come to the same minimum where their best points differ by no more than 1 % of the region that starts
  /// came from, in every coordinate, and their values by no more than 10⁻⁴ of max(1, |f|).
  public var basins: [Basin<Shape>] {
    (ending.many?.basins ?? []).map { Basin(best: space.shown(at: $0.point), value: $0.value, runs: $0.runs) }
  }
}
