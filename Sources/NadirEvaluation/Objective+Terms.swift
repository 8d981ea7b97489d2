public import NadirLinear

extension Objective {
  /// A sum of squares f(x) = r(x)·r(x), from its m residuals.
  ///
  ///     Objective<[Double]>(residuals: { x in [10 * (x[1] - x[0] * x[0]), 1 - x[0]] })
  ///
  /// Algorithms for least squares take the residuals, all others the value r·r. Derivatives are made from differences of
  /// the residuals: the Jacobian J, or the gradient 2Jᵀr.
  ///
  /// - Parameter residuals: r, m numbers, as many at every point.
  // Disfavored, so that a closure without a label that only throws is a value.
  @_disfavoredOverload
  public init(residuals: @escaping @Sendable (Parameters) throws -> [Double]) {
    self.init(
      provides: .residuals, call: .synchronous { x, _ in Evaluation(residuals: try residuals(x)) })
  }

  /// A sum of squares from residuals that are computed asynchronously.
  // Disfavored, so that a closure without a label that only throws is a value.
  @_disfavoredOverload
  public init(residuals: @escaping @Sendable (Parameters) async throws -> [Double]) {
    self.init(
      provides: .residuals, call: .asynchronous { x, _ in Evaluation(residuals: try await residuals(x)) })
  }

  /// A sum of squares from its residuals and their Jacobian.
  ///
  /// - Parameters:
  ///   - residuals: r, m numbers, as many at every point.
  ///   - jacobian: ∂rᵢ/∂xⱼ, m × n, with the columns in the order of the numbers in the parameters.
  public init(
    residuals: @escaping @Sendable (Parameters) throws -> [Double],
    jacobian: @escaping @Sendable (Parameters) throws -> Matrix
  ) {
    self.init(
      provides: [.residuals, .jacobian],
      call: .synchronous { x, demand in
        Evaluation(residuals: try residuals(x), jacobian: demand.contains(.jacobian) ? try jacobian(x) : nil)
      })
  }

  /// A sum of squares from one function that gives the residuals and their Jacobian together, and another one for the
  /// residuals alone, where there is one.
  // Disfavored, so that a closure without a label that only throws is a value.
  @_disfavoredOverload
  public init(
    residuals: (@Sendable (Parameters) throws -> [Double])? = nil,
    residualsAndJacobian: @escaping @Sendable (Parameters) throws -> (residuals: [Double], jacobian: Matrix)
  ) {
    self.init(
      provides: [.residuals, .jacobian],
      call: .synchronous { x, demand in
        if !demand.contains(.jacobian), let residuals { return Evaluation(residuals: try residuals(x)) }
        let both = try residualsAndJacobian(x)
        return Evaluation(residuals: both.residuals, jacobian: both.jacobian)
      })
  }

  /// A sum f(x) = Σ cᵢ(x) from its m contributions, such as the log-likelihoods of m observations.
  ///
  ///     maximize(Objective(contributions: { p in data.map { logDensity($0, p) } }), from: start, using: .bhhh())
  ///
  /// - Parameters:
  ///   - contributions: c, m numbers, as many at every point.
  ///   - scores: ∂cᵢ/∂xⱼ, m × n, with the columns in the order of the numbers in the parameters; by differences of the
  ///     contributions unless given.
  // Disfavored, so that a closure without a label that only throws is a value.
  @_disfavoredOverload
  public init(
    contributions: @escaping @Sendable (Parameters) throws -> [Double],
    scores: (@Sendable (Parameters) throws -> Matrix)? = nil
  ) {
    self.init(
      provides: scores == nil ? .contributions : [.contributions, .scores],
      call: .synchronous { x, demand in
        Evaluation(
          contributions: try contributions(x), scores: demand.contains(.scores) ? try scores?(x) : nil)
      })
  }
}

extension Objective {
  /// The same objective with the terms of its value, from which algorithms take them that are made for sums.
  ///
  ///     Objective(value: f, gradient: g).with(Objective(residuals: r, jacobian: j))
  ///
  /// Whichever algorithm is chosen takes the form that it needs. The two have to agree: f = r·r.
  ///
  /// - Parameter terms: An objective that gives residuals or contributions, and their derivatives where it has them.
  public func with(_ terms: Objective) -> Objective {
    let added = terms.provides.subtracting([.value, .gradient, .hessian])
    let merged: Call
    switch (call, terms.call) {
    case (.synchronous(let own), .synchronous(let other)):
      merged = .synchronous { x, demand in try demand.isDisjoint(with: added) ? own(x, demand) : other(x, demand) }
    default:
      let (own, other) = (self, terms)
      merged = .asynchronous { x, demand in
        try await (demand.isDisjoint(with: added) ? own : other).evaluation(at: x, for: demand)
      }
    }
    return Objective(
      provides: provides.union(added), call: merged, value: value, encodedCall: encodedCall,
      hessianVectorProduct: hessianVectorProduct)
  }

  /// The same sum with a loss other than the square, so that outliers do not decide: f(x) = Σ C² ρ(rᵢ²/C²).
  ///
  ///     Objective(residuals: r).with(loss: .huber(scale: 1.345 * noise))
  ///
  /// Only what is given of the residuals has to do with the loss; a value, gradient or Hessian of the plain sum is left
  /// out.
  ///
  /// - Throws: ``InvalidArgument`` where the scale is not a positive number, or the objective gives no residuals.
  public func with(loss: Loss) throws(InvalidArgument) -> Objective {
    try loss.validate()
    guard provides.contains(.residuals) else {
      throw InvalidArgument("the objective", is: "without residuals", expected: "one that gives residuals for a loss")
    }
    let terms: Demand = [.residuals, .jacobian]
    let entering: @Sendable (Evaluation<Parameters>) throws -> Evaluation<Parameters> = { evaluation in
      guard var residuals = evaluation.terms else { return evaluation }
      residuals.loss = loss
      return Evaluation(residuals)
    }
    let call: Call
    switch self.call {
    case .synchronous(let function):
      call = .synchronous { x, demand in try entering(function(x, demand.intersection(terms).union(.residuals))) }
    case .asynchronous(let function):
      call = .asynchronous { x, demand in
        try entering(await function(x, demand.intersection(terms).union(.residuals)))
      }
    }
    return Objective(provides: provides.intersection(terms), call: call)
  }

  /// Calls the function.
  func evaluation(at x: Parameters, for demand: Demand) async throws -> Evaluation<Parameters> {
    switch call {
    case .synchronous(let function): try function(x, demand)
    case .asynchronous(let function): try await function(x, demand)
    }
  }
}
