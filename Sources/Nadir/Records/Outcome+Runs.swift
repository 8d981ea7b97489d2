import NadirParameters

extension Outcome {
  /// How each local run ended, as plain data.
  var recordedOptima: [RunRecord.LocalOptimum] {
    localOptima.map { optimum in
      RunRecord.LocalOptimum(
        run: optimum.run, start: space.numbers(of: optimum.start), best: space.numbers(of: optimum.best),
        value: optimum.value, termination: optimum.termination, counts: optimum.counts, basin: optimum.basin)
    }
  }

  /// The minima that local runs came to, as plain data.
  var recordedBasins: [RunRecord.Basin] {
    basins.map { RunRecord.Basin(best: space.numbers(of: $0.best), value: $0.value, runs: $0.runs) }
  }
}

extension ParameterSpace {
  /// The numbers of parameters that came from a point; those of the start where the type has changed them.
  fileprivate func numbers(of shape: Shape) -> [Double] {
    (try? coordinates(of: shape)).map { numbers(at: $0) } ?? startNumbers
  }
}
