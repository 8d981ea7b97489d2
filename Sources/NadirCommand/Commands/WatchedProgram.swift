import Nadir
import NadirStudies

/// The program of a study, whose evaluations are watched.
struct WatchedProgram: ObjectiveSource {
  let objective: ExternalObjective<StudyParameters>
  let progress: Progress

  func run(
    _ run: Run<StudyParameters>, on workers: Workers
  ) async throws(OptimizationError) -> Outcome<StudyParameters> {
    try await objective.run(run, on: workers) { progress.watch($0) }
  }

  func values(
    at points: [[Double]], in space: ParameterSpace<StudyParameters>, on workers: Workers
  ) async throws(OptimizationError) -> [Result<Double, EvaluationFailure>] {
    try await objective.values(at: points, in: space, on: workers) { progress.watch($0, of: points.count) }
  }
}
