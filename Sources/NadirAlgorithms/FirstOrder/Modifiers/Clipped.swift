public import NadirEvaluation
import NadirLinear

/// How gradients are kept from being large.
///
/// Pascanu, Mikolov & Bengio 2013, "On the difficulty of training recurrent neural networks", algorithm 1,
/// arXiv:1211.5063, for the norms.
///
/// NaN stays NaN: with a limit of a norm, all that the norm is of becomes NaN. An infinite derivative becomes the
/// limit of values; with a limit of a norm it becomes NaN, and what the norm is of besides becomes 0.
public enum Clipping: Sendable, Codable, Hashable {
  /// Every number is brought to between −c and c.
  case value(Double)
  /// Each array of the parameters by itself: where its Euclidean norm is above c it is scaled to c. Without arrays, as in
  /// `minimize`, or with those of another number of parameters, all numbers are one.
  case norm(Double)
  /// All numbers together: where their Euclidean norm is above c they are scaled to c.
  case globalNorm(Double)

  var limit: Double {
    switch self {
    case .value(let limit), .norm(let limit), .globalNorm(let limit): limit
    }
  }
}

/// An optimizer that has gradients clipped before it sees them; made by `clipping`.
public struct Clipped<Base: Optimizer>: OptimizerModifier {
  public typealias Scalar = Base.Scalar

  public var base: Base
  public var clipping: Clipping
  /// The arrays of the parameters; empty where all of them are one.
  private var arrays: [Range<Int>] = []

  public init(_ base: Base, by clipping: Clipping) {
    self.base = base
    self.clipping = clipping
  }

  public func validate() throws(InvalidArgument) {
    guard clipping.limit > 0 else {
      throw InvalidArgument("the limit of the gradient", is: "\(clipping.limit)", expected: "a number above 0")
    }
    try base.validate()
  }

  public mutating func begin(with arrays: [Range<Int>]) {
    self.arrays = arrays
    base.begin(with: arrays)
  }

  public mutating func update(_ x: inout [Scalar], along gradient: [Scalar]) {
    base.update(&x, along: clipped(gradient))
  }

  /// The gradient after the update is clipped like the one before it, so that they can be compared.
  public mutating func learn(fromGradientAfterUpdate gradient: [Scalar]) {
    base.learn(fromGradientAfterUpdate: clipped(gradient))
  }

  private func clipped(_ gradient: [Scalar]) -> [Scalar] {
    var gradient = gradient
    let limit = clipping.limit
    switch clipping {
    case .value: clip(&gradient, to: Scalar(limit))
    case .globalNorm: shorten(&gradient, 0..<gradient.count, to: limit)
    case .norm:
      // Arrays of a model of another size would leave numbers out, or be beyond the last one.
      let all = 0..<gradient.count
      let fit = arrays.last?.upperBound == all.upperBound && arrays.allSatisfy { $0.clamped(to: all) == $0 }
      let arrays = fit ? arrays : [all]
      for array in arrays { shorten(&gradient, array, to: limit) }
    }
    return gradient
  }
}

/// Brings each number to between −c and c.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
private func clip<Scalar: OptimizerScalar>(_ x: inout [Scalar], to limit: Scalar) {
  var x = x.mutableSpan
  for i in 0..<x.count {
    let value = x[unchecked: i]
    // In this order NaN is passed on.
    x[unchecked: i] = value > limit ? limit : value < -limit ? -limit : value
  }
}

/// Scales some of the numbers to the norm c where theirs is not at most that.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
private func shorten<Scalar: OptimizerScalar>(_ x: inout [Scalar], _ range: Range<Int>, to limit: Double) {
  let norm = euclideanNorm(x.span.extracting(range))
  if norm <= limit { return }
  let factor = Scalar(limit / norm)
  var x = x.mutableSpan
  for i in range { x[i] *= factor }
}

/// The Euclidean norm, without overflow or underflow of the squares.
@inline(__always)
private func euclideanNorm<Scalar: OptimizerScalar>(_ x: Span<Scalar>) -> Double {
  let squared = innerProduct(x, x)
  if squared.isNormal { return squared.squareRoot() }
  // Where the squares overflow or vanish, which is seldom, the precise norm is worth a copy.
  return NadirLinear.euclideanNorm((0..<x.count).map { Double(x[$0]) })
}

extension Optimizer {
  /// This optimizer, with gradients that are clipped.
  public func clipping(_ clipping: Clipping) -> Clipped<Self> { Clipped(self, by: clipping) }
}
