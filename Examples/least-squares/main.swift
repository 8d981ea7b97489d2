// Least squares in every form: residuals, Jacobians, shapes, fits to data, outliers, likelihoods.
//
// It is the code of the article "LeastSquares" in the documentation.

import Nadir

/// Four decimals, for printing; + 0 makes a -0 a 0.
func rounded(_ number: Double) -> Double { (number * 1e4).rounded() / 1e4 + 0 }

// MARK: Residuals

let start: [Double] = [0, 1, 2, 3, 4]

let sphere = Objective<[Double]>(residuals: { x in x })
let outcome = try await minimize(sphere, from: start, on: .threads(6))
print(outcome.algorithm, outcome.best.map(rounded))
print(outcome.counts.evaluations, "evaluations in", outcome.counts.rounds, "rounds")

// MARK: With a Jacobian

let withJacobian = Objective<[Double]>(
  residuals: { x in x },
  jacobian: { x in x.indices.map { i in x.indices.map { j in i == j ? 1 : 0 } } })
let given = try minimize(withJacobian, from: start, using: .levenbergMarquardt())
print(given.best.map(rounded), given.counts.evaluations, "evaluations")

let automatic = Objective(residuals: { x in x }, differentiatingForward: { x in x })
let exact = try minimize(automatic, from: start, using: .levenbergMarquardt())
print(exact.best.map(rounded), exact.counts.evaluations, "evaluations")

// MARK: In the shape of the parameters

let byName = Objective<[String: Double]>(
  residuals: { p in p },
  jacobian: { _ in ["a": ["a": 1.0, "b": 0, "c": 0], "b": ["a": 0, "b": 1, "c": 0], "c": ["a": 0, "b": 0, "c": 1]] })
let named = try minimize(byName, from: ["a": 0, "b": 1, "c": 2], using: .levenbergMarquardt())
print(named.best.sorted { $0.key < $1.key }.map { "\($0.key) \(rounded($0.value))" })

struct Model: Codable {
  var level = 3.0
  var slopes = [1.0, 2.0]
}

let structured = Objective<Model>(residuals: { model in [model.level, model.slopes[0], model.slopes[1] - 1] })
let shaped = try minimize(structured, from: Model(), using: .levenbergMarquardt())
print(rounded(shaped.best.level), shaped.best.slopes.map(rounded))

// MARK: Beside a scalar solver

func valley(_ x: [Double]) -> [Double] { [10 * (x[1] - x[0] * x[0]), 1 - x[0]] }

let rosenbrock = Objective<[Double]>(
  value: { x in valley(x).reduce(0) { $0 + $1 * $1 } },
  gradient: { x in
    let r = valley(x)
    return [-40 * r[0] * x[0] - 2 * r[1], 20 * r[0]]
  }
).with(Objective(residuals: valley, jacobian: { x in [[-20 * x[0], 10], [-1, 0]] }))

let scalar = try minimize(rosenbrock, from: [-1.2, 1], using: .lbfgsb())
let squares = try minimize(rosenbrock, from: [-1.2, 1], using: .levenbergMarquardt())

/// The best value after each evaluation.
func runningBest(_ outcome: Outcome<[Double]>) -> [Double] {
  outcome.history.reduce(into: []) { best, evaluation in
    best.append(min(best.last ?? .infinity, evaluation.record.value))
  }
}

let histories = [runningBest(scalar), runningBest(squares)]
print("evaluation", scalar.algorithm, squares.algorithm)
for evaluation in [1, 5, 10, 15, 20, 40] {
  let values = histories.map { history in rounded(history[min(evaluation, history.count) - 1]) }
  print(evaluation, values[0], values[1])
}

// MARK: Fitting a model to data

let hours = [0.0, 1, 2, 3, 4, 5, 6, 8]
let degrees = [81.5, 66.0, 54.2, 47.1, 40.0, 36.3, 31.2, 27.9]

func temperature(_ time: Double, _ p: [Double]) -> Double { p[2] + p[0] * exp(-p[1] * time) }

let cooling = try await fit(temperature, hours, degrees, from: [60, 0.2, 20], on: .threads(4))
print(cooling.best.map(rounded), "R²", rounded(cooling.rSquared))

// MARK: What the data say

if let statistics = cooling.statistics {
  print("standard errors", statistics.standardErrors().map(rounded))
  print("of unequal variances", statistics.standardErrors(assuming: .unequalVariances).map(rounded))
  print(statistics.degreesOfFreedom, "degrees of freedom, rank", statistics.rank)
}

let twice = try fit(
  { time, p in (p["a", default: 0] + p["b", default: 0]) * time + p["c", default: 0] }, hours, degrees,
  from: ["a": 1, "b": 1, "c": 0])
print(twice.statistics?.dependences.map { "\($0.parameter) goes with \($0.others)" } ?? [])

for (hour, prediction) in zip([2.5, 12], try cooling.predictions(at: [2.5, 12])) {
  let interval = prediction.confidenceInterval(level: 0.95)
  print(hour, "h", rounded(prediction.value), "between", rounded(interval.lower), "and", rounded(interval.upper))
}

// MARK: Derivatives of a model

func anyTemperature<Number: RealScalar>(_ time: Double, _ p: [Number]) -> Number {
  p[2] + p[0] * exp(-p[1] * Number(time))
}

let curve = Curve<Double, [Double]>(differentiating: { time, p in anyTemperature(time, p) })
let differentiated = try fit(curve, hours, degrees, from: [60, 0.2, 20])
print(differentiated.best.map(rounded), differentiated.outcome.counts.evaluations, "evaluations")

// MARK: Outliers

let spoiled = degrees.enumerated().map { $0.offset == 3 ? 80.0 : $0.element }
let plain = try fit(curve, hours, spoiled, from: [60, 0.2, 20])
let robust = try fit(curve, hours, spoiled, from: [60, 0.2, 20], loss: .cauchy(scale: 0.5))
print(plain.best.map(rounded), robust.best.map(rounded))

// MARK: Likelihoods

let minutesBetweenCalls = [3.1, 0.4, 7.9, 2.2, 1.6, 5.3, 0.9, 4.4]
let likelihood = Objective<[Double]>(contributions: { p in
  minutesBetweenCalls.map { log(p[0]) - p[0] * $0 }
})
let calls = try maximize(likelihood, from: [0.5], using: .bhhh())
print(rounded(calls.best[0]), "calls a minute ±", rounded(calls.statistics?.standardErrors()[0] ?? .nan))
