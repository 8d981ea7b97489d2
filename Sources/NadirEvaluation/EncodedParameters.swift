public import NadirLinear

/// Parameters as the numbers that their type encodes, and the way from there to other types that are encoded alike.
///
/// A model that is generic over its number, such as `Decay<Number>`, is encoded alike for every number. So a
/// `Decay<Double>` becomes a `Decay` of numbers that carry derivatives.
public protocol EncodedParameters: Sendable {
  /// The numbers, in the order in which they are encoded.
  var numbers: [Double] { get }

  /// A value of another type that is encoded alike.
  ///
  /// Where the type asks for a `Number` it gets the one that stands for the encoded one; where it asks for a `Double` or
  /// `Float`, the encoded one. What is no number is as it was encoded.
  ///
  /// - Parameters:
  ///   - type: The type to decode.
  ///   - carried: What stands for each of the numbers.
  /// - Returns: The value, and in increasing order the positions of the numbers that it did not read as a `Number`, or
  ///   not only so.
  /// - Throws: ``EvaluationFailure`` of kind `.threw` that names the place where the type is encoded otherwise, or
  ///   refuses what it gets.
  func decode<Model: Decodable, Number>(
    _ type: Model.Type, carrying carried: [Number]
  ) throws(EvaluationFailure) -> (model: Model, untracked: [Int])
}

/// What an objective gave at encoded parameters.
public struct EncodedEvaluation: Sendable {
  public var value: Double
  /// The derivatives with respect to the encoded numbers, in their order; NaN for those that are ``untracked``.
  public var gradient: [Double]?
  /// The terms of a sum, with their derivatives with respect to the encoded numbers, where f is one.
  public var terms: Terms?
  /// The second derivatives, n × n.
  public var hessian: Matrix?
  /// The positions of the numbers with respect to which there is no derivative to be had, in increasing order.
  public var untracked: [Int]

  public init(value: Double, gradient: [Double]? = nil, untracked: [Int] = []) {
    self.value = value
    self.gradient = gradient
    self.untracked = untracked
  }

  /// Terms, with what they sum up to as the value.
  public init(_ terms: Terms, untracked: [Int] = []) {
    value = terms.sum
    self.terms = terms
    self.untracked = untracked
  }
}

/// A decoder that has numbers of another type to give than those that were encoded.
///
/// Such numbers ask for themselves when they are made by `init(from:)`, and come with their derivatives then.
public protocol CarryingDecoder: Decoder {
  /// The number that stands for the one at this place; `nil` where there is none of this type.
  func carried<Number>(_ type: Number.Type) -> Number?
}
