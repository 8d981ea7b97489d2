import NadirLinear
import Testing

@testable import NadirAlgorithms

@Suite struct BatchLBFGSTests {
  private let curvatures = [1.0, 10, 100, 1_000]

  /// The gradient of Σ aᵢ(xᵢ − bᵢ)²/2 with another b in each batch, and their mean at 0.
  private func gradient(at x: [Double], batch t: Int, spread: Double) -> [Double] {
    x.indices.map { i in curvatures[i] * (x[i] - spread * Double((t + 5 * i) % 7 - 3)) }
  }

  private func value(_ x: [Double]) -> Double { zip(curvatures, x).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 } }

  private func end(of optimizer: some Optimizer<Double>, spread: Double, steps: Int) -> [Double] {
    var optimizer = optimizer
    var x = [1.0, 1, 1, 1]
    for t in 0..<steps {
      optimizer.update(&x, along: gradient(at: x, batch: t, spread: spread))
      if optimizer.wantsGradientAfterUpdate {
        optimizer.learn(fromGradientAfterUpdate: gradient(at: x, batch: t, spread: spread))
      }
    }
    return x
  }

  /// Of a function whose curvatures are 1 to 1 000, along batches: gradient descent's rate is nearly its largest.
  @Test func itBeatsGradientDescentOnBatches() {
    let own = value(end(of: BatchLBFGS(learningRate: 0.5), spread: 1e-3, steps: 60))
    let other = value(end(of: GradientDescent(learningRate: 1.9e-3), spread: 1e-3, steps: 60))
    #expect(own < other / 10, "\(own), \(other)")
  }

  /// The gradients of a pair are of one batch, so y is As, whatever the batches are.
  @Test func pairsAreOfOneBatch() {
    var optimizer = BatchLBFGS(learningRate: 0.1, memory: 4)
    var x = [1.0, 1, 1, 1]
    for t in 0..<20 {
      optimizer.update(&x, along: gradient(at: x, batch: t, spread: 1))
      optimizer.learn(fromGradientAfterUpdate: gradient(at: x, batch: t, spread: 1))
    }
    #expect(optimizer.pairs.count == 4)
    for pair in optimizer.pairs {
      let expected = zip(curvatures, pair.step).map { $0 * $1 }
      #expect(maximumNorm(difference(pair.change, expected)) <= 1e-11 * maximumNorm(expected))
    }
  }

  /// Where nobody gives it the second gradient, pairs are of consecutive ones: with one batch that is the same.
  @Test func consecutiveGradientsDoWhereThereIsOneBatch() {
    var optimizer = BatchLBFGS()
    var x = [1.0, 1, 1, 1]
    for _ in 0..<40 { optimizer.update(&x, along: gradient(at: x, batch: 0, spread: 0)) }
    #expect(value(x) < 1e-20, "\(value(x))")
    #expect(maximumNorm(difference(x, end(of: BatchLBFGS(), spread: 0, steps: 40))) < 1e-12)
  }

  /// The first step is along −g/max(1, ‖g‖); the second along −γg, where there is one pair in one dimension: Newton's.
  @Test func firstSteps() {
    var optimizer = BatchLBFGS()
    var x = [5.0]
    optimizer.update(&x, along: [4 * x[0]])
    #expect(x == [4])
    optimizer.learn(fromGradientAfterUpdate: [4 * x[0]])
    optimizer.update(&x, along: [4 * x[0]])
    #expect(x == [0])
  }

  /// −x²/2 has no curvature that could be learned, and neither has a gradient that is not a number or does not change.
  @Test func pairsWithoutCurvatureAreLeftOut() {
    for gradient in [{ -$0 }, { _ in .nan }, { _ in 1 }] as [(Double) -> Double] {
      var optimizer = BatchLBFGS(learningRate: 0.1)
      var x = [2.0]
      for _ in 0..<5 {
        optimizer.update(&x, along: [gradient(x[0])])
        optimizer.learn(fromGradientAfterUpdate: [gradient(x[0])])
      }
      #expect(optimizer.pairs.isEmpty)
    }
  }

  /// Whoever moves the point after an update, into a box or by a decay, does not spoil the pair.
  @Test func pairsAreTrueWhereThePointWasMoved() {
    var optimizer = BatchLBFGS(learningRate: 1).decaying(0.1)
    var x = [1.0, 1, 1, 1]
    for t in 0..<6 {
      optimizer.update(&x, along: gradient(at: x, batch: t, spread: 0.1))
      for i in x.indices { x[i] = max(x[i], 0.25) }
      optimizer.learn(fromGradientAfterUpdate: gradient(at: x, batch: t, spread: 0.1))
    }
    #expect(!optimizer.base.pairs.isEmpty)
    for pair in optimizer.base.pairs {
      let expected = zip(curvatures, pair.step).map { $0 * $1 }
      #expect(maximumNorm(difference(pair.change, expected)) <= 1e-11 * maximumNorm(expected))
    }
  }
}
