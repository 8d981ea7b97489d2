import Foundation
import Nadir

/// A function in the forms that are compared.
private struct Subject: Sendable {
  let name: String
  let value: @Sendable ([Double]) -> Double
  let byHand: @Sendable ([Double]) -> (value: Double, gradient: [Double])
  let byTape: @Sendable ([Double]) throws -> (value: Double, gradient: [Double])
  let byDuals: @Sendable ([Double]) throws -> (value: Double, gradient: [Double])
  let product: @Sendable ([Double], [Double]) throws -> [Double]
  /// The objective that is given the function for all numbers, and the one that is given it for variables alone.
  let objective, objectiveOfVariables: Objective<[Double]>

  init(
    _ name: String, _ function: some DifferentiableFunction, value: @escaping @Sendable ([Double]) -> Double,
    byHand: @escaping @Sendable ([Double]) -> (value: Double, gradient: [Double])
  ) {
    self.name = name
    self.value = value
    self.byHand = byHand
    byTape = { x in try valueAndGradient(at: x, of: function) }
    byDuals = { x in try Forward.valueAndGradient(at: x, of: function) }
    product = { x, v in try valueGradientAndHessianProduct(at: x, along: v, of: function).product }
    objective = Objective(differentiating: function)
    objectiveOfVariables = Objective(differentiating: { (x: [Variable]) in try function(x) })
  }
}

private let subjects = [
  Subject("Rosenbrock", Rosenbrock(), value: rosenbrock, byHand: rosenbrockWithGradient),
  Subject("exp and sin", Waves(), value: waves, byHand: wavesWithGradient),
]

/// What derivatives cost that nobody had to write.
func derivatives(rounds: Int) throws {
  for subject in subjects { try check(subject) }
  try reverseMode(rounds)
  try forwardMode(rounds)
  try values(rounds)
  try hessianProducts(rounds)
  try peers(rounds)
}

private func reverseMode(_ rounds: Int) throws {
  var table = Table(
    "Gradients by tape, in nanoseconds of processor time per component",
    note: """
      Rosenbrock's function, of eight operations per component, and a chain of exp(-x²) sin(xy). A gradient comes with its value.
      Ratios are to the value of the plain function of Doubles; medians of \(rounds) rounds that take turns.
      """,
    header: ["", "n", "value", "by hand", "tape", "by hand / value", "tape / value", "tape / by hand"])
  for subject in subjects {
    for n in [10, 100, 1_000, 10_000] {
      let costs = try Costs(
        rounds, n: n,
        [
          { x in subject.value(x) },
          { x in subject.byHand(x).value },
          { x in try subject.byTape(x).value },
        ])
      table.append(
        subject.name, "\(n)", text(costs[0] / Double(n), 2), text(costs[1] / Double(n), 2),
        text(costs[2] / Double(n), 2), text(costs.ratio(1, 0), 1), text(costs.ratio(2, 0), 1),
        text(costs.ratio(2, 1), 1))
    }
  }
  table.show()
}

private func forwardMode(_ rounds: Int) throws {
  var table = Table(
    "Gradients by dual numbers, of few variables, in nanoseconds of processor time",
    note: "Chunks of 2, 4 or 8 directions; medians of \(rounds) rounds that take turns, ratios to the plain value.",
    header: ["", "n", "value", "duals", "tape", "duals / value", "tape / value"])
  for subject in subjects {
    for n in [2, 4, 8, 16, 32] {
      let costs = try Costs(
        rounds, n: n,
        [
          { x in subject.value(x) },
          { x in try subject.byDuals(x).value },
          { x in try subject.byTape(x).value },
        ])
      table.append(
        subject.name, "\(n)", text(costs[0], 1), text(costs[1], 1), text(costs[2], 1), text(costs.ratio(1, 0), 1),
        text(costs.ratio(2, 0), 1))
    }
  }
  table.show()
}

private func values(_ rounds: Int) throws {
  var table = Table(
    "Values of objectives that are differentiated, in nanoseconds of processor time",
    note: """
      'numbers' is given the function for all numbers, and calls it with Doubles; 'variables' is given it for variables
      alone, and calls it with constants. Medians of \(rounds) rounds that take turns, ratios to the plain closure's.
      """,
    header: ["", "n", "closure", "numbers", "variables", "numbers / closure", "variables / closure"])
  for subject in subjects {
    for n in [2, 10, 1_000] {
      let plain = Objective<[Double]>(subject.value)
      let costs = try Costs(
        rounds, n: n,
        [plain, subject.objective, subject.objectiveOfVariables].map { objective in
          { x in try objective.value?(x) ?? .nan }
        })
      table.append(
        subject.name, "\(n)", text(costs[0], 1), text(costs[1], 1), text(costs[2], 1), text(costs.ratio(1, 0), 2),
        text(costs.ratio(2, 0), 2))
    }
  }
  table.show()
}

