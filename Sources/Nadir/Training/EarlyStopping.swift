public import NadirEvaluation

/// Ends a training when the loss that is monitored has stopped improving: that of the examples that are held out, and where
/// there are none, that of the training.
///
/// Prechelt 1998, "Early Stopping – But When?", doi:10.1007/3-540-49430-8_3: the criterion of successive epochs without an
/// improvement. The outcome has the model of the best epoch, not that of the last one.
public struct EarlyStopping: Sendable, Codable, Hashable {
  /// How many epochs in a row there may be without an improvement.
  public var patience: Int
  /// By how much a loss must be below the best one to be an improvement.
  public var minimumImprovement: Double
  private var best: Double?
  /// The epochs since the last improvement.
  public private(set) var stalled = 0

  /// - Parameters:
  ///   - patience: 10 epochs.
  ///   - minimumImprovement: 0.
  public init(patience: Int = 10, minimumImprovement: Double = 0) {
    self.patience = patience
    self.minimumImprovement = minimumImprovement
  }

  /// Whether there have been as many epochs without an improvement as it has patience.
  public var isOver: Bool { stalled >= patience }

  /// Takes the loss of an epoch; one that is not finite is no improvement.
  public mutating func add(_ loss: Double) {
    if loss.isFinite, best.map({ loss < $0 - minimumImprovement }) ?? true {
      best = loss
      stalled = 0
    } else {
      stalled += 1
    }
  }

  /// Checks the options.
  public func validate() throws(InvalidArgument) {
    guard patience > 0 else {
      throw InvalidArgument("the patience of early stopping", is: "\(patience)", expected: "1 or more")
    }
    guard minimumImprovement >= 0, minimumImprovement.isFinite else {
      throw InvalidArgument(
        "the smallest improvement of early stopping", is: "\(minimumImprovement)", expected: "a number of 0 or more")
    }
  }
}
