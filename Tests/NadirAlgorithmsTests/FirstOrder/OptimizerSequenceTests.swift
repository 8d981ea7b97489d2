import Testing

@testable import NadirAlgorithms

@Suite struct OptimizerSequenceTests {
  private static let warmUp = Schedule.warmUp(over: 10, then: .cosine(over: 80, floor: 0.1))
  private static let adam = Adam(learningRate: 0.05, epsilon: 0)
  private static let descent = GradientDescent(learningRate: 0.05)

  private static let optimizers: [String: any Optimizer<Double>] = [
    "gradientDescent": descent,
    "heavyBall": GradientDescent(learningRate: 0.02, momentum: .heavyBall(0.9)),
    "nesterov": GradientDescent(learningRate: 0.02, momentum: .nesterov(0.9)),
    "rmsprop": RMSprop(learningRate: 0.02, epsilon: 0.01),
    "rmspropWithoutEpsilon": RMSprop(learningRate: 0.02, epsilon: 0),
    "adagrad": Adagrad(learningRate: 0.5, epsilon: 0),
    "adadelta": Adadelta(),
    "adam": Adam(learningRate: 0.05, epsilon: 0.01),
    "adamWithoutEpsilon": adam,
    "adamW": AdamW(learningRate: 0.05, weightDecay: 0.1, epsilon: 0.01),
    "adamWWithoutEpsilon": AdamW(learningRate: 0.05, weightDecay: 0.1, epsilon: 0),
    "amsgrad": AMSGrad(learningRate: 0.05, epsilon: 0.01),
    "nadam": NAdam(learningRate: 0.05),
    "nadamOfFastGrowth": NAdam(learningRate: 0.05, momentumGrowth: 0.1),
    "nadamWithoutGrowth": NAdam(learningRate: 0.05, momentumGrowth: 0),
    "lion": Lion(learningRate: 0.01),
    "lionDecaying": Lion(learningRate: 0.01).decaying(0.1),
    "clippedByValue": adam.clipping(.value(1)),
    "clippedByNorm": adam.clipping(.norm(1)),
    "clippedByGlobalNorm": adam.clipping(.globalNorm(2)),
    "stepDecay": descent.following(.stepDecay(by: 0.5, every: 20)),
    "exponential": descent.following(.exponential(by: 0.5, over: 20)),
    "cosine": descent.following(.cosine(over: 80, floor: 0.1)),
    "warmUp": descent.following(warmUp),
    "oneCycle": descent.following(.oneCycle(over: 80)),
    "decayingAlongSchedule": Adam(learningRate: 0.05, epsilon: 0.01).following(warmUp).decaying(0.1),
    "lbfgsOfOneBatch": BatchLBFGS(learningRate: 0.5, memory: 5),
    "lbfgsOfConsecutiveGradients": BatchLBFGS(learningRate: 0.5),
  ]

  /// The sequences of others are reached to about rounding, over all hundred steps.
  @Test(arguments: OptimizerSequence.all) func sequencesOfOthersAreReplayed(_ sequence: OptimizerSequence) throws {
    let optimizer = try #require(Self.optimizers[sequence.name])
    let isOfOneBatch = sequence.name == "lbfgsOfConsecutiveGradients"
    let ours = points(of: optimizer) { x, t in disturbedGradient(at: x, step: isOfOneBatch ? 1 : t) }
    #expect(sequence.points.last?.step == 100)
    for (step, expected) in sequence.points {
      for (own, other) in zip(ours[step - 1], expected) {
        let error = (own - other).magnitude / max(1, other.magnitude)
        #expect(error <= sequence.tolerance, "step \(step): \(own), not \(other)")
      }
    }
  }

  /// Nothing that is here is without a sequence.
  @Test func everyOptimizerIsCompared() {
    let compared = Set(OptimizerSequence.all.map(\.name))
    #expect(compared == Set(Self.optimizers.keys))
  }
}
