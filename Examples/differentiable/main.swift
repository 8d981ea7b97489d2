// Functions that the compiler differentiates: Swift's own `@differentiable`, by Nadir's trait `Differentiation`.

import Foundation
import Nadir
import _Differentiation

/// Four decimals, for printing; + 0 makes a -0 a 0.
func rounded(_ number: Double) -> Double { (number * 1e4).rounded() / 1e4 + 0 }

// MARK: A struct whose derivatives come in the same struct

/// A weight on a spring, after it was let go.
struct Swing: Codable, Differentiable, AdditiveArithmetic {
  typealias TangentVector = Swing
  var amplitude = 1.0
  var decay = 0.5
  var frequency = 2.0
}

// Seconds, and how far the weight was from rest.
let observed = [(0.0, 1.52), (0.5, 0.47), (1, -0.92), (1.5, -0.95), (2, 0.17), (2.5, 0.84), (3, 0.40), (4, -0.59)]

@differentiable(reverse)
func misfit(_ swing: Swing) -> Double {
  var sum = 0.0
  for (time, place) in observed {
    let error = swing.amplitude * exp(-swing.decay * time) * cos(swing.frequency * time) - place
    sum += error * error
  }
  return sum
}

/// The same for a tape.
func misfit(_ x: [Variable]) -> Variable {
  var sum: Variable = 0
  for (time, place) in observed {
    let error = x[0] * exp(-x[1] * Variable(time)) * cos(x[2] * Variable(time)) - Variable(place)
    sum += error * error
  }
  return sum
}

let derivatives = gradient(at: Swing(), of: misfit)
print("by the compiler", derivatives.amplitude, derivatives.decay, derivatives.frequency)
print("by a tape", valueAndGradient(at: [1, 0.5, 2], of: misfit).gradient.map { "\($0)" }.joined(separator: " "))

let fit = try minimize(Objective(differentiable: misfit), from: Swing(), using: .bfgs())
print("amplitude", rounded(fit.best.amplitude), "decay", rounded(fit.best.decay))
print("frequency", rounded(fit.best.frequency), "value", rounded(fit.value), "is a minimum:", fit.success)

// MARK: A struct whose derivatives have another type

struct Neuron: Codable, Differentiable {
  var weights = [0.5, -0.5]
  var bias = 0.1
  @noDerivative var name = "and"
}

let cases = [(0.0, 0.0, 0.0), (0, 1, 0), (1, 0, 0), (1, 1, 1)]

@differentiable(reverse)
func loss(_ neuron: Neuron) -> Double {
  var sum = 0.0
  for (a, b, truth) in cases {
    let error = neuron.weights[0] * a + neuron.weights[1] * b + neuron.bias - truth
    sum += error * error
  }
  return sum
}

let trained = try minimize(
  Objective(differentiable: loss) { gradient, neuron in
    Neuron(weights: gradient.weights.base, bias: gradient.bias, name: neuron.name)
  }, from: Neuron(), using: .bfgs())
print(trained.best.name, trained.best.weights.map(rounded), rounded(trained.best.bias), rounded(trained.value))

// MARK: A short array

let valley = try minimize(
  Objective<[Double]>(differentiable: { x in
    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
    return a * a + 100 * b * b
  }), from: [-1.2, 1], using: .bfgs())
print("valley", valley.best.map(rounded))

// A function that depends on nothing has a gradient of zeros.
let flat = try minimize(Objective<[Double]>(differentiable: { _ in 3 }), from: [1, 2], using: .bfgs())
print("flat", flat.best, flat.value)
