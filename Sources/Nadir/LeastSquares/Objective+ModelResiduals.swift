public import NadirDerivatives
public import NadirEvaluation
import NadirLinear
import NadirParameters

extension Objective where Parameters: Codable {
  /// A sum of squares from the residuals of a model over variables, with their Jacobian in reverse mode.
  ///
  ///     let objective = Objective<Cooling<Double>>(
  ///       differentiating: Cooling<Variable>.self,
  ///       residuals: { model in measured.map { model($0.time) - Variable($0.value) } })
  ///
  /// The model is as for ``init(differentiating:_:)``. Where only residuals are asked for, the function is called with
  /// constants and records nothing.
  public init<Model: Decodable & SendableMetatype>(
    differentiating model: Model.Type, residuals: @escaping @Sendable (Model) throws -> [Variable]
  ) {
    let evaluate: EncodedCall = { _, encoded, demand in
      guard demand.contains(.jacobian) else {
        let constants = encoded.numbers.map { Variable(constant: $0) }
        let numbers = try residuals(try encoded.decode(Model.self, carrying: constants).model)
        return EncodedEvaluation(Terms(.residuals, numbers.map(\.primal)))
      }
      var untracked: [Int] = []
      let (values, jacobian) = try valuesAndJacobian(at: encoded.numbers) { variables in
        let decoded = try encoded.decode(Model.self, carrying: variables)
        untracked = decoded.untracked
        return try residuals(decoded.model)
      }
      return EncodedEvaluation(Terms(.residuals, values, derivatives: jacobian), untracked: untracked)
    }
    self.init(
      provides: [.residuals, .jacobian],
      call: .synchronous { parameters, demand in
        var evaluation = Evaluation<Parameters>(value: .nan)
        let encoded = try evaluate({ parameters }, try ParameterEncoding(parameters), demand)
        evaluation.value = encoded.value
        evaluation.terms = encoded.terms
        return evaluation
      },
      encodedCall: evaluate)
  }
}
