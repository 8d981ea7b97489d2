import Nadir
import Reference

/// One of the methods that every library here has.
private struct Method: Sendable {
  let name: String
  let reference: reference_method
  /// One run, and the number of its evaluations.
  let solve: @Sendable ([Double]) throws -> Int
  /// One call of the objective as this method calls it.
  let call: @Sendable ([Double]) -> Double
}

private let methods = [
  Method(
    name: "Nelder-Mead", reference: nelder_mead,
    solve: { start in
      try minimize(from: start, using: .nelderMead(), budget: Budget(evaluations: 20_000), objective: rosenbrock)
        .counts.evaluations
    },
    call: rosenbrock),
  Method(
    name: "L-BFGS-B", reference: lbfgs,
    solve: { start in
      try minimize(
        Objective(valueAndGradient: rosenbrockWithGradient), from: start, using: .lbfgsb(),
        budget: Budget(evaluations: 20_000)
      ).counts.evaluations
    },
    call: { x in rosenbrockWithGradient(x).value }),
]

/// What the libraries add to the cost of a trivial objective.
func costPerEvaluation(rounds: Int) throws {
  var table = Table(
    "Cost per evaluation beyond the objective, in nanoseconds of processor time",
    note: """
      Rosenbrock's function with a plain closure (Nelder-Mead) and with its gradient (L-BFGS-B), started at
      (-1.2, 1, -1.2, 1, ...). Whole runs, set-up included; the cost of the objective itself, called directly in the
      same language, is subtracted. The least of \(rounds) rounds that take turns; 'ratio' is the median over the rounds.
      NLopt 2 in C; its L-BFGS has no bounds here. SciPy's objective is written with numpy.
      """,
    header: ["", "n", "Nadir", "NLopt", "ratio", "SciPy", "evaluations", "NLopt", "SciPy", "objective", "in C"])
  let scipy = hasSciPy ? scipyCosts() : [:]
  for method in methods {
    for n in [2, 10, 100] {
      let rounds = try (0..<rounds).map { _ in try Round(method, n) }
      let peer = scipy["\(method.name) \(n)"]
      let ours = rounds.map(\.beyond).min() ?? 0
      let theirs = rounds.map(\.referenceBeyond).min() ?? 0
      table.append(
        method.name, "\(n)", text(ours), text(theirs), text(rounds.map { $0.beyond / $0.referenceBeyond }.median, 2),
        text(peer?.nanoseconds), text(rounds[0].evaluations), text(rounds[0].referenceEvaluations),
        text(peer?.evaluations), text(rounds.map(\.own).min()), text(rounds.map(\.referenceOwn).min()))
    }
  }
  table.show()
}

/// The same block of work for both libraries, one after the other.
private struct Round {
  private static let nanoseconds = 2e7

  /// Nanoseconds per evaluation, in Swift and in C.
  var own, beyond, referenceOwn, referenceBeyond: Double
  /// Evaluations per run.
  var evaluations, referenceEvaluations: Double

  init(_ method: Method, _ n: Int) throws {
    let start = usualStart(n)
    own = Round.ownCost(method, start)
    referenceOwn = reference_own_cost(method.reference, CInt(n), Round.nanoseconds / 10)

    let reference = reference_solve(method.reference, CInt(n), Round.nanoseconds)
    referenceBeyond = reference.nanoseconds / reference.evaluations - referenceOwn
    referenceEvaluations = reference.evaluations / reference.runs

    var made = 0
    var runs = 0
    var spent = 0.0
    let begin = thread_nanoseconds()
    repeat {
      made += try method.solve(start)
      runs += 1
      spent = thread_nanoseconds() - begin
    } while spent < Round.nanoseconds
    beyond = spent / Double(made) - own
    evaluations = Double(made) / Double(runs)
  }

  private static func ownCost(_ method: Method, _ start: [Double]) -> Double {
    var x = start
    var calls = 0.0
    var spent = 0.0
    let begin = thread_nanoseconds()
    repeat {
      for i in 0..<1000 {
        x[0] = -1.2 + 1e-6 * Double(i)
        sink = method.call(x)
      }
      calls += 1000
      spent = thread_nanoseconds() - begin
    } while spent < nanoseconds / 10
    return spent / calls
  }
}

private func scipyCosts() -> [String: (nanoseconds: Double, evaluations: Double)] {
  var costs: [String: (nanoseconds: Double, evaluations: Double)] = [:]
  for line in output(of: ["python3", pythonFolder.appending(path: "scipy_cost.py").path]) ?? [] {
    guard line.count == 4, let cost = Double(line[2]), let evaluations = Double(line[3]) else { continue }
    costs["\(line[0]) \(line[1])"] = (cost, evaluations)
  }
  return costs
}
