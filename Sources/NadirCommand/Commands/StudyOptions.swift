import ArgumentParser
import Nadir
import NadirStudies

/// What the command line says about a study beyond its file.
struct StudyOptions: ParsableArguments {
  @Argument(help: "The study file.", completion: .file(extensions: ["yaml", "yml"]))
  var study: String

  @Option(help: "How many evaluations may run at the same time.")
  var workers: Int?

  @Option(help: "The algorithm, by a name that 'nadir algorithms' lists.")
  var algorithm: String?

  @Option(help: "From how many starts it is run, the best of which counts; 1 for one run from the study's start.")
  var starts: Int?

  @Option(help: "How many points are looked at first to find starts; as in the study, or 10 for each, unless given.")
  var samples: Int?

  @Option(help: "How many runs may go on at the same time, whatever the number of workers; the answer depends on it.")
  var width: Int?

  @Option(help: "The largest number of evaluations.")
  var maxEvaluations: Int?

  @Option(help: "The seed, which the objective's program finds in NADIR_SEED.")
  var seed: Int?

  func validate() throws {
    if let workers, workers < 1 { throw ValidationError("'--workers' is \(workers), but must be 1 or more") }
    try check(starts, of: "--starts", isAtMost: Multistart.mostRuns)
    try check(samples, of: "--samples", isAtMost: Multistart.mostSamples)
    try check(width, of: "--width", isAtMost: SpecifiedStarts.largestWidth)
    if let maxEvaluations, maxEvaluations < 1 {
      throw ValidationError("'--max-evaluations' is \(maxEvaluations), but must be 1 or more")
    }
    if let seed, !(0...Study.largestSeed ~= seed) {
      throw ValidationError("'--seed' is \(seed), but must be from 0 to \(Study.largestSeed)")
    }
  }

  private func check(_ number: Int?, of option: String, isAtMost most: Int) throws {
    guard let number, !(1...most ~= number) else { return }
    throw ValidationError("'\(option)' is \(number), but must be from 1 to \(most)")
  }

  /// The study, with what the command line says in the place of what the file says.
  func load() throws -> Study {
    var study = try Study(file: study)
    if let workers { study.workers = workers }
    try setStarts(of: &study)
    if let maxEvaluations { study.budget.evaluations = maxEvaluations }
    if let seed { study.seed = seed }
    if let algorithm, !study.useAlgorithm(named: algorithm) {
      let expected = AlgorithmNames.expected(insteadOf: algorithm)
      throw CommandFailure.wrongInput("'--algorithm' is '\(algorithm)', but must be \(expected)")
    }
    return study
  }

  private func setStarts(of study: inout Study) throws(CommandFailure) {
    if let starts { study.starts.runs = starts }
    for (option, value) in [("--samples", samples), ("--width", width)] {
      guard value == nil || study.starts.runs > 1 else {
        throw .wrongInput(
          "'\(option)' is for many starts; " + (starts == nil ? "add '--starts'" : "'--starts' must be 2 or more"))
      }
    }
    if let width { study.starts.width = width }
    if let samples { study.starts.samples = samples }
    guard let given = study.starts.samples, given < study.starts.runs else { return }
    let origin = samples == nil ? "'samples' of the study" : "'--samples'"
    throw .wrongInput("\(origin) is \(given), but must be \(study.starts.runs) or more, as there are starts")
  }
}
