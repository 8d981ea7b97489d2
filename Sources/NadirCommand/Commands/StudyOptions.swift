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

  @Option(help: "The largest number of evaluations.")
  var maxEvaluations: Int?

  @Option(help: "The seed, which the objective's program finds in NADIR_SEED.")
  var seed: Int?

  func validate() throws {
    if let workers, workers < 1 { throw ValidationError("'--workers' is \(workers), but must be 1 or more") }
    if let maxEvaluations, maxEvaluations < 1 {
      throw ValidationError("'--max-evaluations' is \(maxEvaluations), but must be 1 or more")
    }
    if let seed, !(0...Study.largestSeed ~= seed) {
      throw ValidationError("'--seed' is \(seed), but must be from 0 to \(Study.largestSeed)")
    }
  }

  /// The study, with what the command line says in the place of what the file says.
  func load() throws -> Study {
    var study = try Study(file: study)
    if let workers { study.workers = workers }
    if let maxEvaluations { study.budget.evaluations = maxEvaluations }
    if let seed { study.seed = seed }
    if let algorithm, !study.useAlgorithm(named: algorithm) {
      let expected = AlgorithmNames.expected(insteadOf: algorithm)
      throw CommandFailure.wrongInput("'--algorithm' is '\(algorithm)', but must be \(expected)")
    }
    return study
  }
}
