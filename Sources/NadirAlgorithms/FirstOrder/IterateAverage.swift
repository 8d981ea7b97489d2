public import NadirEvaluation
import RealModule

/// An average of the points that a training goes through, which is often better than the last of them.
///
///     var average = IterateAverage.exponential(decay: 0.99)
///     for batch in batches {
///       optimizer.update(&x, along: gradient(of: batch, at: x))
///       average.add(x)
///     }
public struct IterateAverage: Sendable, Codable, Equatable {
  private enum Kind: Codable, Equatable {
    case exponential(decay: Double)
    case polyak(from: Int)
  }

  private let kind: Kind
  /// How many points there were.
  private var count = 0
  private var mean: [Double] = []

  /// An exponential average with the bias of its beginning at 0 taken out: a ← da + (1 − d)x, divided by 1 − dᵗ.
  ///
  /// Kingma & Ba 2015, section 7.2, arXiv:1412.6980. Keras's averages begin at the first point instead, and so
  /// remember it for long.
  ///
  /// - Parameter decay: d, from 0 to below 1: about the last 1/(1 − d) points count.
  public static func exponential(decay: Double = 0.999) -> IterateAverage {
    IterateAverage(kind: .exponential(decay: decay))
  }

  /// The mean of the points of a step and of all later ones.
  ///
  /// Polyak & Juditsky 1992, "Acceleration of stochastic approximation by averaging", doi:10.1137/0330046.
  ///
  /// - Parameter step: The first point that counts, from 1.
  public static func polyak(from step: Int = 1) -> IterateAverage { IterateAverage(kind: .polyak(from: step)) }

  private init(kind: Kind) { self.kind = kind }

  public func validate() throws(InvalidArgument) {
    switch kind {
    case .exponential(let decay):
      guard decay >= 0, decay < 1 else {
        throw InvalidArgument("the decay of an average", is: "\(decay)", expected: "a number from 0 to below 1")
      }
    case .polyak(let first):
      guard first >= 1 else {
        throw InvalidArgument("the first step of an average", is: "\(first)", expected: "1 or more")
      }
    }
  }

  /// Takes the point of one more step, of as many numbers as the others; with another number of them it begins anew.
  public mutating func add(_ x: [Double]) {
    if !mean.isEmpty, mean.count != x.count { (count, mean) = (0, []) }
    count += 1
    let gain: Double
    switch kind {
    case .exponential(let decay): gain = 1 - decay
    case .polyak(let first):
      guard count >= first else { return }
      gain = 1 / Double(count - max(first, 1) + 1)
    }
    if mean.isEmpty { mean = [Double](repeating: 0, count: x.count) }
    let x = x.span
    var mean = mean.mutableSpan
    for i in 0..<x.count { mean[unchecked: i] += gain * (x[unchecked: i] - mean[unchecked: i]) }
  }

  /// The average; `nil` where no point counts yet.
  public var average: [Double]? {
    guard !mean.isEmpty else { return nil }
    guard case .exponential(let decay) = kind else { return mean }
    let correction = 1 - Double.pow(decay, count)
    return mean.map { $0 / correction }
  }
}
