import NadirAlgorithms
import NadirEvaluation
import NadirParameters
import NadirRandom

/// Local runs of one method from many starts: where they begin, in free coordinates, and how they are run.
struct ManyRuns: Sendable {
  private enum Source {
    case sampled(in: Box)
    case given([[Double]])
  }

  private let options: Multistart
  private let source: Source
  private let flat: FlatRun

  /// - Throws: ``InvalidArgument`` for options that make no sense, for starts that are no points of the space, and where
  ///   there is no finite range to sample from.
  init(_ options: Multistart, in space: ParameterSpace<some Sendable>, _ flat: FlatRun) throws(InvalidArgument) {
    try options.validate()
    self.options = options
    self.flat = flat
    switch options.starts {
    case .sampled: source = .sampled(in: try space.samplingBox())
    case .given(let points): source = .given(try points.enumerated().map(space.start))
    }
  }

  /// Runs them to their end.
  ///
  /// - Parameter watch: Told after each iteration, with the oracle of the run and its number.
  func callAsFunction(
    _ algorithm: any Algorithm, with means: FlatRun.Means, watch: (@Sendable (Oracle, Int) -> Watch)?
  ) async -> FlatRun.Ending {
    let clock = ContinuousClock()
    let begin = clock.now
    let runner = LocalRunner(
      flat: flat, algorithm: algorithm, means: means, watch: watch, capacity: historyCapacity,
      elapsed: { clock.now - begin })
    switch source {
    case .given(let points):
      return await SearchUnderWay(MultistartSearch(options, from: points, evaluations: flat.budget.evaluations))
        .finished(by: runner)
    case .sampled(let region):
      let oracle = flat.oracle(with: means, elapsed: runner.elapsed)
      let explored: Result<[KnownPoint?], Interruption>
      means.evaluator.join()
      do throws(Interruption) {
        explored = .success(try await oracle.explore(sample(from: region), for: type(of: algorithm).traits.needs))
      } catch {
        explored = .failure(error)
      }
      means.evaluator.leave()
      switch explored {
      case .failure(let interruption): return FlatRun.Ending(.failure(interruption), oracle, run: 0)
      case .success(let known):
        let left = flat.budget.evaluations.map { $0 - oracle.counts.evaluations }
        let search = MultistartSearch(options, explored: known.compactMap { $0 }, in: region, evaluations: left)
        return await SearchUnderWay(search, after: FlatRun.Ending(.success(.converged(.step)), oracle, run: 0))
          .finished(by: runner)
      }
    }
  }

  /// The start, and points that fill the region evenly.
  private func sample(from region: Box) -> PointBatch {
    var points = PointBatch(dimension: region.dimension)
    points.append(flat.start)
    // Where nothing moves, all points are the start.
    guard case .sampled(_, let count) = options.starts, region.dimension > 0 else { return points }
    for unit in evenSample(count: count - 1, dimension: region.dimension, seed: options.seed) {
      points.append(
        unit.indices.map { j in
          let (low, high) = (region.lower[j], region.upper[j])
          // Not high − low, which may overflow.
          return region.clamp(low + unit[j] * high - unit[j] * low, at: j)
        })
    }
    return points
  }

  /// Of each run's history, so that those of many runs take no more than eight times the memory of that of one.
  private var historyCapacity: Int {
    let one = History(dimension: flat.start.count).capacity
    return min(one, 8 * one / options.runs)
  }
}

extension ParameterSpace {
  /// The free coordinates of a start that is given as the numbers of all parameters.
  fileprivate func start(_ index: Int, _ numbers: [Double]) throws(InvalidArgument) -> [Double] {
    do throws(InvalidArgument) {
      if let i = numbers.firstIndex(where: { !$0.isFinite }) {
        throw InvalidArgument("number \(i)", is: "\(numbers[i])", expected: "a finite number")
      }
      return try coordinates(ofNumbers: numbers)
    } catch {
      throw InvalidArgument(
        "start \(index + 1): \(error.argument)", is: error.value, expected: error.expected)
    }
  }
}
