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
/// The objective is an external program. Everything but the objective and the parameters may be left out.
@dynamicMemberLookup
public struct Study: Sendable {
  /// Who evaluates: a command that is run for each evaluation, or a worker that stays.
  public enum Evaluation: Sendable, Hashable {
    case command(provides: Demand)
    case worker
  }

  /// The path of the file, as it was given.
  public let file: String
  public var name: String
  public var program: Program
  public var evaluation: Evaluation
  /// The parameters; what is said of them can be asked of the study itself, as `study.lower`.
  public var parameters: SpecifiedParameters
  public var direction: Direction
  public var algorithm: any AlgorithmChoice
  /// How gradients are made from values where the objective gives none.
  public var differences: SpecifiedDifferences
  /// How many evaluations may be under way at the same time.
  public var workers: Int
  public var budget: Budget
  public var failurePolicy: FailurePolicy
  /// Told to the program in its environment, as `NADIR_SEED`.
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
    file: String, name: String, program: Program, evaluation: Evaluation, parameters: SpecifiedParameters,
    direction: Direction, algorithm: any AlgorithmChoice, differences: SpecifiedDifferences, workers: Int,
    budget: Budget, failurePolicy: FailurePolicy, seed: Int
  ) {
    self.file = file
    self.name = name
    self.program = program
    self.evaluation = evaluation
    self.parameters = parameters
    self.direction = direction
    self.algorithm = algorithm
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
  ///   takes none.
  public func run(
    observers: [Observer<StudyParameters>] = []
  ) throws(OptimizationError) -> Run<StudyParameters> {
    try makeRun(algorithm, observers)
  }

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

  /// What the objective gives, as far as the study says so; a worker says it itself.
  public var provides: Demand {
    if case .command(let provides) = evaluation { provides } else { .value }
  }

  /// The objective, with the seed in the environment of its program.
  public var objective: ExternalObjective<StudyParameters> {
    var program = program
    program.environment["NADIR_SEED"] = "\(seed)"
    switch evaluation {
    case .command(let provides): return .command(program, provides: provides)
    case .worker: return .worker(program)
    }
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
