import Foundation
import Nadir
import NadirPlots
import NadirProblems

/// How the algorithms fare on the published problems when all that they get is residuals or a value: whatever
/// derivatives they want are differences, which count.
///
/// - Parameter folder: Where the pictures of the profiles are written; `nil` for none.
func profiles(plots folder: String?) throws {
  let problems = TestProblems.moreGarbowHillstrom
  var solved: [SolvedProblem] = []
  for problem in problems {
    guard let residuals = problem.residuals else { preconditionFailure("\(problem.name) is no sum of squares") }
    for algorithm in AlgorithmCatalog.all {
      let traits = type(of: algorithm).traits
      // The curvature of a likelihood, which a sum of squares has not.
      if traits.needs.contains(.contributions) { continue }
      // A profile is about methods as they are; a learning rate has to be found for each problem.
      if traits.family == .firstOrder { continue }
      if let attempt = try attempt(algorithm, problem, residuals) { solved.append(attempt) }
    }
  }
  for accuracy in [1e-1, 1e-3, 1e-6] { try show(solved, accuracy) }
  if let folder { try write(solved, to: URL(filePath: folder, directoryHint: .isDirectory)) }
}

/// What an algorithm makes of a problem; `nil` where its start itself fails.
private func attempt(
  _ algorithm: any Algorithm, _ problem: TestProblem, _ residuals: @escaping @Sendable ([Double]) -> [Double]
) throws -> SolvedProblem? {
  do {
    let outcome = try minimize(
      Objective(residuals: residuals), from: problem.start, using: algorithm,
      budget: Budget(evaluations: 500 * (problem.dimension + 1)))
    return SolvedProblem(outcome, problem: problem.name, optimum: problem.minimum)
  } catch {
    if case OptimizationError.startFailed = error { return nil }
    throw error
  }
}

/// Two profiles at some places, as numbers.
private func show(_ solved: [SolvedProblem], _ accuracy: Double) throws {
  let ratios = [1.0, 2, 10]
  let budgets = [10.0, 50, 200]
  var table = Table(
    "Profiles on the problems of Moré, Garbow & Hillstrom at an accuracy of \(accuracy)",
    note: """
      A problem is solved where f ≤ f* + τ (f₀ − f*), for the accuracy τ. 'α' is the share of problems solved at no more
      than α times the cost of the best algorithm of each (Dolan & Moré 2002, doi:10.1007/s101070100263), 'κ' the share
      solved with no more than κ (n + 1) evaluations (Moré & Wild 2009, doi:10.1137/080724083), or κ rounds, of at most
      500 (n + 1) evaluations, those for differences included.
      """,
    header: ["", "cost"] + ratios.map { "α = \(text($0))" } + budgets.map { "κ = \(text($0))" } + ["solved"])
  for unit in [RunCost.evaluations, .rounds] {
    let costs = try SolutionCosts(of: solved, accuracy: accuracy, in: unit)
    let (performance, data) = (costs.performanceProfile, costs.dataProfile)
    for solver in costs.solvers {
      table.rows.append(
        [solver, unit.rawValue] + ratios.map { percent(performance.share(of: solver, within: $0)) }
          + budgets.map { percent(data.share(of: solver, within: $0)) }
          + [percent(data.share(of: solver, within: .infinity))])
    }
  }
  table.show()
}

private func percent(_ share: Double) -> String { "\(text(100 * share)) %" }

private func write(_ solved: [SolvedProblem], to folder: URL) throws {
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  var charts: [(String, Chart)] = []
  for accuracy in [1e-3, 1e-6] {
    for unit in RunCost.allCases {
      let name = "\(unit.rawValue)-\(accuracy)"
      charts.append(("performance-\(name)", try performanceProfile(solved, accuracy: accuracy, cost: unit)))
      charts.append(("data-\(name)", try dataProfile(solved, accuracy: accuracy, cost: unit)))
    }
  }
  charts.append(("convergence", try convergencePlot(solved)))
  for (name, chart) in charts {
    let file = folder.appending(path: "\(name).svg")
    try Data(chart.svg().utf8).write(to: file)
    print("wrote \(file.path)")
  }
}
