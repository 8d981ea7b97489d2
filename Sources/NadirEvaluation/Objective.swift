public import NadirLinear

/// What a person gives: a function of typed parameters, in the form they have it.
///
/// A value alone, value and gradient as two functions, or both from one function that computes them together; with
/// ``with(hessian:)`` and ``with(hessianVectorProduct:)`` second derivatives, too. What is asked for decides which is
/// called: the value function when only a value is needed, both (or the one that gives both) when the gradient is needed
/// too. A gradient has the shape of the parameters. What is not given is derived: gradients from values, by finite
/// differences.
///
/// A sum of squares is given by its residuals r, and a sum by its contributions c, with or without their derivatives. The
/// value is then r·r or Σ cᵢ, and the gradient 2Jᵀr or the sum of the scores. ``with(_:)`` puts terms beside a value and
/// gradient of one's own, so that every algorithm finds the form that it needs.
///
/// Its initializers are inlinable, so that a caller's own types are known where a function is called.
///
/// Every form may throw; an error is a failed evaluation, handled under the run's ``FailurePolicy``.
public struct Objective<Parameters: Sendable>: Sendable {
  /// How the function is called.
  public enum Call: Sendable {
    case synchronous(@Sendable (Parameters, Demand) throws -> Evaluation<Parameters>)
    case asynchronous(@Sendable (Parameters, Demand) async throws -> Evaluation<Parameters>)
  }

  /// The quantities that the function gives.
  public let provides: Demand
  public let call: Call
  /// The value function on its own, where there is a synchronous one: the shortest way to a value.
  public let value: (@Sendable (Parameters) throws -> Double)?
  /// The function of parameters that are at hand as they are encoded, too, where there is one: it saves encoding them,
  /// and its gradient is no value of their type, which may refuse such numbers.
  public let encodedCall: EncodedCall?

  /// How a function is called with what parameters are encoded as. It asks for the parameters themselves where it needs
  /// them: making them costs as much as a cheap function, and may fail.
  public typealias EncodedCall =
    @Sendable (_ parameters: () throws -> Parameters, any EncodedParameters, Demand) throws -> EncodedEvaluation

  /// The product ∇²f(x) v, where there is a function for it.
  public let hessianVectorProduct: (@Sendable (_ x: Parameters, _ v: Parameters) throws -> Parameters)?

  /// A function that gives f(x).
  @inlinable
  public init(@ObjectiveBody _ value: @escaping @Sendable (Parameters) throws -> Double) {
    provides = .value
    call = .synchronous { x, _ in Evaluation(value: try value(x)) }
    self.value = value
    encodedCall = nil
    hessianVectorProduct = nil
  }

  /// An asynchronous function that gives f(x).
  @inlinable
  public init(@ObjectiveBody _ value: @escaping @Sendable (Parameters) async throws -> Double) {
    provides = .value
    call = .asynchronous { x, _ in Evaluation(value: try await value(x)) }
    self.value = nil
    encodedCall = nil
    hessianVectorProduct = nil
  }

  /// Two functions that give f(x) and ∇f(x).
  @inlinable
  public init(
    @ObjectiveBody value: @escaping @Sendable (Parameters) throws -> Double,
    @FunctionBody<Parameters> gradient: @escaping @Sendable (Parameters) throws -> Parameters
  ) {
    provides = [.value, .gradient]
    call = .synchronous { x, demand in
      Evaluation(value: try value(x), gradient: demand.contains(.gradient) ? try gradient(x) : nil)
    }
    self.value = value
    encodedCall = nil
    hessianVectorProduct = nil
  }

  /// One function that gives f(x) and ∇f(x) together.
  // Disfavored, so that a closure without a label that only throws is a value.
  @_disfavoredOverload
  @inlinable
  public init(
    @FunctionBody<(value: Double, gradient: Parameters)> valueAndGradient:
      @escaping @Sendable (Parameters) throws -> (value: Double, gradient: Parameters)
  ) {
    provides = [.value, .gradient]
    call = .synchronous { x, _ in
      let both = try valueAndGradient(x)
      return Evaluation(value: both.value, gradient: both.gradient)
    }
    value = nil
    encodedCall = nil
    hessianVectorProduct = nil
  }

  /// One function that gives f(x) and ∇f(x) together, and another one for f(x) alone.
  @inlinable
  public init(
    @ObjectiveBody value: @escaping @Sendable (Parameters) throws -> Double,
    @FunctionBody<(value: Double, gradient: Parameters)> valueAndGradient:
      @escaping @Sendable (Parameters) throws -> (value: Double, gradient: Parameters)
  ) {
    provides = [.value, .gradient]
    call = .synchronous { x, demand in
      guard demand.contains(.gradient) else { return Evaluation(value: try value(x)) }
      let both = try valueAndGradient(x)
      return Evaluation(value: both.value, gradient: both.gradient)
    }
    self.value = value
    encodedCall = nil
    hessianVectorProduct = nil
  }

  /// A function of the parameters and of what is wanted there.
  @inlinable
  public init(
    provides: Demand, call: Call, value: (@Sendable (Parameters) throws -> Double)? = nil,
    encodedCall: EncodedCall? = nil,
    hessianVectorProduct: (@Sendable (_ x: Parameters, _ v: Parameters) throws -> Parameters)? = nil
  ) {
    self.provides = provides
    self.call = call
    self.value = value
    self.encodedCall = encodedCall
    self.hessianVectorProduct = hessianVectorProduct
  }
}

extension Objective {
  /// The same objective with its Hessian ∇²f.
  ///
  ///     Objective(value: f, gradient: g).with(hessian: h)
  ///
  /// - Parameter hessian: Gives the n × n matrix, in the order of the numbers in the parameters.
  public func with(hessian: @escaping @Sendable (Parameters) throws -> Matrix) -> Objective {
    let withHessian: Call
    switch call {
    case .synchronous(let function):
      withHessian = .synchronous { x, demand in
        var evaluation = demand == .hessian ? Evaluation(value: .nan) : try function(x, demand)
        if demand.contains(.hessian) { evaluation.hessian = try hessian(x) }
        return evaluation
      }
    case .asynchronous(let function):
      withHessian = .asynchronous { x, demand in
        var evaluation = demand == .hessian ? Evaluation(value: .nan) : try await function(x, demand)
        if demand.contains(.hessian) { evaluation.hessian = try hessian(x) }
        return evaluation
      }
    }
    var encoded: EncodedCall?
    if let function = encodedCall {
      encoded = { parameters, encoded, demand in
        guard demand.contains(.hessian) else { return try function(parameters, encoded, demand) }
        let x = try parameters()
        var evaluation = demand == .hessian ? EncodedEvaluation(value: .nan) : try function({ x }, encoded, demand)
        evaluation.hessian = try hessian(x)
        return evaluation
      }
    }
    return Objective(
      provides: provides.union(.hessian), call: withHessian, value: value, encodedCall: encoded,
      hessianVectorProduct: hessianVectorProduct)
  }

  /// The same objective with the products of its Hessian, which cost little more than a gradient where the Hessian
  /// itself costs n of them.
  ///
  /// - Parameter product: Gives ∇²f(x) v for x and v, all three with the shape of the parameters.
  public func with(
    hessianVectorProduct product: @escaping @Sendable (_ x: Parameters, _ v: Parameters) throws -> Parameters
  ) -> Objective {
    Objective(provides: provides, call: call, value: value, encodedCall: encodedCall, hessianVectorProduct: product)
  }
}
