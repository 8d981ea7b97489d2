public import NadirEvaluation

/// A factor of the learning rate that falls where the loss no longer does: after `patience` losses in a row that are
/// not better than the best one, it is multiplied by `factor`.
///
///     var plateau = ReduceOnPlateau(patience: 5)
///     var optimizer = Adam(learningRate: 0.01)
///     for epoch in 1...100 {
///       let loss = …
///       optimizer.learningRate = 0.01 * plateau.factor(after: loss)
///     }
///
/// There is no paper; the counts are those of Optax, with its relative threshold, which is PyTorch's, too. Keras's are
/// the same but for a cooldown, which leaves out one loss less there. A loss ℓ is better than the best one b if
/// ℓ < b − threshold · |b|, also where losses are negative. NaN is not better.
public struct ReduceOnPlateau: Sendable, Codable, Equatable {
  /// What the learning rate is multiplied by at the end of a plateau.
  public var factor: Double
  /// How many losses in a row are a plateau if none of them is better.
  public var patience: Int
  /// How much better a loss has to be, relative to the best one.
  public var threshold: Double
  /// How many losses are not counted after a reduction.
  public var cooldown: Int
  /// The least factor of the learning rate.
  public var minimum: Double
  private var current = 1.0
  /// `nil` before the first loss; an infinity could not be written as JSON.
  private var best: Double?
  private var stalled = 0
  private var resting = 0

  /// - Parameters:
  ///   - factor: 0.1, as in Keras, Optax and PyTorch.
  ///   - patience: 10, as in all of them.
  ///   - threshold: 1e-4.
  ///   - cooldown: 0.
  ///   - minimum: 0: none.
  public init(
    factor: Double = 0.1, patience: Int = 10, threshold: Double = 1e-4, cooldown: Int = 0, minimum: Double = 0
  ) {
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.cooldown = cooldown
    self.minimum = minimum
  }

  public func validate() throws(InvalidArgument) {
    guard factor > 0, factor < 1 else {
      throw InvalidArgument("the factor of a plateau", is: "\(factor)", expected: "a number between 0 and 1")
    }
    guard patience > 0 else {
      throw InvalidArgument("the patience of a plateau", is: "\(patience)", expected: "1 or more")
    }
    guard threshold >= 0, threshold < 1 else {
      throw InvalidArgument("the threshold of a plateau", is: "\(threshold)", expected: "a number from 0 to below 1")
    }
    guard cooldown >= 0 else {
      throw InvalidArgument("the cooldown of a plateau", is: "\(cooldown)", expected: "0 or more")
    }
    guard minimum >= 0, minimum <= 1 else {
      throw InvalidArgument("the least factor of a plateau", is: "\(minimum)", expected: "a number from 0 to 1")
    }
  }

  /// Takes one more loss.
  ///
  /// - Returns: What the first learning rate is to be multiplied by from now on: 1 until the first plateau has ended.
  public mutating func factor(after loss: Double) -> Double {
    if isBetter(loss) {
      best = loss
      stalled = 0
    } else {
      stalled += 1
    }
    if resting > 0 {
      resting -= 1
      stalled = 0
    } else if stalled >= patience {
      current = max(current * factor, minimum)
      stalled = 0
      resting = cooldown
    }
    return current
  }

  private func isBetter(_ loss: Double) -> Bool {
    guard let best else { return loss.isFinite }
    return loss < best - threshold * best.magnitude && loss.isFinite
  }
}
