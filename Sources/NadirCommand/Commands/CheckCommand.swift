import ArgumentParser
import Nadir
import NadirStudies

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate a study and evaluate its start once.",
    discussion: """
      Shows the parameters, everything that the objective printed, and the value that was read from it.
      With --derivatives the gradient that the objective gives, or else the one by the study's differences, is laid \
      beside extrapolated differences; the exit status is 1 where it is wrong.

      EXAMPLES:
        nadir check study.yaml
        nadir check study.yaml --all
        nadir check study.yaml --derivatives --random-points 5
      """)

  @Argument(help: "The study file.", completion: .file(extensions: ["yaml", "yml"]))
  var study: String

  @Flag(help: "Show every parameter, however many there are.")
  var all = false

  @Flag(help: "Compare the gradient with extrapolated differences.")
  var derivatives = false

  @Option(help: ArgumentHelp("Compare gradients at so many random points, too.", valueName: "number"))
  var randomPoints = 0

  func validate() throws {
    guard randomPoints >= 0 else { throw ValidationError("--random-points is \(randomPoints), but must be 0 or more") }
    guard derivatives || randomPoints == 0 else { throw ValidationError("--random-points is for --derivatives") }
  }

  func run() async throws {
    let study = try Study(file: study)
    let run: Run<StudyParameters>
    do throws(OptimizationError) { run = try study.run() } catch { throw CommandFailure(error, in: study.file) }
    try await probe(study, run)
    if derivatives { try await compareGradients(study, run) }
  }

  /// Evaluates the start, and shows all that came of it.
  private func probe(_ study: Study, _ run: Run<StudyParameters>) async throws {
    let begin = ContinuousClock.now
    let attempt = await interruptible { [all] in
      await Result { () async throws(OptimizationError) in
        try await study.objective.probe(startOf: run) { provides throws(OptimizationError) in
          Self.show(study, run, try run.algorithm(for: provides), all: all)
        }
      }
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    switch attempt {
    case .failure(let error): throw CommandFailure(error, in: study.file)
    case .success(let (result, output, errors)):
      show(output, as: "standard output")
      show(errors, as: "standard error")
      switch result {
      case .failure(let failure): throw CommandFailure.failed("the objective failed at the start: \(failure)")
      case .success(let evaluation) where !evaluation.value.isFinite:
        throw CommandFailure.failed("the value at the start is \(evaluation.value), but must be finite")
      case .success(let evaluation):
        let origin = evaluation.terms.map { " from \(counted($0.numbers.count, "residual"))" } ?? ""
        Console.say("value at the start: \(evaluation.value)\(origin), in \(seconds.timeText)")
      }
    }
  }

  /// Shows what is going to be optimized, and by what.
  private static func show(
    _ study: Study, _ run: Run<StudyParameters>, _ algorithm: any Algorithm, all: Bool
  ) {
    let free = counted(run.space.dimension, "free parameter")
    let table = ParameterTable(run.space.table, scale: study.scale.coordinates)
    Console.say("\(study.name): \(free) of \(run.space.paths.count), \(type(of: algorithm).traits.name)\n")
    Console.say(table.lines(rest: all ? nil : "--all shows them").joined(separator: "\n") + "\n")
    if let multistart = study.multistart, case .sampled(let runs, let samples) = multistart.starts {
      Console.say(
        """
        \(counted(runs, "start")): \(counted(samples, "sample")) from the bounds first, then up to \
        \(counted(runs, "run")), of which up to \(multistart.width) at the same time
        """)
      if let most = study.budget.evaluations, most <= samples, run.space.dimension > 0 {
        Console.say("no run will begin: the budget of \(counted(most, "evaluation")) is spent on the samples")
      }
      Console.say("")
    }
  }

  /// Shows the gradient beside extrapolated differences.
  private func compareGradients(_ study: Study, _ run: Run<StudyParameters>) async throws {
    let seed = UInt64(bitPattern: Int64(study.seed))
    let attempt = await interruptible { [randomPoints] in
      await Result { () async throws(DerivativeError) in
        try await study.objective.checkGradient(
          of: run, randomPoints: randomPoints, seed: seed, on: .threads(study.workers))
      }
    }
    switch attempt {
    case .failure(.invalid(let argument)): throw CommandFailure.wrongInput("\(study.file): \(argument)")
    case .failure(let error): throw CommandFailure.failed("\(error)")
    case .success(let check):
      Console.say("\n\(check)")
      guard let worst = check.worst, worst.verdict == .wrong else { return }
      throw CommandFailure.failed("the gradient is wrong in '\(worst.path)'")
    }
  }

  private func show(_ text: String, as title: String) {
    guard !text.isEmpty else { return }
    Console.say("\(title):")
    let whole = text.hasSuffix("\n") ? text.dropLast() : text[...]
    for line in whole.split(separator: "\n", omittingEmptySubsequences: false) { Console.say("  \(line)") }
  }
}

extension Result {
  /// What an asynchronous function returns or throws.
  fileprivate init(_ body: () async throws(Failure) -> Success) async {
    do throws(Failure) { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