private func hessianProducts(_ rounds: Int) throws {
  var table = Table(
    "Products of the Hessian with a vector, forward over reverse, in nanoseconds of processor time per component",
    note: "Value and gradient come with them. Medians of \(rounds) rounds that take turns.",
    header: ["", "n", "value", "gradient", "product", "product / value", "product / gradient"])
  for subject in subjects {
    for n in [10, 1_000, 10_000] {
      let direction = (0..<n).map { Double($0 % 3) - 1 }
      let costs = try Costs(
        rounds, n: n,
        [
          { x in subject.value(x) },
          { x in try subject.byTape(x).value },
          { x in try subject.product(x, direction)[0] },
        ])
      table.append(
        subject.name, "\(n)", text(costs[0] / Double(n), 2), text(costs[1] / Double(n), 2),
        text(costs[2] / Double(n), 2), text(costs.ratio(2, 0), 1), text(costs.ratio(2, 1), 1))
    }
  }
  table.show()
}

/// Python's libraries for automatic differentiation, those that are there.
private func peers(_ rounds: Int) throws {
  var table = Table(
    "Gradients beside those of Python's libraries, in microseconds of processor time",
    note: """
      Written with array operations there, with JAX compiled for the processor and in double precision; each library's
      ratio is to its own value. The least of \(rounds) rounds.
      """,
    header: ["", "n", "", "value", "value and gradient", "ratio"])
  let sizes = [1_000, 10_000]
  for subject in subjects {
    for n in sizes {
      let costs = try Costs(rounds, n: n, [{ x in subject.value(x) }, { x in try subject.byTape(x).value }])
      let (value, gradient) = (costs.least(0) / 1e3, costs.least(1) / 1e3)
      table.append(subject.name, "\(n)", "Nadir, tape", text(value, 2), text(gradient, 2), text(gradient / value, 1))
    }
  }
  let script = pythonFolder.appending(path: "gradient_cost.py").path
  for library in ["autograd", "jax"] {
    guard let lines = output(of: ["python3", script, library, "\(rounds)"] + sizes.map { "\($0)" }) else {
      print("\n\(library) is left out: python3 cannot import it (pip install \(library)).")
      continue
    }
    for line in lines {
      guard line.count == 4, let value = Double(line[2]), let gradient = Double(line[3]) else { continue }
      table.append(
        line[0].replacing("_", with: " "), line[1], library, text(value / 1e3, 2), text(gradient / 1e3, 2),
        text(gradient / value, 1))
    }
  }
  table.show()
}

/// What calls cost, in nanoseconds of processor time, measured in rounds in which they take turns.
private struct Costs {
  private var rounds: [[Double]] = []

  init(_ rounds: Int, n: Int, _ calls: [([Double]) throws -> Double]) throws {
    var x = usualStart(n)
    let block = max(1, 10_000 / n)
    for _ in 0..<rounds {
      self.rounds.append(
        try calls.map { call in
          try nanoseconds(calls: block) { i in
            x[0] = -1.2 + 1e-6 * Double(i)
            sink = try call(x)
          }
        })
    }
  }

  /// The median over the rounds.
  subscript(call: Int) -> Double { rounds.map { $0[call] }.median }

  func least(_ call: Int) -> Double { rounds.map { $0[call] }.min() ?? .nan }

  /// The median of the ratios within the rounds.
  func ratio(_ call: Int, _ other: Int) -> Double { rounds.map { $0[call] / $0[other] }.median }
}

/// Stops where what is compared is not the same.
private func check(_ subject: Subject) throws {
  let x = (0..<10).map { 0.3 * Double($0) - 1 }
  let expected = subject.byHand(x).gradient
  for gradient in [try subject.byTape(x).gradient, try subject.byDuals(x).gradient] {
    let isSame = zip(gradient, expected).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }
    precondition(isSame, "the gradients of \(subject.name) differ")
  }
}
