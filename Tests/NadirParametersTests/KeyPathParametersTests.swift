import NadirParameters
import Testing
import _TestSupport

@Suite struct KeyPathParametersTests {
  private let model = Model(
    rate: 1, table: ["kept"], weights: [2, 3], net: Net(bias: 4, gain: 5, named: ["b": 7, "a": 6]), watched: 8)

  @Test func fieldsAreNumbersArraysAndParameters() {
    #expect(
      model.paths == [
        "rate", "weights[0]", "weights[1]", "net.bias", "net.gain", "net.named.a", "net.named.b", "percent",
        "watched",
      ])
    #expect(model.coordinates == [1, 2, 3, 4, 5, 6, 7, 100, 8])
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func otherNumbersComeBack(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      var numbers = (0..<9).map { _ in Double.random(in: -9...9, using: &generator) }
      // The rate and its percentage are one number.
      numbers[0] = 2
      numbers[7] = 200
      let other = model.with(coordinates: numbers)
      #expect(other.coordinates == numbers, "seed \(seed)")
      #expect(other.table == ["kept"] && other.paths == model.paths, "seed \(seed)")
    }
    #expect(model.coordinates == [1, 2, 3, 4, 5, 6, 7, 100, 8], "the original is another value")
  }

  @Test func observersSeeTheirNumbers() {
    #expect(model.with(coordinates: [1, 2, 3, 4, 5, 6, 7, 100, 9]).changes == 1)
  }

  @Test func theyAreParametersOfASpace() throws {
    let space = try ParameterSpace(from: model, bounds: ["net.bias": 0...9], fixed: ["weights[0]"])
    #expect(space.dimension == 8)
    #expect(try space.parameters(at: space.startCoordinates).coordinates == model.coordinates)
  }
}

private struct Model: KeyPathParameters {
  var rate: Double
  let table: [String]
  var weights: [Double]
  var net: Net
  var watched: Double { didSet { changes += 1 } }
  private(set) var changes = 0
  var percent: Double {
    get { 100 * rate }
    set { rate = newValue / 100 }
  }

  init(rate: Double, table: [String], weights: [Double], net: Net, watched: Double) {
    self.rate = rate
    self.table = table
    self.weights = weights
    self.net = net
    self.watched = watched
  }

  static let fields: ParameterFields<Model> = [
    .init("rate", \.rate), .init("weights", \.weights), .init("net", \.net), .init("percent", \.percent),
    .init("watched", \.watched),
  ]
}

private struct Net: KeyPathParameters {
  var bias: Double
  var gain: Double
  var named: [String: Double]

  static let fields: ParameterFields<Net> = [
    .init("bias", \.bias), .init("gain", \.gain), .init("named", \.named),
  ]
}
