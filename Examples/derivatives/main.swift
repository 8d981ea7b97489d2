// Derivatives in every form: by differences on all cores, your own, and automatic ones.
//
// It is the code of the article "Derivatives" in the documentation.

import Nadir

/// Four decimals, for printing; + 0 makes a -0 a 0.
func rounded(_ number: Double) -> Double { (number * 1e4).rounded() / 1e4 + 0 }

// MARK: Differences, in parallel

func sphere(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }

let start: [Double] = [0, 1, 2, 3, 4]

let parallel = try await minimize(from: start, using: .lbfgsb(), on: .threads(6), objective: sphere)
print(parallel.best.map(rounded), parallel.counts.evaluations, "evaluations in", parallel.counts.rounds, "rounds")

// MARK: Your own gradient

let separate = Objective<[Double]>(value: sphere, gradient: { x in x.map { 2 * $0 } })
let withGradient = try minimize(separate, from: start, using: .lbfgsb())
print(withGradient.best.map(rounded), withGradient.counts.evaluations, "evaluations")

let together = Objective<[Double]>(valueAndGradient: { x in (sphere(x), x.map { 2 * $0 }) })
let withBoth = try minimize(together, from: start, using: .lbfgsb())
print(withBoth.best.map(rounded), withBoth.counts.evaluations, "evaluations")

// MARK: In the shape of the parameters

let named = Objective<[String: Double]>(
  value: { p in p.values.reduce(0) { $0 + $1 * $1 } }, gradient: { p in p.mapValues { 2 * $0 } })
let byName = try minimize(named, from: ["a": 1, "b": 2], using: .bfgs())
print("a", rounded(byName.best["a", default: .nan]), "b", rounded(byName.best["b", default: .nan]))

struct Settings: Codable, Sendable {
  struct Inner: Codable, Sendable {
    var c = [2.0, 3, 4]
  }

  var a = 0.0
  var b = 1.0
  var inner = Inner()
}

let nested = Objective<Settings>(
  value: { s in s.a * s.a + s.b * s.b + sphere(s.inner.c) },
  gradient: { s in Settings(a: 2 * s.a, b: 2 * s.b, inner: .init(c: s.inner.c.map { 2 * $0 })) })
let settings = try minimize(nested, from: Settings(), using: .lbfgsb()).best
print("a", rounded(settings.a), "b", rounded(settings.b), "c", settings.inner.c.map(rounded))

// MARK: Automatic derivatives

let valley = Objective<[Double]>(differentiating: { x in
  let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
  return a * a + 100 * b * b
})
let bottom = try minimize(valley, from: [-1.2, 1], using: .bfgs())
print(bottom.best.map(rounded), bottom.counts.evaluations, "evaluations")

/// The temperature of something that cools, over any number.
struct Cooling<Number: RealScalar & Codable>: Codable, Sendable {
  var ambient: Number
  var excess: Number
  var rate: Number

  func callAsFunction(_ minutes: Double) -> Number { ambient + excess * exp(-rate * Number(minutes)) }
}

// Minutes, and the temperature of a cup of coffee.
let measured = [(0.0, 83.0), (4, 62.2), (7, 51.7), (10, 44.0), (15, 35.5), (20, 30.4), (30, 25.4)]

@Sendable func misfit<Number: RealScalar & Codable>(_ cooling: Cooling<Number>) -> Number {
  var sum: Number = 0
  for (minutes, temperature) in measured {
    let error = cooling(minutes) - Number(temperature)
    sum += error * error
  }
  return sum
}

let coffee = Objective<Cooling<Double>>(value: misfit, differentiating: Cooling<Variable>.self, misfit)
let cup = try minimize(coffee, from: Cooling(ambient: 20, excess: 60, rate: 0.05), using: .lbfgsb())
print("ambient", rounded(cup.best.ambient), "excess", rounded(cup.best.excess), "rate", rounded(cup.best.rate))

// MARK: Written once, for every kind of derivative

struct Rosenbrock: DifferentiableFunction {
  var steepness = 100.0

  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
    return a * a + Number(steepness) * b * b
  }
}

let exact = try await hessian(of: Objective(differentiating: Rosenbrock()), at: [1, 1])
print(exact.hessian.rows, "from", exact.source)

let tape = Tape()
let (u, v) = (tape.variable(0.5), tape.variable(2))
let w = log(u) * sin(v) + u * v
print(try tape.gradient(of: w, withRespectTo: [u, v]).map(rounded))

// MARK: Derivatives by themselves

func simulation(_ p: [String: Double]) -> Double {
  let (a, b) = (p["a", default: 0], p["b", default: 0])
  return exp(a) * sin(b) + a * b * b
}

let slope = try await gradient(of: simulation, at: ["a": 0.5, "b": 1], by: .ridders, on: .threads(4))
print(rounded(slope.gradient["a", default: .nan]), rounded(slope.gradient["b", default: .nan]))
print("evaluations", slope.counts.evaluations, "rounds", slope.counts.rounds)

let curvature = try await hessian(of: simulation, at: ["a": 0.5, "b": 1], bounds: ["a": 0.5...2], by: .central)
print(curvature.hessian.rows.map { $0.map(rounded) }, "one-sided along", curvature.oneSided)

// MARK: Are they right?

let mistaken = Objective<[String: Double]>(
  value: simulation,
  gradient: { p in
    let (a, b) = (p["a", default: 0], p["b", default: 0])
    return ["a": exp(a) * sin(b) + b * b, "b": exp(a) * cos(b) + a * b]
  })
let check = try await checkGradient(of: mistaken, at: ["a": 0.5, "b": 1], randomPoints: 3)
print(check.agrees ? "right" : "wrong in \(check.worst?.path ?? "")")

// MARK: Noise

/// A function that is known to six digits.
func coarse(_ x: [Double]) -> Double {
  let value = (x[0] - 1) * (x[0] - 1) + 3 * (x[1] + 2) * (x[1] + 2) + 5
  return (value * 1e5).rounded() / 1e5
}

let noisy = try await noise(of: coarse, at: [4, 3], on: .threads(2))
let still = try minimize(from: [4, 3], using: .lbfgsb(), differences: noisy.differences, objective: coarse)
print("noise of", (noisy.level * 1e7).rounded() / 10, "millionths, by", noisy.counts.evaluations, "evaluations")
print(still.best.map { ($0 * 100).rounded() / 100 })
