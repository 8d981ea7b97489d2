// A pendulum is to be swung up, and held there, by a motor that is too weak to lift it. A controller of five numbers is
// trained both ways: with a motor that is switched and a reward that counts, by Nelder–Mead, and with a motor and a cost
// that have derivatives, by a tape and Adam; from one start and from many.

import Foundation
import Nadir
import NadirPlots

let options = Options.read(Array(CommandLine.arguments.dropFirst()))
let workers = Workers.threads(options.workers)
let untrained = Controller<Double>()
let box = Bounds<Controller<Double>>(lower: -20, upper: 20)

// MARK: A reward without a derivative

@Sendable func reward(_ controller: Controller<Double>) -> Double {
  timeUpright(controller, .switched, from: Start.trained)
}

// The steps must be large: a small change of the controller changes no count.
let simplex = NelderMead(initialSimplex: .regular(edge: 5))

let polytope = try await maximize(
  from: untrained, using: simplex, on: workers, budget: Budget(evaluations: options.evaluations),
  observers: [Progress.observer("Nelder–Mead", "time upright")], objective: reward)

let polytopes = try await maximize(
  from: untrained, using: .multistart(options.runs, of: simplex, seed: 1), on: workers, bounds: box,
  budget: Budget(evaluations: options.runs * options.evaluations),
  observers: [Progress.observer("Nelder–Mead", "time upright", ofMany: true)], objective: reward)

// MARK: A cost that has one

let smooth = Objective<Controller<Double>>(
  value: { cost(of: $0) }, differentiating: Controller<Variable>.self, { cost(of: $0) })

let descent = try await minimize(
  smooth, from: untrained, using: .adam(learningRate: 0.3), on: workers,
  budget: Budget(iterations: options.iterations), observers: [Progress.observer("Adam", "cost")])

let descents = try await minimize(
  smooth, from: untrained, using: .multistart(options.runs, of: .adam(learningRate: 0.3), seed: 1), on: workers,
  bounds: box, budget: Budget(iterations: options.iterations),
  observers: [Progress.observer("Adam", "cost", ofMany: true)])

// MARK: What came of it

let count = "\(options.runs) starts"
let trained = [
  Trained(name: "Nelder–Mead", motor: .switched, outcome: polytope),
  Trained(name: "Nelder–Mead, \(count)", motor: .switched, outcome: polytopes),
  Trained(name: "Adam", motor: .smooth, outcome: descent),
  Trained(name: "Adam, \(count)", motor: .smooth, outcome: descents),
]
print(Trained.report(on: trained))

let chart = try picture(of: trained)
do {
  try chart.svg().write(to: options.picture, atomically: true, encoding: .utf8)
} catch {
  Progress.write(
    "pendulum: the picture cannot be written to '\(options.picture.path)': \(error.localizedDescription)\n")
  exit(1)
}
print("picture: \(options.picture.path)")
