public import Nadir

/// What is to be optimized and how, as it is told in a study file.
///
///     name: influenza
///     objective:
///       command: [python3, sir.py, "{beta}", "{gamma}"]
///     parameters:
///       beta: {start: 2, lower: 0}
///       gamma: {start: 0.5, lower: 0}
///
/// The objective is an external program. A simulation is fitted to data by least squares where the study says which of its
/// series are compared with which columns of a table:
///
///     data: {file: cases.csv, observed: in_bed, series: infected}
///
/// Everything but the objective and the parameters may be left out.
@dynamicMemberLookup
public struct Study: Sendable {
  /// Who evaluates: a command that is run for each evaluation, or a worker that stays.
  public enum Evaluation: Sendable, Hashable {
    case command(provides: Demand)
    case worker

    /// What the objective gives; `nil` where that is for the worker to say.
    func provides(under reading: ResidualReading) -> Demand? {
      switch self {
      case .command(let provides): reading.provides(provides)
      case .worker: reading.data.isEmpty ? nil : .residuals
      }
    }
  }

  /// The path of the file, as it was given.
  public let file: String
  /// What was in the file.
  public let text: String
  public var name: String
  public var program: Program
  public var evaluation: Evaluation
  /// The parameters; what is said of them can be asked of the study itself, as `study.lower`.
  public var parameters: SpecifiedParameters
  /// What series of the program are compared with, so that it need not give residuals itself.
  public var data: [ObservedSeries]
  /// How residuals enter the value.
  public var loss: Loss
  public var direction: Direction
  public var algorithm: any AlgorithmChoice
  /// From how many starts it is run; one run from the start unless said otherwise.
  public var starts: SpecifiedStarts
  /// How gradients are made from values where the objective gives none.
  public var differences: SpecifiedDifferences
  /// How many evaluations may be under way at the same time.
  public var workers: Int
  public var budget: Budget
  public var failurePolicy: FailurePolicy
  /// Told to the program in its environment, as `NADIR_SEED`; many starts are sampled by it, too.
  public var seed: Int

  /// The largest seed: the largest whole number that all readers of JSON agree on, 2⁵³ − 1.
  public static let largestSeed = 9_007_199_254_740_991

  /// Reads a study file.
  ///
  /// - Throws: Every error that can be told without running anything.
  public init(file: String) throws(StudyErrors) {
    let text: String
    do throws(UnreadableFile) {
      text = try readText(file)
    } catch {
      let problem = StudyError.Problem.syntax("the study cannot be read: \(error.reason)")
      throw StudyErrors([StudyError(file: file, key: "", problem: problem)], in: file)
    }
    try self.init(yaml: text, file: file)
  }

  /// Reads the text of a study file.
  ///
  /// - Parameter file: The path for messages, and whose folder the objective's program is run in and files are
  ///   relative to.
  public init(yaml text: String, file: String) throws(StudyErrors) {
    var reader = StudyReader(file: file)
    self = try reader.study(text)
  }

  init(
    file: String, text: String, name: String, program: Program, evaluation: Evaluation, parameters: SpecifiedParameters,
    data: [ObservedSeries], loss: Loss, direction: Direction, algorithm: any AlgorithmChoice,
    starts: SpecifiedStarts, differences: SpecifiedDifferences, workers: Int, budget: Budget,
    failurePolicy: FailurePolicy, seed: Int
  ) {
    self.file = file
    self.text = text
    self.name = name
    self.program = program
    self.evaluation = evaluation
    self.parameters = parameters
    self.data = data
    self.loss = loss
    self.direction = direction
    self.algorithm = algorithm
    self.starts = starts
    self.differences = differences
    self.workers = workers
    self.budget = budget
    self.failurePolicy = failurePolicy
    self.seed = seed
  }

  public subscript<Value>(dynamicMember part: WritableKeyPath<SpecifiedParameters, Value>) -> Value {
    get { parameters[keyPath: part] }
    set { parameters[keyPath: part] = newValue }
  }
}

extension Study {
  /// The run that the study describes.
  ///
  /// - Throws: ``OptimizationError/invalid(_:)`` where parts do not go together, such as bounds and an algorithm that
  ///   takes none, or many starts and parameters without bounds to sample them from.
  public func run(
    observers: [Observer<StudyParameters>] = []
  ) throws(OptimizationError) -> Run<StudyParameters> {
    let run =
      if let multistart {
        try makeRun(ManyStarts(multistart, of: algorithm), observers)
      } else {
        try makeRun(algorithm, observers)
      }
    if let provides { try check(algorithm, for: provides) }
    return run
  }

  /// Where the local runs of the study begin; `nil` where there is one run from its start.
  public var multistart: Multistart? { starts.multistart(seed: seed) }

  private func makeRun(
    _ algorithm: some AlgorithmChoice, _ observers: [Observer<StudyParameters>]
  ) throws(OptimizationError) -> Run<StudyParameters> {
    let space: ParameterSpace<StudyParameters>
    let differences: Differences
    do throws(InvalidArgument) {
      space = try parameters.space()
      differences = try self.differences.differences(in: space)
    } catch {
      throw .invalid(error)
    }
    return try Run(
      direction, in: space, using: algorithm, budget: budget, onFailure: failurePolicy, differences: differences,
      observers: observers)
  }

  /// Checks that an algorithm for least squares gets residuals, and tells how a study gives them where it does not.
  private func check(_ choice: some AlgorithmChoice, for provides: Demand) throws(OptimizationError) {
    guard let algorithm = choice as? any Algorithm, !provides.contains(.residuals) else { return }
    let traits = type(of: algorithm).traits
    guard !traits.needs.isDisjoint(with: [.residuals, .contributions]) else { return }
    throw .invalid(
      InvalidArgument(
        "the objective", is: "without residuals",
        expected: "one that gives residuals, which \(traits.name) needs: let the program print "
          + "{\"residuals\": […]} and add 'provides: residuals' to the objective, or compare its series with 'data'"))
  }

  /// What the objective gives, as far as the study says so; `nil` where that is for the worker to say.
  public var provides: Demand? { evaluation.provides(under: ResidualReading(data: data, loss: loss)) }

  /// The objective, with the seed in the environment of its program.
  public var objective: ExternalObjective<StudyParameters> {
    var program = program
    program.environment["NADIR_SEED"] = "\(seed)"
    let objective: ExternalObjective<StudyParameters> =
      switch evaluation {
      case .command(let provides): .command(program, provides: provides)
      case .worker: .worker(program)
      }
    return objective.comparing(with: data).with(loss: loss)
  }
}

extension Study {
  /// Takes another algorithm, with its default options; the options of the study are kept where it is the same.
  ///
  /// - Returns: Whether there is one of that name.
  public mutating func useAlgorithm(named name: String) -> Bool {
    guard let choice = AlgorithmNames.choice(name) else { return false }
    if let given = algorithm as? any Algorithm, let new = choice as? any Algorithm, type(of: given) == type(of: new) {
      return true
    }
    algorithm = choice
    return true
  }
}
