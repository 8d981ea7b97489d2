public import NadirEvaluation
import NadirLinear

/// Data to fit a model to: m values y at m places x, each with its weight.
public struct Observations<X: Sendable>: Sendable {
  /// The places, of any type: times, points of several numbers, settings of an experiment.
  public let xs: [X]
  /// What was observed there.
  public let ys: [Double]
  /// The weight w of each, not negative. An observation of weight 0 is left out.
  public let weights: [Double]
  /// The standard deviation of each, where they were given.
  public let standardDeviations: [Double]?

  /// - Parameters:
  ///   - xs: The m places.
  ///   - ys: The m values.
  ///   - weights: w; 1 unless given. The sum is Σ w (model − y)².
  ///   - standardDeviations: σ of the values, positive, in the place of weights: w = 1/σ².
  /// - Throws: ``InvalidArgument`` where there are no data, lengths differ, a value is not finite, or a weight is negative.
  public init(
    _ xs: [X], _ ys: [Double], weights: [Double]? = nil, standardDeviations: [Double]? = nil
  ) throws(InvalidArgument) {
    guard !ys.isEmpty else { throw InvalidArgument("ys", is: "empty", expected: "at least one observation") }
    guard xs.count == ys.count else {
      throw InvalidArgument("xs", is: "\(xs.count) places", expected: "\(ys.count), one for each of the ys")
    }
    if let i = ys.firstIndex(where: { !$0.isFinite }) {
      throw InvalidArgument("ys[\(i)]", is: "\(ys[i])", expected: "a finite number; leave out what is missing")
    }
    guard weights == nil || standardDeviations == nil else {
      throw InvalidArgument("weights", is: "given beside standardDeviations", expected: "only one of the two")
    }
    if let weights {
      try Self.check(weights, "weights", count: ys.count, expected: "a number of 0 or more") { $0 >= 0 }
      guard weights.contains(where: { $0 > 0 }) else {
        throw InvalidArgument("weights", is: "0 everywhere", expected: "a positive one")
      }
    }
    if let standardDeviations {
      try Self.check(
        standardDeviations, "standardDeviations", count: ys.count, expected: "a number above 0 whose square is one"
      ) {
        $0 > 0 && ($0 * $0).isNormal
      }
    }
    self.xs = xs
    self.ys = ys
    self.standardDeviations = standardDeviations
    self.weights = weights ?? standardDeviations?.map { 1 / ($0 * $0) } ?? ys.map { _ in 1 }
  }

  private static func check(
    _ numbers: [Double], _ name: String, count: Int, expected: String, _ isRight: (Double) -> Bool
  ) throws(InvalidArgument) {
    guard numbers.count == count else {
      throw InvalidArgument(name, is: "\(numbers.count) numbers", expected: "\(count), one for each of the ys")
    }
    guard let i = numbers.firstIndex(where: { !isRight($0) || !$0.isFinite }) else { return }
    throw InvalidArgument("\(name)[\(i)]", is: "\(numbers[i])", expected: expected)
  }

  /// The indices of the observations that count.
  var counted: [Int] { ys.indices.filter { weights[$0] > 0 } }

  /// The sum of squares between a model and the data: residuals √w (model(x, p) − y), those of weight 0 left out.
  ///
  ///     let outcome = try minimize(try Observations(times, counts).misfit(decay), from: [1, 0.1])
  public func misfit<Shape: Sendable>(of model: Curve<X, Shape>) -> Objective<Shape> {
    let counted = counted
    let (xs, ys) = (counted.map { self.xs[$0] }, counted.map { self.ys[$0] })
    let factors = counted.map { weights[$0].squareRoot() }
    let isPlain = factors.allSatisfy { $0 == 1 }
    let residuals: @Sendable (Shape) throws -> [Double] = { parameters in
      var residuals = try model.values(at: xs, parameters)
      for i in residuals.indices { residuals[i] = (residuals[i] - ys[i]) * (isPlain ? 1 : factors[i]) }
      return residuals
    }
    guard let rows = model.jacobian else { return Objective(residuals: residuals) }
    return Objective(
      residuals: residuals,
      jacobian: { parameters in
        let jacobian = try rows(xs, parameters)
        return isPlain ? jacobian : jacobian.scalingRows(by: factors)
      })
  }
}
