// Training by gradient descent: the loop that a person writes, the one that is written for them, optimizers of one's own,
// and what of it is parallel.
//
// It is the code of the article "TrainingByGradientDescent" in the documentation.

import Foundation
import Nadir

/// Four decimals, for printing; + 0 makes a -0 a 0.
func rounded(_ number: Double) -> Double { (number * 1e4).rounded() / 1e4 + 0 }

// MARK: A model and its loss

struct Network<Number: RealScalar & Codable>: Codable, Sendable {
  var slopes: [Number]
  var offsets: [Number]
  var weights: [Number]
  var bias: Number

  func callAsFunction(_ t: Double) -> Number {
    let hidden = zip(slopes, offsets).map { slope, offset in tanh(slope * Number(t) + offset) }
    return .dot(weights, hidden) + bias
  }
}

struct Measurement: Sendable {
  var t: Double
  var y: Double
}

@Sendable func loss<Number>(_ network: Network<Number>, _ measured: Measurement) -> Number {
  let error = network(measured.t) - Number(measured.y)
  return error * error
}

@Sendable func loss<Number>(_ network: Network<Number>, _ measured: some Collection<Measurement>) -> Number {
  .sum(measured.map { loss(network, $0) }) / Number(Double(measured.count))
}

// MARK: Data

/// A wave that dies away, with noise.
let measurements = (0..<96).map { i in
  let t = Double(i) / 24
  return Measurement(t: t, y: exp(-t / 2) * sin(3 * t) + 0.1 * sin(1e4 * t))
}.shuffled(seed: 7)
let (known, heldOut) = (measurements[..<64], measurements[64...])

/// Eight steps, from one end of the data to the other, without weight.
let untrained = Network(
  slopes: [Double](repeating: 2, count: 8), offsets: (0..<8).map { -Double($0) - 0.5 },
  weights: [Double](repeating: 0, count: 8), bias: 0)

// MARK: The loop that a person writes

var network = untrained
var optimizer = Adam(learningRate: 0.03)
for epoch in 1...100 {
  for batch in known.shuffled(seed: UInt64(epoch)).batches(of: 16) {
    let (_, gradient) = try valueAndGradient(at: network) { loss($0, batch) }
    try optimizer.update(&network, along: gradient)
  }
  if epoch.isMultiple(of: 25) { print("epoch", epoch, "loss", rounded(loss(network, known))) }
}
print("held out", rounded(loss(network, heldOut)))

// MARK: The loop that is written for them

let trained = try await train(
  untrained, data: known, loss: loss, with: .adam(learningRate: 0.03), batchSize: 16, epochs: 200,
  validating: heldOut, seed: 1, on: .threads(4), stopping: EarlyStopping(patience: 20))
print(trained.termination)
if let epoch = trained.bestEpoch, let validationLoss = epoch.validationLoss {
  print("epoch", epoch.number, "loss", rounded(epoch.trainingLoss), "held out", rounded(validationLoss))
}
print("at 2 it is", rounded(trained.best(2)))

let alone = try await train(
  untrained, data: known, loss: loss, with: .adam(learningRate: 0.03), batchSize: 16, epochs: 200,
  validating: heldOut, seed: 1, stopping: EarlyStopping(patience: 20))
print("on 1 worker the same:", alone.best.weights == trained.best.weights, alone.counts == trained.counts)

// MARK: Schedules and clipping

let scheduled = try await train(
  untrained, data: known, loss: loss,
  with: Adam(learningRate: 0.1).following(.cosine(over: 400)).clipping(.globalNorm(1)), batchSize: 16, epochs: 100,
  validating: heldOut, seed: 1)
print("with a schedule", rounded(scheduled.loss))

// MARK: An optimizer of one's own

struct HeavyBall: Optimizer {
  var learningRate = 0.05
  var velocity: [Double] = []

  mutating func update(_ x: inout [Double], along gradient: [Double]) {
    if velocity.isEmpty { velocity = x.map { _ in 0 } }
    for i in x.indices {
      velocity[i] = 0.8 * velocity[i] - learningRate * gradient[i]
      x[i] += velocity[i]
    }
  }
}

@Sendable func quadratic<Number: RealScalar>(_ x: [Number]) -> Number {
  let (a, b) = (x[0] - 1, x[1] - 2.5)
  return a * a + b * b
}

var x = [2.0, 0.0]
var ball = HeavyBall()
for _ in 1...100 {
  let (_, gradient) = valueAndGradient(at: x) { quadratic($0) }
  ball.update(&x, along: gradient)
}
print("along the gradients:", x.map(rounded))

let rolled = try await train(
  untrained, data: known, loss: loss, with: HeavyBall(), batchSize: 16, epochs: 100, validating: heldOut, seed: 1)
print("with the heavy ball", rounded(rolled.loss))

// MARK: As algorithms of minimize

let recorded = Objective<[Double]>(value: { quadratic($0) }, differentiating: { quadratic($0) })
let outcomes = [
  try minimize(recorded, from: [2, 0], using: .firstOrder(HeavyBall())),
  try minimize(recorded, from: [2, 0], using: .adam(learningRate: 0.3)),
  try minimize(recorded, from: [2, 0], using: .lbfgsb()),
  try minimize(recorded, from: [2, 0], using: .nelderMead()),
]
for outcome in outcomes {
  print(outcome.algorithm, outcome.best.map(rounded), outcome.counts.evaluations, "evaluations")
}

// MARK: What is parallel

func tell(_ name: String, _ outcome: Outcome<[Double]>) {
  let counts = outcome.counts
  print(name, outcome.best.map(rounded), counts.evaluations, "evaluations in", counts.rounds, "rounds")
}

tell(
  "differences", try await minimize(from: [2, 0], using: .firstOrder(HeavyBall()), on: .threads(3)) { quadratic($0) })

let starts: [[Double]] = [[2, 0], [-4, 3], [5, 5], [0, -6]]
let balls = try await minimize(
  recorded, from: [0, 0], using: .multistart(from: starts, of: .firstOrder(HeavyBall()), endsEarly: false),
  on: .threads(4))
let simplices = try await minimize(
  recorded, from: [0, 0], using: .multistart(from: starts, of: .nelderMead(), endsEarly: false), on: .threads(4))
tell("four balls", balls)
tell("four simplices", simplices)
