// Parameters of any shape: a dictionary, a struct, the weights of a neural network, a covariance matrix.
//
// It is the code of the article "Parameters of any shape" in the documentation.

import Foundation
import Nadir

/// Four decimals, for printing; + 0 makes a -0 a 0.
func rounded(_ number: Double) -> Double { (number * 1e4).rounded() / 1e4 + 0 }

// MARK: A dictionary

// Minutes, and the temperature of a cup of coffee.
let measured = [(0.0, 83.0), (4, 62.2), (7, 51.7), (10, 44.0), (15, 35.5), (20, 30.4), (30, 25.4)]

let cooling = try minimize(
  from: ["ambient": 10, "excess": 100, "rate": 0.5], bounds: ["rate": 0...10]
) { p in
  measured.reduce(0) { sum, point in
    let (minutes, temperature) = point
    let model = p["ambient", default: 0] + p["excess", default: 0] / (1 + p["rate", default: 0] * minutes)
    return sum + (model - temperature) * (model - temperature)
  }
}
print("rate", rounded(cooling.best["rate", default: .nan]), "value", rounded(cooling.value))

// MARK: A struct

struct Colony: Codable {
  struct Site: Codable {
    var capacity = 10.0
    var rate = 0.5
  }

  var name = "north"
  var years = 4
  var sites = [Site(), Site(capacity: 20)]
  var harvest: Double?
}

let counts = [[2.0, 3.3, 5.0, 6.9], [1.0, 2.4, 5.2, 10.1]]

/// How far the logistic growth of each site is from what was counted.
func misfit(_ colony: Colony) -> Double {
  var sum = 0.0
  for (site, counted) in zip(colony.sites, counts) {
    var size = counted[0]
    for year in 1..<colony.years {
      size += site.rate * size * (1 - size / site.capacity) - (colony.harvest ?? 0)
      sum += (size - counted[year]) * (size - counted[year])
    }
  }
  return sum
}

let growth = try minimize(
  from: Colony(), bounds: ["sites[*].rate": 0...3, "sites[*].capacity": 1...1000],
  scale: ["sites[*].capacity": 10], objective: misfit)
for site in growth.best.sites { print("capacity", rounded(site.capacity), "rate", rounded(site.rate)) }

// MARK: The weights of a neural network

struct Layer: Codable {
  var weights: [[Double]]
  var biases: [Double]
  var isLinear = false

  func callAsFunction(_ x: [Double]) -> [Double] {
    zip(weights, biases).map { row, bias in
      let sum = zip(row, x).reduce(bias) { $0 + $1.0 * $1.1 }
      return isLinear ? sum : sum / (1 + sum.magnitude)
    }
  }
}

struct Network: Codable {
  var hidden = Layer(weights: [[1, 0.5], [-0.5, 1]], biases: [0.1, -0.1])
  var output = Layer(weights: [[1, -1]], biases: [0], isLinear: true)

  func callAsFunction(_ x: [Double]) -> Double { output(hidden(x))[0] }
}

let exclusiveOr = [([0.0, 0.0], 0.0), ([0, 1], 1), ([1, 0], 1), ([1, 1], 0)]

let trained = try minimize(from: Network(), scale: .startValues(clipping: 0.5)) { network in
  exclusiveOr.reduce(0) { sum, example in
    let error = network(example.0) - example.1
    return sum + error * error
  }
}
for (x, y) in exclusiveOr { print(x, "is", y, "and the network says", rounded(trained.best(x))) }

// MARK: A covariance matrix

struct Normal: Codable {
  var mean: [Double]
  var covariance: Matrix
}

let sample = [[1.2, 0.7], [-0.3, 0.1], [2.1, 1.9], [0.4, -0.6], [1.1, 1.4], [-0.8, -0.9]]

/// The log-likelihood of the sample, without the constant.
func logLikelihood(_ normal: Normal) -> Double {
  let s = normal.covariance
  let determinant: Double = s[0, 0] * s[1, 1] - s[0, 1] * s[1, 0]
  return sample.reduce(0) { sum, x in
    let (a, b) = (x[0] - normal.mean[0], x[1] - normal.mean[1])
    let scaled: Double = s[1, 1] * a * a - 2 * s[0, 1] * a * b + s[0, 0] * b * b
    return sum - (scaled / determinant + log(determinant)) / 2
  }
}

let likeliest = try maximize(
  from: Normal(mean: [0, 0], covariance: Matrix(rows: [[1, 0], [0, 1]])),
  constraints: [.covariance("covariance")], objective: logLikelihood)
print("mean", likeliest.best.mean.map(rounded))
for i in 0..<2 { print("covariance", (0..<2).map { rounded(likeliest.best.covariance[i, $0]) }) }

// MARK: The fast way

struct Oscillator: KeyPathParameters {
  var frequency = 2.0
  var phases = [0.1, 0.2]
  let name = "first"

  static let fields: ParameterFields<Oscillator> = [.init("frequency", \.frequency), .init("phases", \.phases)]
}

let tuned = try minimize(from: Oscillator()) { o in
  (o.frequency - 3) * (o.frequency - 3) + o.phases.reduce(0) { $0 + ($1 - 1) * ($1 - 1) }
}
print(tuned.best.name, rounded(tuned.best.frequency), tuned.best.phases.map(rounded))
