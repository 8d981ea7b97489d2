public import Nadir

extension Study {
  /// The outcome of the study as one JSON object on one line.
  ///
  /// Its members are `parameters`, in the shape of the study, `value`, `residuals` and `standard_errors`, by path, where they
  /// are known, `success`, `termination`, a stable name, `message`, `algorithm`, `evaluations`, `rounds`, `iterations`, `failures`, `seconds`,
  /// `seed` and `workers`. Numbers read back to the same bits. Later versions may add members.
  public func json(of outcome: Outcome<StudyParameters>) -> String {
    let counts = outcome.counts
    var members: [(key: String, text: String)] = [
      ("parameters", outcome.best.json.description),
      ("value", JSON.number(outcome.value).description),
    ]
    if let residuals = outcome.residuals { members.append(("residuals", JSON.numbers(residuals).description)) }
    if let statistics = outcome.statistics, !statistics.isEstimated {
      let errors = zip(statistics.paths, statistics.standardErrors()).map { path, error in
        "\(JSON.string(path)): \(JSON.number(error))"
      }
      members.append(("standard_errors", "{\(errors.joined(separator: ", "))}"))
    }
    members += [
      ("success", "\(outcome.success)"),
      ("termination", JSON.string(outcome.termination.name).description),
      ("message", JSON.string(outcome.termination.description).description),
      ("algorithm", JSON.string(outcome.algorithm).description),
      ("evaluations", "\(counts.evaluations)"),
      ("rounds", "\(counts.rounds)"),
      ("iterations", "\(counts.iterations)"),
      ("failures", "\(counts.failures)"),
      ("seconds", JSON.number(outcome.seconds).description),
      ("seed", "\(seed)"),
      ("workers", "\(outcome.workers)"),
    ]
    return "{" + members.map { "\"\($0.key)\": \($0.text)" }.joined(separator: ", ") + "}"
  }
}
