import Foundation
import Nadir
import Testing

/// Points of the plane in one of two classes, inside of a circle and outside.
struct Sample: Sendable, Equatable {
  var x: Double
  var y: Double
  var isInside: Bool

  static func drawn(_ count: Int, seed: UInt64) -> [Sample] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let (x, y) = (2 * generator.nextUnit() - 1, 2 * generator.nextUnit() - 1)
      return Sample(x: x, y: y, isInside: x * x + y * y < 0.5)
    }
  }
}

/// A network of one hidden layer.
struct Network<Number: RealScalar & Codable>: Codable {
  var name = "circle"
  var weights: [[Number]]
  var biases: [Number]
  var output: [Number]
  var threshold: Number

  func logit(_ sample: Sample) -> Number {
    var sum = threshold
    for i in biases.indices {
      let inside = weights[i][0] * Number(sample.x) + weights[i][1] * Number(sample.y) + biases[i]
      sum += output[i] * tanh(inside)
    }
    return sum
  }
}

extension Network: Sendable where Number: Sendable {}
extension Network: Equatable where Number: Equatable {}

extension Network where Number == Double {
  static func seeded(_ seed: UInt64, hidden: Int = 6) -> Network {
    var generator = SplitMix64(seed: seed)
    func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in 2 * generator.nextUnit() - 1 } }
    return Network(
      weights: (0..<hidden).map { _ in numbers(2) }, biases: numbers(hidden), output: numbers(hidden), threshold: 0)
  }

  func isRight(_ sample: Sample) -> Bool { (logit(sample) > 0) == sample.isInside }
}

/// The logistic loss.
func logisticLoss<Number: RealScalar & Codable>(_ network: Network<Number>, _ sample: Sample) -> Number {
  let margin = sample.isInside ? network.logit(sample) : -network.logit(sample)
  return log(1 + exp(-margin))
}

let accuracy = Metric("accuracy") { (network: Network<Double>, sample: Sample) in network.isRight(sample) ? 1 : 0 }

/// The value after it was written and read as JSON.
func readBack<Value: Codable>(_ value: Value) throws -> Value {
  let encoder = JSONEncoder()
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  let decoder = JSONDecoder()
  decoder.nonConformingFloatDecodingStrategy = .convertFromString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return try decoder.decode(Value.self, from: try encoder.encode(value))
}

/// What two trainings must share to have come to the same bits, without what the clock says.
func expectSameBits<Model: Equatable, Rule: Optimizer>(
  _ one: TrainingOutcome<Model, Rule>, _ other: TrainingOutcome<Model, Rule>, _ comment: Comment,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  func timeless(_ history: TrainingHistory) -> [TrainingEpoch] {
    history.epochs.map { epoch in
      var epoch = epoch
      epoch.seconds = 0
      return epoch
    }
  }
  #expect(one.checkpoint.point == other.checkpoint.point, comment, sourceLocation: sourceLocation)
  #expect(one.best == other.best && one.last == other.last, comment, sourceLocation: sourceLocation)
  #expect(one.optimizer == other.optimizer, comment, sourceLocation: sourceLocation)
  #expect(timeless(one.history) == timeless(other.history), comment, sourceLocation: sourceLocation)
  #expect(one.counts == other.counts && one.loss == other.loss, comment, sourceLocation: sourceLocation)
  #expect(one.termination == other.termination, comment, sourceLocation: sourceLocation)
}
