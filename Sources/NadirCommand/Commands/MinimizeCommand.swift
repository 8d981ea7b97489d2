import ArgumentParser
import Nadir
import NadirStudies

struct MinimizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "minimize",
    abstract: "Run a study to the end and tell its best parameters.",
    discussion: """
      Progress is told on standard error, the result on standard output. Ctrl-C ends the run with the best point so \
      far; a second Ctrl-C ends at once. A study whose direction is 'maximize' is maximized.

      With '--starts N', or 'starts' in the study, many points are sampled from the bounds of the parameters, or from \
      soft bounds inside them, and the best of them are where N runs of the algorithm begin, several at the same time. \
      The best minimum that any of them comes to is the result; the others are told beside it. They share one budget, \
      and the result is the same for every number of workers.

      A history has a row for each evaluation, with the columns run, evaluation, round, kind, start, end, worker, value \
      and failure, and one for each parameter. It is written also when the run was stopped. Of very many evaluations, \
      all failures, all that were the best so far and a part of the others are kept, and of very many failures a part.

      No file that '--output' and the others name is touched before the run has ended, nor when its start fails.

      EXAMPLES:
        nadir minimize study.yaml
        nadir minimize study.yaml --workers 8 --max-evaluations 1000
        nadir minimize study.yaml --algorithm nelder-mead --output result.json
        nadir minimize study.yaml --starts 50
        nadir minimize study.yaml --starts 50 --width 16 --workers 16
        nadir minimize study.yaml --plot - --report report.html
        nadir minimize study.yaml --json --quiet | jq .parameters
        nadir minimize study.yaml --history history.csv
      """)

  @OptionGroup var options: StudyOptions

  @Flag(help: "Print the result as one JSON object.")
  var json = false

  @OptionGroup var files: ResultOptions

  @Flag(help: "Tell no progress.")
  var quiet = false

  func validate() throws {
    guard json, files.plot == Picture.terminalName else { return }
    throw ValidationError("'--plot \(Picture.terminalName)' draws for people; with '--json' name a file")
  }

  func run() async throws {
    let study = try options.load()
    // Before the work, not after it.
    let files = try files.open(besides: study.file)
    let provenance = Provenance(of: study)
    let progress = Progress(study.direction, multistart: study.multistart)
    let result = await minimize(study, progress)
    let outcome: Outcome<StudyParameters>
    switch result {
    case .success(let success): outcome = success
    case .failure(let error): throw CommandFailure(error, in: study.file)
    }
    // The files are for more readers than the one of what is said.
    Console.outliveReaders()
    Console.say(json ? study.json(of: outcome) : OutcomeText(outcome, of: study).text)
    try files.write(outcome, of: study, from: provenance)
    if !outcome.success { throw ExitCode(ExitStatus.unsuccessful.rawValue) }
  }

  /// Runs the study, and shows its progress meanwhile.
  private func minimize(
    _ study: Study, _ progress: Progress
  ) async -> Result<Outcome<StudyParameters>, OptimizationError> {
    let line = ProgressLine(workers: study.workers, budget: study.budget, multistart: study.multistart)
    let program = WatchedProgram(objective: study.objective, progress: progress)
    return await showing(progress, as: line, quietly: quiet) {
      await interruptible { () async -> Result<Outcome<StudyParameters>, OptimizationError> in
        do throws(OptimizationError) {
          let run = try study.run(observers: [progress.observer])
          return .success(try await program.run(run, on: .threads(study.workers)))
        } catch {
          return .failure(error)
        }
      }
    }
  }
}
