public import NadirDerivatives
import NadirEvaluation
import NadirParameters

/// The value of a function of a model, and its gradient in the shape of the model, by one recording and one backward sweep.
///
///     struct Line<Number: RealScalar & Codable>: Codable {
///       var slope: Number
///       var intercept: Number
///       func callAsFunction(_ t: Number) -> Number { slope * t + intercept }
///     }
///
///     func loss<Number: RealScalar & Codable>(_ line: Line<Number>, _ points: ArraySlice<Point>) -> Number {
///       let squares = points.map { point in
///         let error = line(Number(point.t)) - Number(point.y)
///         return error * error
///       }
///       return .sum(squares) / Number(Double(points.count))
///     }
///
///     let (value, gradient) = try valueAndGradient(at: line) { loss($0, batch) }
///
/// The function is of any type that decodes what the model encodes, with variables in the place of numbers:
/// `Line<Variable>` for `Line<Double>`. Integers, booleans and texts it has as they are in the model.
///
/// - Parameters:
///   - model: The point; its numbers are what it encodes as `Double`, `Float` or `Float16`.
///   - function: The function f.
/// - Returns: f and the derivatives of f with respect to every number of the model; NaN where the function does not read it
///   as a variable.
/// - Throws: What the function throws, and ``EvaluationFailure`` that names the place where the model cannot be encoded, or
///   the function's type is encoded otherwise.
@_disfavoredOverload
public func valueAndGradient<Model: Codable, Recorded: Decodable>(
  at model: Model, of function: (Recorded) throws -> Variable
) throws -> (value: Double, gradient: Model) {
  let encoding = try ParameterEncoding(model)
  let evaluation = try valueAndGradient(at: encoding, of: function)
  return (evaluation.value, try encoding.parameters(Model.self, with: evaluation.gradient ?? []))
}

/// The value of a function of encoded parameters, with its derivatives with respect to their numbers.
func valueAndGradient<Recorded: Decodable>(
  at encoded: any EncodedParameters, of function: (Recorded) throws -> Variable
) throws -> EncodedEvaluation {
  var untracked: [Int] = []
  var (value, gradient) = try NadirDerivatives.valueAndGradient(at: encoded.numbers) { variables in
    let decoded = try encoded.decode(Recorded.self, carrying: variables)
    untracked = decoded.untracked
    return try function(decoded.model)
  }
  for position in untracked { gradient[position] = .nan }
  return EncodedEvaluation(value: value, gradient: gradient, untracked: untracked)
}
