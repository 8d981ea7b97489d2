import Foundation
import Nadir
import NadirProblems

/// Where the Jacobian of a test problem comes from.
private enum JacobianForm: String, CaseIterable {
  case given, automatic, differences

  func objective(of problem: TestProblem) -> Objective<[Double]> {
    guard let residuals = problem.residuals, let jacobian = problem.jacobian, let map = problem.map else {
      preconditionFailure("\(problem.name) is no sum of squares")
    }
    let n = problem.dimension
    switch self {
    case .given:
      return Objective(
        residuals: residuals,
        jacobian: { x in
          let rows = jacobian(x)
          return try Matrix(rows: stride(from: 0, to: rows.count, by: n).map { Array(rows[$0..<$0 + n]) })
        })
    case .automatic: return differentiating(map)
    case .differences: return Objective(residuals: residuals)
    }
  }

  private func differentiating(_ map: some TestMap) -> Objective<[Double]> {
    Objective(residualsAndJacobian: { x in
      let both = try Forward.valueAndJacobian(at: x, of: map)
      return (both.value, both.jacobian)
    })
  }
}

/// What one run came to; no counts where the start itself failed.
private struct Attempt {
  let form: JacobianForm
  let counts: Counts?
  let digits: Double
  let converged: Bool

  init(_ form: JacobianForm, _ algorithm: any Algorithm, _ problem: TestProblem) throws(OptimizationError) {
    self.form = form
    let objective = form.objective(of: problem)
    do throws(OptimizationError) {
      let budget = Budget(evaluations: 1_000 * (problem.dimension + 1))
      let outcome = try minimize(objective, from: problem.start, using: algorithm, budget: budget)
      counts = outcome.counts
      digits = correctDigits(outcome.value, minimum: problem.minimum)
      converged = outcome.success
    } catch .startFailed {
      (counts, digits, converged) = (nil, -.infinity, false)
    }
  }

  var isSolved: Bool { digits >= 6 }

  var cell: String {
    guard let counts else { return "no value" }
    return "\(counts.rounds)/\(text(digits.rounded(.down)))" + (converged ? " " : "!")
  }
}

/// −log₁₀ of the relative excess over the minimum, or of the value where the minimum is 0; 16 at most.
private func correctDigits(_ value: Double, minimum: Double) -> Double {
  let excess = minimum > 0 ? (value - minimum) / minimum : value
  return excess > 1e-16 ? -log10(excess) : 16
}

/// How algorithms for least squares fare on the published problems, from near and from far.
func leastSquares() throws {
  let problems = TestProblems.moreGarbowHillstrom
  let factors: [Double] = [1, 10, 100]
  var summary = Table(
    "Sums of squares: \(problems.count) problems of Moré, Garbow & Hillstrom from 3 starts each",
    note: """
      'solved' is how many came within a relative 1e-6 of the smallest minimum that was published, or to 1e-6 where that
      is 0; from far starts some problems have other minima, where descents end. 'converged' is how many ended by a
      test of convergence. Evaluations and rounds are those of the solved ones.
      """,
    header: [
      "", "Jacobian", "solved", "× 1", "× 10", "× 100", "converged", "median rounds", "mean rounds",
      "median evaluations", "mean evaluations",
    ])
  for algorithm in AlgorithmCatalog.all where type(of: algorithm).traits.needs.contains(.residuals) {
    let name = type(of: algorithm).traits.name
    var attempts: [Double: [Attempt]] = [:]
    var table = Table(
      "\(name) on the problems of Moré, Garbow & Hillstrom: rounds / digits of the minimum",
      note: """
        From the published start and from 10 and 100 times it, with the Jacobian given, by automatic differentiation and
        by differences. A round is one evaluation, and n more for differences. Digits are those of the value beyond the
        published minimum, relative to it unless it is 0; '!' marks runs that did not converge, within 1000(n + 1)
        evaluations, and 'no value' starts where r or J is not finite.
        """,
      header: ["", "n", "m"] + factors.flatMap { factor in ["given, × \(text(factor))", "automatic", "differences"] })
    do {
      for problem in problems {
        var row = [problem.name, "\(problem.dimension)", "\(problem.residualCount ?? 0)"]
        for factor in factors {
          let all = try JacobianForm.allCases.map { try Attempt($0, algorithm, problem.started(at: factor)) }
          attempts[factor, default: []] += all
          row += all.map(\.cell)
        }
        table.rows.append(row)
      }
    } catch OptimizationError.invalid(let error) {
      print("\n\(name) is left out: \(error)")
      continue
    }
    table.show()
    for form in JacobianForm.allCases {
      let ofForm = factors.map { factor in (attempts[factor] ?? []).filter { $0.form == form } }
      summary.rows.append([name] + line(form, ofForm))
    }
  }
  summary.show()
}

private func line(_ form: JacobianForm, _ attempts: [[Attempt]]) -> [String] {
  let all = attempts.flatMap { $0 }
  let solved = all.filter(\.isSolved).compactMap(\.counts)
  let rounds = solved.map { Double($0.rounds) }
  let evaluations = solved.map { Double($0.evaluations) }
  func share(_ part: [Attempt], _ isCounted: (Attempt) -> Bool) -> String {
    "\(text(100 * Double(part.filter(isCounted).count) / Double(max(part.count, 1)))) %"
  }
  return [form.rawValue, share(all, \.isSolved)] + attempts.map { share($0, \.isSolved) } + [
    share(all, \.converged), text(rounds.median), text(rounds.mean, 1), text(evaluations.median),
    text(evaluations.mean, 1),
  ]
}
