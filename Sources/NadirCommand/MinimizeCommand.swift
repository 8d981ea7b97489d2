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

      EXAMPLES:
        nadir minimize study.yaml
        nadir minimize study.yaml --workers 8 --max-evaluations 1000
        nadir minimize study.yaml --algorithm nelder-mead --output result.json
        nadir minimize study.yaml --json --quiet | jq .parameters
      """)

  @OptionGroup var options: StudyOptions

  @Flag(help: "Print the result as one JSON object.")
  var json = false

  @Option(help: "Write the result as a JSON object to this file, too.", completion: .file())
  var output: String?

  @Flag(help: "Tell no progress.")
  var quiet = false

  func run() async throws {
    let study = try options.load()
    // Before the work, not after it.
    let file = try output.map { try OutputFile($0) }
    let progress = Progress()
    let result = await minimize(study, progress)
    let outcome: Outcome<StudyParameters>
    switch result {
    case .success(let success): outcome = success
    case .failure(let error): throw CommandFailure(error, in: study.file)
    }
    let object = study.json(of: outcome)
    Console.say(json ? object : Report(outcome, of: study).text)
    try file?.write(object + "\n")
    if !outcome.success { throw ExitCode(ExitStatus.unsuccessful.rawValue) }
  }

  /// Runs the study, and shows its progress meanwhile.
  private func minimize(
    _ study: Study, _ progress: Progress
  ) async -> Result<Outcome<StudyParameters>, OptimizationError> {
    let line = ProgressLine(workers: study.workers, budget: study.budget)
    let display = quiet ? nil : Task { await show(progress, as: line) }
    let result = await interruptible { () async -> Result<Outcome<StudyParameters>, OptimizationError> in
      do throws(OptimizationError) {
        let run = try study.run(observers: [progress.observer])
        return .success(
          try await study.objective.run(run, on: .threads(study.workers)) { progress.watch($0) })
      } catch {
        return .failure(error)
      }
    }
    display?.cancel()
    await display?.value
    return result
  }
}
