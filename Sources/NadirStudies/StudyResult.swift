public import Nadir

extension Study {
  /// The outcome of the study as one JSON object on one line.
  ///
  /// Its members are `parameters`, in the shape of the study, `value`, `residuals` and `standard_errors`, by path, where
  /// they are known, `success`, `termination`, a stable name, `message`, `algorithm`, `evaluations`, `rounds`,
  /// `iterations`, `failures`, `seconds`, `seed` and `workers`. Numbers read back to the same bits. Later versions may
  /// add members.
  ///
  /// Where there were many starts there are also `starts`, the number of local runs; `basins`, the minima, the best first,
  /// each with its `value`, the numbers of the `runs` that came to it, and `parameters`; and `local_optima`, in the order of
  /// the runs, each with `run`, `start`, `parameters`, `value`, `termination`, `evaluations`, `rounds`, `iterations`,
  /// `failures` and `basin`, an index into `basins` or null.
  public func json(of outcome: Outcome<StudyParameters>) -> String {
    "{" + members(of: outcome).map { "\"\($0.key)\": \($0.text)" }.joined(separator: ", ") + "}"
  }

  /// The outcome as a file that can be drawn and reported later: the members of ``json(of:)``, and those of a
  /// ``SavedRun`` beside them, one on each line.
  public func file(of outcome: Outcome<StudyParameters>, as saved: SavedRun) -> String {
    let told = members(of: outcome)
    let names = Set(told.map(\.key))
    let rest = saved.members.filter { !names.contains($0.key) }.map { (key: $0.key, text: $0.value.description) }
    return SavedRun.text(rest.prefix(1) + told + rest.dropFirst())
  }

  private func members(of outcome: Outcome<StudyParameters>) -> [(key: String, text: String)] {
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
    return members + runs(of: outcome)
  }
}
