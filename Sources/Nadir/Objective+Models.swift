public import NadirDerivatives
public import NadirEvaluation
import NadirParameters

// The type of the model is an argument, and not left to the closure: next to the functions of arrays that have the same
// label, a closure whose parameter may be of any type takes the compiler seconds, or is too much for it.
extension Objective where Parameters: Codable {
  /// A function of a model over variables, differentiated in reverse mode: its gradient costs a small multiple of its
  /// value, and has the shape of the parameters.
  ///
  ///     struct Cooling<Number: RealScalar & Codable>: Codable, Sendable {
  ///       var amplitude: Number
  ///       var rates: [Number]
  ///       var title = "coffee"
  ///
  ///       func callAsFunction(_ time: Double) -> Number {
  ///         rates.reduce(0) { $0 + amplitude * exp(-$1 * Number(time)) }
  ///       }
  ///     }
  ///
  ///     let objective = Objective<Cooling<Double>>(differentiating: Cooling<Variable>.self) { model in
  ///       measured.reduce(0) { sum, point in
  ///         let error = model(point.time) - Variable(point.value)
  ///         return sum + error * error
  ///       }
  ///     }
  ///     let fit = try minimize(objective, from: Cooling(amplitude: 50, rates: [0.1]))
  ///
  /// The model is any type that decodes what the parameters encode, with variables in the place of numbers:
  /// `Cooling<Variable>` for `Cooling<Double>`, `[String: Variable]` for `[String: Double]`. What is no number, such as the
  /// title, it has as it is in the parameters. A number that it does not read, or reads as a `Double` or `Float`, has no
  /// derivative: its component of the gradient is NaN, and a run in which it is not held fixed fails at the start with an
  /// error that names it.
  ///
  /// Where only a value is asked for, the function is called with constants and records nothing. It may be called by
  /// several threads at the same time. The gradient of a run is made of numbers alone; one that is asked for without a run
  /// is a value of the type of the parameters, and an error where that refuses such numbers.
  ///
  /// - Parameters:
  ///   - model: The type of the model.
  ///   - function: The function f.
  public init<Model: Decodable & SendableMetatype>(
    differentiating model: Model.Type, _ function: @escaping @Sendable (Model) throws -> Variable
  ) {
    self.init(model, value: nil, function)
  }

  /// The same function twice: of the parameters for values, and of a model over variables, differentiated in reverse mode,
  /// for gradients; see ``init(differentiating:_:)``.
  ///
  ///     func misfit<Number: RealScalar & Codable>(_ model: Cooling<Number>) -> Number { … }
  ///     let objective = Objective<Cooling<Double>>(value: misfit, differentiating: Cooling<Variable>.self, misfit)
  ///
  /// Values are then as quick as plain code can make them.
  public init<Model: Decodable & SendableMetatype>(
    value: @escaping @Sendable (Parameters) throws -> Double,
    differentiating model: Model.Type, _ function: @escaping @Sendable (Model) throws -> Variable
  ) {
    self.init(model, value: value, function)
  }

  private init<Model: Decodable & SendableMetatype>(
    _ model: Model.Type, value: (@Sendable (Parameters) throws -> Double)?,
    _ function: @escaping @Sendable (Model) throws -> Variable
  ) {
    let evaluate: EncodedCall = { parameters, encoded, demand in
      if demand.contains(.gradient) { return try valueAndGradient(at: encoded, of: function) }
      if let value { return EncodedEvaluation(value: try value(try parameters())) }
      let constants = encoded.numbers.map { Variable(constant: $0) }
      return EncodedEvaluation(value: try function(try encoded.decode(Model.self, carrying: constants).model).primal)
    }
    self.init(
      provides: [.value, .gradient],
      call: .synchronous { parameters, demand in
        let encoding = try ParameterEncoding(parameters)
        let evaluation = try evaluate({ parameters }, encoding, demand)
        let gradient = try evaluation.gradient.map { try encoding.parameters(Parameters.self, with: $0) }
        return Evaluation(value: evaluation.value, gradient: gradient)
      },
      value: value ?? { parameters in
        try evaluate({ parameters }, try ParameterEncoding(parameters), .value).value
      },
      encodedCall: evaluate)
  }
}
