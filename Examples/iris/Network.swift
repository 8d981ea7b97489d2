import Nadir

/// A layer whose outputs are Wx + b.
struct Layer<Number: RealScalar & Codable>: Codable, Sendable {
  var weights: [[Number]]
  var biases: [Number]

  func callAsFunction(_ x: [Number]) -> [Number] { zip(weights, biases).map { row, bias in .dot(row, x) + bias } }
}

extension Layer<Double> {
  /// Weights that are uniform in ±√(6/(inputs + outputs)), and no biases.
  ///
  /// Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", equation 16
  /// (PMLR 9).
  init(inputs: Int, outputs: Int, using generator: inout SplitMix64) {
    let limit = (6 / Double(inputs + outputs)).squareRoot()
    weights = (0..<outputs).map { _ in (0..<inputs).map { _ in limit * (2 * generator.nextUnit() - 1) } }
    biases = Array(repeating: 0, count: outputs)
  }
}

/// Two layers, with the hyperbolic tangent between them.
struct Network<Number: RealScalar & Codable>: Codable, Sendable {
  var hidden: Layer<Number>
  var output: Layer<Number>

  /// A score for each species: the logarithm of its probability, but for a constant.
  func scores(of lengths: [Double]) -> [Number] { output(hidden(lengths.map { Number($0) }).map { tanh($0) }) }
}

extension Network<Double> {
  init(inputs: Int, hidden neurons: Int, outputs: Int, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    hidden = Layer(inputs: inputs, outputs: neurons, using: &generator)
    output = Layer(inputs: neurons, outputs: outputs, using: &generator)
  }

  /// Whether the species with the highest score is the flower's.
  func knows(_ flower: Flower) -> Bool {
    let scores = scores(of: flower.lengths)
    return scores.indices.allSatisfy { $0 == flower.species || scores[$0] < scores[flower.species] }
  }
}

/// −log of the probability that the network gives to the flower's species: the cross-entropy of the softmax
/// exp(sᵢ)/Σ exp(sⱼ) of its scores.
func crossEntropy<Number>(_ network: Network<Number>, _ flower: Flower) -> Number {
  let scores = network.scores(of: flower.lengths)
  // The largest score is taken out, so that no exponential is too large.
  let largest = Number(scores.map(\.value).max() ?? 0)
  return largest + log(.sum(scores.map { exp($0 - largest) })) - scores[flower.species]
}
