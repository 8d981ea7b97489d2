import NadirParameters

extension Outcome {
  /// How each local run ended, as plain data.
  var recordedOptima: [RunRecord.LocalOptimum] {
    zip(localOptima, ending.many?.locals ?? []).map { optimum, local in
      RunRecord.LocalOptimum(
        run: local.run, start: space.numbers(at: local.start), best: space.numbers(at: local.bestPoint ?? local.start),
        value: local.bestValue, termination: local.termination, counts: local.counts, basin: optimum.basin)
    }
  }

  /// The minima that local runs came to, as plain data.
  var recordedBasins: [RunRecord.Basin] {
    (ending.many?.basins ?? []).map { basin in
      RunRecord.Basin(best: space.numbers(at: basin.point), value: basin.value, runs: basin.runs)
    }
  }
}
