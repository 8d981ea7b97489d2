public import Nadir

/// What one solver made of one test problem, as profiles compare it with others.
public struct SolvedProblem: Sendable, Equatable {
  /// A value that was better than all before it, and what had been spent when it was known.
  public struct Step: Sendable, Equatable {
    public var evaluations: Int
    public var rounds: Int
    public var seconds: Double
    /// In the user's own direction.
    public var value: Double

    public init(evaluations: Int, rounds: Int, seconds: Double, value: Double) {
      self.evaluations = evaluations
      self.rounds = rounds
      self.seconds = seconds
      self.value = value
    }

    /// What had been spent.
    func spent(_ cost: RunCost) -> Double {
      switch cost {
      case .evaluations: Double(evaluations)
      case .rounds: Double(rounds)
      case .seconds: seconds
      }
    }
  }

  public var problem: String
  public var solver: String
  /// The number n of parameters that move.
  public var dimension: Int
  public var direction: Direction
  /// The best values so far, the first finite one first; of several runs in one record those of each.
  public var steps: [Step]
  /// The smallest value that is known of the problem, or the largest where that is looked for; `nil` where none is.
  public var optimum: Double?

  /// - Parameters:
  ///   - problem: The same for all solvers.
  ///   - solver: The same for all problems.
  ///   - dimension: The number n of parameters that move.
  ///   - direction: Whether small or large values are wanted; small ones unless given.
  ///   - steps: The best values so far.
  ///   - optimum: The best value that is known; `nil` for the best that any solver found.
  public init(
    problem: String, solver: String, dimension: Int, direction: Direction = .minimize, steps: [Step],
    optimum: Double? = nil
  ) {
    self.problem = problem
    self.solver = solver
    self.dimension = dimension
    self.direction = direction
    self.steps = steps
    self.optimum = optimum
  }

  /// What a run made of a problem, or several runs in one record together.
  ///
  /// - Parameters:
  ///   - run: An outcome, a fit or a record, with its history.
  ///   - problem: The same for all solvers.
  ///   - solver: The same for all problems; the name of the record unless given.
  ///   - optimum: The best value that is known; `nil` for the best that any solver found.
  public init(_ run: some Recorded, problem: String, solver: String? = nil, optimum: Double? = nil) {
    let record = run.record
    let columns = record.history
    let sign = record.direction.sign
    var steps: [Step] = []
    // What several runs in one record spent is paid one after the other; seconds are those of one clock.
    var paid = (evaluations: 0, rounds: 0)
    for course in record.courses(along: .evaluations) {
      let values = zip(course.rows, course.values).filter { $1.isFinite }
      var best = Double.infinity
      for (row, value) in values where sign * value < best {
        best = sign * value
        steps.append(
          Step(
            evaluations: paid.evaluations + columns.evaluations[row], rounds: paid.rounds + columns.rounds[row],
            seconds: columns.ends[row], value: value))
      }
      paid.evaluations += course.rows.map { columns.evaluations[$0] }.max() ?? 0
      paid.rounds += course.rows.map { columns.rounds[$0] }.max() ?? 0
    }
    self.init(
      problem: problem, solver: solver ?? record.name, dimension: record.rows.count { !$0.isFixed },
      direction: record.direction, steps: steps, optimum: optimum)
  }

  /// The steps that were better than all that had cost less, ascending in what was spent.
  ///
  /// In seconds that may be another order than in evaluations: of one batch, the value asked for last may be known first.
  func improvements(along cost: RunCost) -> [Step] {
    let ordered = steps.enumerated().sorted { ($0.1.spent(cost), $0.0) < ($1.1.spent(cost), $1.0) }.map(\.1)
    var improvements: [Step] = []
    for step in ordered where improvements.last.map({ direction.sign * step.value < direction.sign * $0.value }) ?? true
    {
      improvements.append(step)
    }
    return improvements
  }
}
