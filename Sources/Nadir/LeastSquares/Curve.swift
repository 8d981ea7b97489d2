import NadirDerivatives
import NadirEvaluation
public import NadirLinear
import NadirParameters

/// A model of data: the value expected at a place x for parameters p, and its derivatives where it has them.
public struct Curve<X: Sendable, Shape: Sendable>: Sendable {
  let values: @Sendable ([X], Shape) throws -> [Double]
  /// ∂model(xᵢ, p)/∂pⱼ at all places, m × n.
  let jacobian: (@Sendable ([X], Shape) throws -> Matrix)?

  /// A function of a place and the parameters.
  ///
  ///     Curve<Double, [Double]> { x, p in p[0] * exp(-p[1] * x) }
  public init(_ value: @escaping @Sendable (X, Shape) throws -> Double) {
    values = { xs, parameters in try xs.map { try value($0, parameters) } }
    jacobian = nil
  }

  /// A function of all places at once, for code that is quicker with many.
  ///
  /// - Parameters:
  ///   - values: The values at the m places, in their order.
  ///   - jacobian: Their derivatives, m × n, with the columns in the order of the numbers in the parameters; by
  ///     differences unless given.
  public init(
    values: @escaping @Sendable ([X], Shape) throws -> [Double],
    jacobian: (@Sendable ([X], Shape) throws -> Matrix)? = nil
  ) {
    self.values = { xs, parameters in
      let values = try values(xs, parameters)
      guard values.count == xs.count else { throw CurveFailure(count: values.count, expected: xs.count) }
      return values
    }
    self.jacobian = jacobian
  }

  func values(at xs: [X], _ parameters: Shape) throws -> [Double] { try values(xs, parameters) }
}

/// A model that gave another number of values than it was asked for.
struct CurveFailure: Error, CustomStringConvertible {
  let count: Int
  let expected: Int

  var description: String { "the model gave \(count) values at \(expected) places" }
}

extension Curve where Shape == [Double] {
  /// A function and its gradient with respect to the parameters.
  public init(
    _ value: @escaping @Sendable (X, [Double]) throws -> Double,
    gradient: @escaping @Sendable (X, [Double]) throws -> [Double]
  ) {
    self.init(
      values: { xs, parameters in try xs.map { try value($0, parameters) } },
      jacobian: { xs, parameters in try Matrix(rows: try xs.map { try gradient($0, parameters) }) })
  }

  /// A function of numbers that carry their derivatives with them: its Jacobian is exact, and costs about one evaluation
  /// for every eight parameters.
  ///
  ///     Curve<Double, [Double]>(differentiating: { x, p in p[0] * .exp(-p[1] * Dual8(x)) })
  public init(differentiating value: @escaping @Sendable (X, [Dual8]) throws -> Dual8) {
    self.init(
      values: { xs, parameters in
        let constants = parameters.map { Dual8($0) }
        return try xs.map { try value($0, constants).primal }
      },
      jacobian: { xs, parameters in
        try Forward.jacobian(at: parameters) { numbers in try xs.map { try value($0, numbers) } }
      })
  }
}
