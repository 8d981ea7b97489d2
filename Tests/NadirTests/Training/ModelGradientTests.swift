import Nadir
import Testing

private struct Line<Number: RealScalar & Codable>: Codable, Sendable, Equatable {
  var slope: Number
  var weights: [[Number]]
  var name = "line"
}

extension Line where Number == Double {
  init() { self.init(slope: 0.5, weights: [[0, 0.25], [1, 2]]) }
}

private func loss<Number: RealScalar & Codable>(_ line: Line<Number>, _ batch: ArraySlice<Double>) -> Number {
  let squares = batch.map { t in
    let error = line.slope * Number(t) + line.weights[0][1] - Number(2 * t + 1)
    return error * error
  }
  return .sum(squares) / Number(Double(batch.count))
}

@Suite struct ModelGradientTests {
  /// The loop of the documentation, by which a line is fitted to points of one.
  @Test func aModelIsTrainedByALoop() throws {
    let data = (0..<20).map { Double($0) / 10 }
    var model = Line<Double>()
    var optimizer = Adam(learningRate: 0.05)
    for epoch in 1...200 {
      for batch in data.shuffled(seed: UInt64(epoch)).batches(of: 8) {
        let (value, gradient) = try valueAndGradient(at: model) { loss($0, batch) }
        #expect(value.isFinite)
        try optimizer.update(&model, along: gradient)
      }
    }
    #expect((model.slope - 2).magnitude < 1e-3 && (model.weights[0][1] - 1).magnitude < 1e-3)
    #expect(model.weights[0][0] == 0 && model.weights[1] == [1, 2] && model.name == "line")
  }

  @Test func batchesAreAllElementsInTheirOrder() {
    #expect([1, 2, 3, 4, 5].batches(of: 2).map(Array.init) == [[1, 2], [3, 4], [5]])
    #expect([1, 2].batches(of: 0).map(Array.init) == [[1], [2]])
    #expect([Int]().batches(of: 3).isEmpty)
    let shuffled = (0..<100).shuffled(seed: 3)
    #expect(shuffled.sorted() == Array(0..<100) && shuffled != Array(0..<100))
    #expect(shuffled == (0..<100).shuffled(seed: 3) && shuffled != (0..<100).shuffled(seed: 4))
  }
}
