import Nadir

extension Study {
  /// What many runs came to, as members of the result; none where there was one run.
  func runs(of outcome: Outcome<StudyParameters>) -> [(key: String, text: String)] {
    // A search that ended in its sample has them, too: who reads them need not ask whether they are there.
    guard multistart != nil else { return [] }
    let optima = outcome.localOptima.map { optimum in
      JSON.localOptimum(
        run: optimum.run, start: optimum.start.json, best: optimum.best.json, value: optimum.value,
        termination: optimum.termination, counts: optimum.counts, basin: optimum.basin)
    }
    let basins = outcome.basins.map { JSON.basin(best: $0.best.json, value: $0.value, runs: $0.runs) }
    return JSON.runs(optima, basins).map { ($0.key, $0.value.description) }
  }
}

// The members that `--json` prints and those of a saved run differ only in the shape of the parameters.
extension JSON {
  /// The members of a result that tell of many runs.
  static func runs(_ optima: [JSON], _ basins: [JSON]) -> [(key: String, value: JSON)] {
    [("starts", .integer(Int64(optima.count))), ("basins", .array(basins)), ("local_optima", .array(optima))]
  }

  static func localOptimum(
    run: Int, start: JSON, best: JSON, value: Double, termination: Termination, counts: Counts, basin: Int?
  ) -> JSON {
    .object([
      ("run", .integer(Int64(run))), ("start", start), ("parameters", best), ("value", .number(value)),
      ("termination", .string(termination.name)), ("evaluations", .integer(Int64(counts.evaluations))),
      ("rounds", .integer(Int64(counts.rounds))), ("iterations", .integer(Int64(counts.iterations))),
      ("failures", .integer(Int64(counts.failures))), ("basin", basin.map { .integer(Int64($0)) } ?? .null),
    ])
  }

  static func basin(best: JSON, value: Double, runs: [Int]) -> JSON {
    .object([
      ("value", .number(value)), ("runs", .array(runs.map { .integer(Int64($0)) })), ("parameters", best),
    ])
  }
}
