import Nadir

/// One problem with what all solvers made of it.
struct ProblemGroup {
  var problem: String
  var dimension: Int
  var direction: Direction
  /// The best value that is known: that of the problem, or the best of any solver.
  var optimum: Double
  /// The worst value that any solver began with: that at their common start.
  var start: Double
  /// What each solver made of it; `nil` for a solver that had nothing to do with it.
  var attempts: [SolvedProblem?]

  /// (f − f*) / (f₀ − f*): 1 at the start, 0 at the best value that is known, and never below.
  func normalizedDistance(_ value: Double) -> Double {
    let width = direction.sign * (start - optimum)
    let distance = max(0, direction.sign * (value - optimum))
    return width > 0 ? distance / width : distance > 0 ? 1 : 0
  }

  /// What a solver had spent when it met the convergence test f ≤ f* + τ (f₀ − f*); infinite where it did not.
  func cost(of solver: Int, in cost: RunCost, accuracy: Double) -> Double {
    guard let attempt = attempts[solver] else { return .infinity }
    let solved = attempt.improvements(along: cost).first { normalizedDistance($0.value) <= accuracy }
    return solved?.spent(cost) ?? .infinity
  }

  /// The problems in the order in which they come first, for these solvers.
  ///
  /// - Throws: `InvalidArgument` for nothing to compare, for a solver that has a problem twice, for a problem with
  ///   different directions, dimensions or known optima, and for a known optimum that is not finite.
  static func groups(
    of solved: [SolvedProblem], solvers: [String]
  ) throws(InvalidArgument) -> [ProblemGroup] {
    guard !solved.isEmpty else {
      throw InvalidArgument("the solved problems", is: "none", expected: "one or more")
    }
    var order: [String] = []
    var attempts: [String: [SolvedProblem]] = [:]
    for attempt in solved {
      if attempts[attempt.problem] == nil { order.append(attempt.problem) }
      attempts[attempt.problem, default: []].append(attempt)
    }
    var groups: [ProblemGroup] = []
    for problem in order { groups.append(try ProblemGroup(problem, attempts[problem] ?? [], solvers)) }
    return groups
  }

  private init(_ problem: String, _ attempts: [SolvedProblem], _ solvers: [String]) throws(InvalidArgument) {
    let first = attempts[0]
    for attempt in attempts where attempt.direction != first.direction || attempt.dimension != first.dimension {
      throw InvalidArgument(
        "'\(problem)' of '\(attempt.solver)'",
        is: "to \(attempt.direction) with \(attempt.dimension) parameters",
        expected: "to \(first.direction) with \(first.dimension) as that of '\(first.solver)'")
    }
    for solver in solvers where attempts.count(where: { $0.solver == solver }) > 1 {
      throw InvalidArgument("'\(problem)' of '\(solver)'", is: "given more than once", expected: "given once")
    }
    if let known = attempts.compactMap(\.optimum).first(where: { !$0.isFinite }) {
      throw InvalidArgument("the known \(first.direction.optimum) of '\(problem)'", is: "\(known)", expected: "finite")
    }
    let known = attempts.compactMap(\.optimum)
    if let other = known.first(where: { $0 != known[0] }) {
      throw InvalidArgument(
        "the known \(first.direction.optimum) of '\(problem)'", is: "\(known[0]) and \(other)",
        expected: "the same for all solvers")
    }
    let sign = first.direction.sign
    self.problem = problem
    dimension = first.dimension
    direction = first.direction
    optimum = known.first ?? sign * (attempts.flatMap { $0.steps.map { sign * $0.value } }.min() ?? .nan)
    start = sign * (attempts.compactMap { $0.steps.first.map { sign * $0.value } }.max() ?? .nan)
    self.attempts = solvers.map { solver in attempts.first { $0.solver == solver } }
  }
}

extension [SolvedProblem] {
  /// The solvers, in the order in which they come first.
  var solvers: [String] {
    var seen: Set<String> = []
    return map(\.solver).filter { seen.insert($0).inserted }
  }
}
