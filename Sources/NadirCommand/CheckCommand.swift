import ArgumentParser
import Nadir
import NadirStudies

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate a study and evaluate its start once.",
    discussion: """
      Shows the parameters, everything that the objective printed, and the value that was read from it.

      EXAMPLES:
        nadir check study.yaml
        nadir check study.yaml --all
      """)

  @Argument(help: "The study file.", completion: .file(extensions: ["yaml", "yml"]))
  var study: String

  @Flag(help: "Show every parameter, however many there are.")
  var all = false

  func run() async throws {
    let study = try Study(file: study)
    let result = await interruptible { await probe(study) }
    switch result {
    case .failure(let error): throw CommandFailure(error, in: study.file)
    case .success(let probe):
      show(probe.output, as: "standard output")
      show(probe.errors, as: "standard error")
      switch probe.result {
      case .failure(let failure): throw CommandFailure.failed("the objective failed at the start: \(failure)")
      case .success(let evaluation) where !evaluation.value.isFinite:
        throw CommandFailure.failed("the value at the start is \(evaluation.value), but must be finite")
      case .success(let evaluation):
        Console.say("value at the start: \(evaluation.value), in \(probe.seconds.timeText)")
      }
    }
  }

  private struct Probe: Sendable {
    var result: Result<Evaluation<[Double]>, EvaluationFailure>
    var output: String
    var errors: String
    var seconds: Double
  }

  private func probe(_ study: Study) async -> Result<Probe, OptimizationError> {
    do throws(OptimizationError) {
      let run = try study.run()
      let free = counted(run.space.dimension, "free parameter")
      let table = ParameterTable(run.space.table, scale: study.scale.coordinates)
      Console.say("\(study.name): \(free) of \(run.space.paths.count), \(type(of: run.algorithm).traits.name)\n")
      Console.say(table.lines(rest: all ? nil : "--all shows them").joined(separator: "\n") + "\n")
      let begin = ContinuousClock.now
      let (result, output, errors) = try await study.objective.probe(startOf: run)
      let seconds = (ContinuousClock.now - begin) / .seconds(1)
      return .success(Probe(result: result, output: output, errors: errors, seconds: seconds))
    } catch {
      return .failure(error)
    }
  }

  private func show(_ text: String, as title: String) {
    guard !text.isEmpty else { return }
    Console.say("\(title):")
    let whole = text.hasSuffix("\n") ? text.dropLast() : text[...]
    for line in whole.split(separator: "\n", omittingEmptySubsequences: false) { Console.say("  \(line)") }
  }
}
