/// What a training has been through, epoch by epoch.
public struct TrainingHistory: Sendable, Codable, Equatable {
  public internal(set) var epochs: [TrainingEpoch] = []

  public init() {}

  /// The history of a loop of one's own.
  public init(epochs: [TrainingEpoch]) { self.epochs = epochs }

  /// The first epoch with the smallest loss that is monitored; `nil` where none is finite.
  public var best: TrainingEpoch? {
    epochs.filter(\.monitoredLoss.isFinite).min { $0.monitoredLoss < $1.monitoredLoss }
  }
}

/// One pass through the data.
public struct TrainingEpoch: Sendable, Codable, Equatable {
  /// From 1.
  public var number: Int
  /// The mean of the loss over the examples, each at the parameters of the moment when its batch came.
  public var trainingLoss: Double
  /// The mean of the loss over the examples that are held out, at the end of the epoch; `nil` where there are none.
  public var validationLoss: Double?
  /// The means of what is measured of the examples that are held out, by name, at the end of the epoch.
  public var metrics: [String: Double]
  /// The learning rate of the last step.
  public var learningRate: Double
  /// The mean of the Euclidean norms of the batches' gradients.
  public var gradientNorm: Double
  /// Steps since the beginning of the training, at the end of the epoch.
  public var steps: Int
  /// The batches of the epoch whose loss or gradient failed, so that there was no step.
  public var failures: Int
  /// The wall time since the beginning of the training, at the end of the epoch, in seconds; what was before a resumption
  /// is counted.
  public var seconds: Double

  /// The loss that tells how good the model is: that of what is held out, and where nothing is, that of the training.
  public var monitoredLoss: Double { validationLoss ?? trainingLoss }

  public init(
    number: Int, trainingLoss: Double, validationLoss: Double? = nil, metrics: [String: Double] = [:],
    learningRate: Double, gradientNorm: Double, steps: Int, failures: Int = 0, seconds: Double = 0
  ) {
    self.number = number
    self.trainingLoss = trainingLoss
    self.validationLoss = validationLoss
    self.metrics = metrics
    self.learningRate = learningRate
    self.gradientNorm = gradientNorm
    self.steps = steps
    self.failures = failures
    self.seconds = seconds
  }
}
